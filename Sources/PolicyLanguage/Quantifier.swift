internal import Diagnostics
package import Wording
internal import YAML

/// How many of several judgements (the slices of a structure, the labels of a group) must hold.
package struct Quantifier: Hashable, Sendable {
  package enum Rule: Hashable, Sendable {
    /// At most so many may fail: 0 is every one.
    case allBut(Int)
    /// The number that holds lies within these limits: a count, or a share of those that could be judged.
    case holding(Limits)
  }

  package let rule: Rule
  /// The author's words.
  package let text: String

  package init(_ rule: Rule, text: String) {
    self.rule = rule
    self.text = text
  }

  /// Whether so many that hold, of so many that could be judged, are enough.
  package func isSatisfied(holding: Int, of judged: Int) -> Bool {
    switch rule {
    case .allBut(let few): return judged - holding <= few
    case .holding(let limits): return limits.contains(Self.number(holding, of: judged, limits))
    }
  }

  /// The number that the limits speak of.
  package static func number(_ holding: Int, of judged: Int, _ limits: Limits) -> Double {
    limits.dimension == .fraction ? Double(holding) / Double(max(1, judged)) : Double(holding)
  }
}

extension FieldReader {
  /// `every`, `any`, `none`, `all but 2`, `">= 3"`, `">= 95 %"`; words such as `slices` may follow.
  package mutating func quantifier(_ key: Key, of things: String) -> Quantifier? {
    if isRecording {
      record(key, .quantifier)
      return Quantifier(.allBut(0), text: "every")
    }
    guard let node = node(key) else { return nil }
    guard let written = node.text else {
      wrongType(key, node, expected: "how many", suggestion: Self.quantifierForms)
      return nil
    }
    if scope.parameter(written) != nil { mentions.parameters.insert(written) }
    let text = scope.parameter(written)?.text ?? written
    let words = text.split(separator: " ").map(String.init).filter { $0 != things && $0 + "s" != things && $0 != "of" }
    if let quantifier = Self.quantifier(words, text: text) {
      if case .holding(let limits) = quantifier.rule, let lower = limits.lower, lower == limits.upper, lower.value > 0,
        text.first?.isNumber == true
      {
        diagnostics.warning(
          .exactQuantifier, "'\(text)' means exactly \(text), and fails where more hold", at: node.range,
          suggestion: "write \">= \(text)\"; \"= \(text)\" where exactly so many are meant")
      }
      return quantifier
    }
    diagnostics.error(
      .badQuantifier, "'\(text)' does not say how many \(things)", at: node.range, suggestion: Self.quantifierForms)
    return nil
  }

  private static var quantifierForms: String { "one of: every, any, none, all but N, \">= N\", \">= P %\"" }

  private static func quantifier(_ words: [String], text: String) -> Quantifier? {
    switch words {
    case ["every"], ["all"]: return Quantifier(.allBut(0), text: text)
    case ["any"]:
      let limits = Limits(lower: .init(1), upper: nil, unit: Unit.bareCount, text: "at least 1")
      return Quantifier(.holding(limits), text: text)
    case ["none"]:
      let limits = Limits(lower: .init(0), upper: .init(0), unit: Unit.bareCount, text: "none")
      return Quantifier(.holding(limits), text: text)
    default: break
    }
    if words.count == 3, words[0] == "all", words[1] == "but", let few = Int(words[2]), few >= 0 {
      return Quantifier(.allBut(few), text: text)
    }
    var scanner = QuantityScanner(words.joined(separator: " "))
    guard let limits = try? scanner.limits([.count, .fraction]) else { return nil }
    scanner.skipSpaces()
    // A bare number alone is no share, and half a slice is none either.
    guard scanner.atEnd, limits.dimension == .fraction || limits.isWhole else { return nil }
    return Quantifier(.holding(limits), text: text)
  }
}

extension Limits {
  /// Whether the limits are whole numbers.
  package var isWhole: Bool { [lower, upper].compactMap { $0 }.allSatisfy { $0.value == $0.value.rounded() } }
}
