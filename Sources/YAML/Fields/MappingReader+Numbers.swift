internal import Diagnostics
package import Wording

/// Numbers.
extension MappingReader {
  /// A bare number.
  package mutating func number(_ key: Key, in allowed: ClosedRange<Double>? = nil) -> Double? {
    scan(key) { scanner throws(QuantityError) in try scanner.number() }.flatMap { number($0, of: key, in: allowed) }
  }

  /// A whole number.
  package mutating func integer(_ key: Key, in allowed: ClosedRange<Int>? = nil) -> Int? {
    number(key).flatMap { integer($0, of: key, in: allowed) }
  }

  /// A whole number out of a few.
  package mutating func integer(_ key: Key, oneOf allowed: [Int]) -> Int? {
    integer(key).flatMap { integer($0, of: key, oneOf: allowed) }
  }

  /// A text that a scanner reads to its end.
  ///
  /// - Parameters:
  ///   - signed: whether numbers below zero are allowed whatever they measure.
  ///   - names: what may have been meant by a text that is no number.
  ///   - meant: how a text, or a list or mapping of two ends, is written here; nil where nobody knows.
  package mutating func scan<Value>(
    _ key: Key, signed: Bool = false, among names: [String] = [], meant: (WrittenLimits) -> String? = { _ in nil },
    _ read: (inout QuantityScanner) throws(QuantityError) -> Value
  ) -> Value? {
    guard let node = node(key) else { return nil }
    guard let written = node.text else {
      let meant = WrittenLimits(node).flatMap(meant)
      wrongType(
        key, node, expected: meant == nil ? "a number" : "a range in one text", suggestion: meant.map(Self.written))
      return nil
    }
    do throws(QuantityError) {
      return try QuantityScanner.all(of: written, signed: signed, read)
    } catch {
      let meant = meant(.text(written))
      // One number that is written otherwise is no range.
      if let meant, meant.contains("..") || meant.first?.isNumber == false {
        let doubt = written.contains("±") ? "; one standard deviation leaves out a third of the sound" : ""
        diagnostics.error(
          .notARange, "'\(written)' is not how a range is written\(doubt)", at: node.range,
          suggestion: Self.written(meant))
        return nil
      }
      diagnostics.error(
        DiagnosticRule(error.code), error.message, at: node.range(ofCharacters: error.location),
        suggestion: error.suggestion ?? meant.map(Self.written) ?? Suggestion.didYouMean(written, among: names)
          ?? Self.number(meantBy: written, error.code, read).map(Self.written)
          ?? (IntendedLimits.isVague(written) ? "write both ends of a range" : nil))
      return nil
    }
  }

  /// The number that a text is in words, `three`, or begins with, `3D`; nil where it cannot be read here.
  private static func number<Value>(
    meantBy written: String, _ code: QuantityError.Code,
    _ read: (inout QuantityScanner) throws(QuantityError) -> Value
  ) -> String? {
    let digits = written.prefix { $0.isASCII && $0.isNumber }
    let isGlued = code == .unexpected && !digits.isEmpty && written.dropFirst(digits.count).allSatisfy(\.isLetter)
    guard let number = NumberWords.digits(written) ?? (isGlued ? String(digits) : nil),
      (try? QuantityScanner.all(of: number, read)) != nil
    else { return nil }
    return number
  }

  /// What to write, as YAML takes it: a value that begins with `>` must stand in quotes.
  private static func written(_ text: String) -> String { text.hasPrefix(">") ? "write \"\(text)\"" : "write \(text)" }

  // MARK: Checking

  /// A number that was read, when it is allowed.
  package mutating func number(_ value: Double, of key: Key, in allowed: ClosedRange<Double>?) -> Double? {
    guard let allowed, !allowed.contains(value) else { return value }
    let ends = [allowed.lowerBound, allowed.upperBound].map { Significant.text($0, digits: 15) }
    error(.outOfRange, "\(name(key)) must lie in \(ends[0])…\(ends[1])", at: key)
    return nil
  }

  /// A number that was read, when it is whole and allowed.
  package mutating func integer(_ value: Double, of key: Key, in allowed: ClosedRange<Int>?) -> Int? {
    guard let whole = Int(exactly: value) else {
      error(.notWhole, "\(name(key)) takes a whole number", at: key)
      return nil
    }
    if let allowed, !allowed.contains(whole) {
      error(.outOfRange, "\(name(key)) must lie in \(allowed.lowerBound)…\(allowed.upperBound)", at: key)
      return nil
    }
    return whole
  }

  /// A whole number that was read, when it is one of a few.
  package mutating func integer(_ value: Int, of key: Key, oneOf allowed: [Int]) -> Int? {
    if allowed.contains(value) { return value }
    error(
      .outOfRange, "\(name(key)) cannot be \(value)", at: key,
      suggestion: "one of: \(allowed.map(String.init).joined(separator: ", "))")
    return nil
  }
}

extension DiagnosticRule {
  /// What kind of mistake it is where a text is no quantity.
  package init(_ code: QuantityError.Code) {
    self =
      switch code {
      case .notANumber: .notANumber
      case .reversedRange: .reversedRange
      case .missingUnit: .missingUnit
      case .unknownUnit: .unknownUnit
      case .unitMismatch: .unitMismatch
      case .negative: .negative
      case .unexpected: .unexpected
      }
  }
}
