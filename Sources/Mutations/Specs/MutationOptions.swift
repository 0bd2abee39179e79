internal import Wording

/// The options of a spec while a kind reads them: `label=liver,share=5 %`. What no kind asked for is a mistake.
package struct MutationOptions: Sendable {
  private let kind: String
  private let given: [(name: String, text: String)]
  private var known: [String] = []

  init(kind: String, given: [(name: String, text: String)]) {
    self.kind = kind
    self.given = given
  }

  /// An option's words; nil when it is not given.
  mutating func text(_ name: String) -> String? {
    known.append(name)
    return given.first { $0.name == name }?.text
  }

  /// A share of the structure, as a number or with %.
  mutating func share(_ name: String, default share: Double, upTo most: Double) throws(MutationError) -> Double {
    guard let quantity = try quantity(name, .fraction) else { return share }
    guard quantity.value > 0, quantity.value <= most else {
      throw mistake(name, "must be above 0 and at most \(Significant.text(most * 100, digits: 3)) %")
    }
    return quantity.value
  }

  /// A length: mm, px, or a share of the structure's radius.
  mutating func length(_ name: String, default share: Double) throws(MutationError) -> MutationLength {
    guard let quantity = try quantity(name, .length, .voxels, .fraction) else { return .shareOfRadius(share) }
    guard quantity.value > 0 else { throw mistake(name, "must be above 0") }
    // Longer than any scan; and what is counted in voxels stays countable.
    guard quantity.value <= 100_000 else { throw mistake(name, "must be at most 100 m") }
    switch quantity.dimension {
    case .length: return .millimetres(quantity.value)
    case .voxels: return .pixels(quantity.value)
    default:
      guard !quantity.unit.symbol.isEmpty else {
        throw mistake(name, "needs a unit: mm, px, or % of the structure's radius")
      }
      return .shareOfRadius(quantity.value)
    }
  }

  /// A bare number.
  mutating func number(
    _ name: String, default number: Double, in allowed: ClosedRange<Double>
  ) throws(MutationError) -> Double {
    guard let quantity = try quantity(name, .count) else { return number }
    guard allowed.contains(quantity.value) else {
      let ends = [allowed.lowerBound, allowed.upperBound].map { Significant.text($0, digits: 6) }
      throw mistake(name, "must lie in \(ends[0])…\(ends[1])")
    }
    return quantity.value
  }

  /// A whole number.
  mutating func count(
    _ name: String, default count: Int, in allowed: ClosedRange<Int>
  ) throws(MutationError) -> Int {
    let range = Double(allowed.lowerBound)...Double(allowed.upperBound)
    guard let whole = Int(exactly: try number(name, default: Double(count), in: range)) else {
      throw mistake(name, "takes a whole number")
    }
    return whole
  }

  /// One word of a few.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, default choice: Choice
  ) throws(MutationError) -> Choice {
    guard let text = text(name) else { return choice }
    guard let chosen = Choice(rawValue: text) else {
      throw mistake(name, "cannot be “\(text)”", Suggestion.oneOf(text, Choice.allCases.map(\.rawValue)))
    }
    return chosen
  }

  /// A side of the patient or of the grid; nil when it is not given.
  mutating func face(_ name: String) throws(MutationError) -> MutationFace? {
    guard let text = text(name) else { return nil }
    guard let face = MutationFace(name: text) else {
      throw mistake(name, "cannot be “\(text)”", Suggestion.oneOf(text, MutationFace.names))
    }
    return face
  }

  /// Refuses options that the kind did not ask for, and such that are given twice.
  func finish() throws(MutationError) {
    for (at, option) in given.enumerated() {
      guard known.contains(option.name) else {
        let options = known.isEmpty ? "it has none" : "its options are \(known.joined(separator: ", "))"
        let hint = Suggestion.didYouMean(option.name, among: known) ?? options
        throw MutationError(.mistake, "\(kind) has no option “\(option.name)”\(Suggestion.end(hint))")
      }
      guard !given[..<at].contains(where: { $0.name == option.name }) else {
        throw MutationError(.mistake, "\(kind) is given “\(option.name)” twice.")
      }
    }
  }

  private mutating func quantity(_ name: String, _ dimensions: Dimension...) throws(MutationError) -> Quantity? {
    guard let text = text(name) else { return nil }
    do {
      return try Quantity(parsing: text, as: dimensions)
    } catch {
      throw mistake(name, "cannot be “\(text)”: \(error.message)", error.suggestion)
    }
  }

  private func mistake(_ name: String, _ what: String, _ suggestion: String? = nil) -> MutationError {
    MutationError(.mistake, "\(kind): \(name) \(what)\(Suggestion.end(suggestion))")
  }
}
