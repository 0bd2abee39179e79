/// Reads numbers, units and limits from characters. The caller says which dimensions are wanted.
package struct QuantityScanner {
  package let characters: [Character]
  package var position = 0
  /// Whether numbers below zero are allowed whatever their dimension: an offset in mm has two sides.
  package var allowsNegative = false

  package init(_ text: String) { characters = Array(text) }

  package init(_ characters: [Character], at position: Int) {
    self.characters = characters
    self.position = position
  }

  /// What a text says from its start to its end.
  package static func all<Value>(
    of text: String, signed: Bool = false,
    _ read: (inout QuantityScanner) throws(QuantityError) -> Value
  ) throws(QuantityError) -> Value {
    var scanner = QuantityScanner(text)
    scanner.allowsNegative = signed
    let value = try read(&scanner)
    scanner.skipSpaces()
    guard scanner.atEnd else {
      throw QuantityError(
        code: .unexpected, message: "'\(String(scanner.characters[scanner.position...]))' does not belong here",
        location: scanner.position..<scanner.characters.count,
        suggestion: scanner.current == "(" ? "remove it; a remark stands in a comment" : nil)
    }
    return value
  }

  package var atEnd: Bool { position >= characters.count }
  private var current: Character? { position < characters.count ? characters[position] : nil }
  private func text(_ range: Range<Int>) -> String { String(characters[range]) }

  package mutating func skipSpaces() { while current?.isWhitespace == true { position += 1 } }

  private mutating func skip(_ word: String) -> Bool {
    let letters = Array(word)
    guard characters.dropFirst(position).starts(with: letters) else { return false }
    position += letters.count
    return true
  }

  /// `a..b UNIT`, `>= x UNIT`, `<= x`, `> x`, `< x`, `= x`, or `x` alone.
  package mutating func limits(_ dimensions: [Dimension]) throws(QuantityError) -> Limits {
    skipSpaces()
    let start = position
    for (sign, lower, inclusive) in [(">=", true, true), ("<=", false, true), (">", true, false), ("<", false, false)]
    where skip(sign) {
      let one = try quantity(dimensions, from: start)
      let bound = Limits.Bound(one.value, inclusive: inclusive)
      return Limits(
        lower: lower ? bound : nil, upper: lower ? nil : bound, unit: one.unit, text: text(start..<position))
    }
    let equals = skip("==") || skip("=")
    skipSpaces()
    let numberStart = position
    let first = try number()
    let firstRange = numberStart..<position
    let firstUnit = try unitWord()
    let beforeDots = position
    skipSpaces()
    guard !equals, skip("..") else {
      position = beforeDots
      let unit = try unit(firstUnit, dimensions, number: firstRange)
      try checkSign(first, unit, firstRange)
      let value = unit.canonical(first)
      return Limits(lower: .init(value), upper: .init(value), unit: unit, text: text(start..<position))
    }
    skipSpaces()
    let secondStart = position
    let second = try number()
    let secondRange = secondStart..<position
    let secondUnit = try unitWord()
    let upperUnit = try unit(
      secondUnit ?? firstUnit, dimensions, number: secondRange, whole: numberStart..<secondRange.upperBound)
    let lowerUnit = firstUnit == nil ? upperUnit : try unit(firstUnit, [upperUnit.dimension], number: firstRange)
    try checkSign(first, lowerUnit, firstRange)
    try checkSign(second, upperUnit, secondRange)
    let (low, high) = (lowerUnit.canonical(first), upperUnit.canonical(second))
    guard low <= high else {
      throw QuantityError(
        code: .reversedRange, message: "the range ends before it begins", location: numberStart..<position,
        suggestion:
          "write \(text(secondRange))..\(text(firstRange))\(upperUnit.symbol.isEmpty ? "" : " " + upperUnit.symbol)")
    }
    return Limits(lower: .init(low), upper: .init(high), unit: upperUnit, text: text(start..<position))
  }

  /// `x UNIT`.
  package mutating func quantity(_ dimensions: [Dimension]) throws(QuantityError) -> Quantity {
    try quantity(dimensions, from: nil)
  }

  /// - Parameter sign: where the sign before the number begins, if there is one.
  private mutating func quantity(_ dimensions: [Dimension], from sign: Int?) throws(QuantityError) -> Quantity {
    skipSpaces()
    let start = position
    let number = try number()
    let numberRange = start..<position
    let unit = try unit(unitWord(), dimensions, number: numberRange, whole: (sign ?? start)..<numberRange.upperBound)
    try checkSign(number, unit, numberRange)
    return Quantity(value: unit.canonical(number), unit: unit, text: text(start..<position))
  }

  private mutating func skipDigits() { while let c = current, c.isASCII, c.isNumber { position += 1 } }

  /// Digits with an optional sign, one decimal point and an exponent. The dots of a range are not part of it.
  package mutating func number() throws(QuantityError) -> Double {
    let start = position
    if current == "-" || current == "+" { position += 1 }
    let whole = position
    skipDigits()
    if current == ".", position + 1 < characters.count, characters[position + 1].isASCII,
      characters[position + 1].isNumber, position > whole
    {
      position += 1
      skipDigits()
    }
    if position > whole, current == "e" || current == "E" {
      let before = position
      position += 1
      if current == "-" || current == "+" { position += 1 }
      let exponent = position
      skipDigits()
      if position == exponent { position = before }
    }
    guard position > whole, let value = Double(text(start..<position)), value.isFinite else {
      // The whole word is to blame.
      position = start
      while let c = current, !c.isWhitespace, c != ",", c != ")" { position += 1 }
      let word = text(start..<position)
      throw QuantityError(
        code: .notANumber, message: word.isEmpty ? "a number is missing" : "'\(word)' is not a number",
        location: start..<max(position, start + 1), suggestion: nil)
    }
    if current == "," || current == "'" || current == "_", position + 1 < characters.count,
      characters[position + 1].isNumber
    {
      throw QuantityError(
        code: .notANumber, message: "numbers have no thousands separator, and a point before decimals",
        location: start..<position + 1, suggestion: nil)
    }
    return value
  }

  /// The word after a number, when it can be a unit. Spaces are taken only together with it.
  private mutating func unitWord() throws(QuantityError) -> (text: String, range: Range<Int>)? {
    let before = position
    skipSpaces()
    let start = position
    if current == "%" || current == "°" {
      position += 1
    } else {
      while let c = current, c.isLetter || c == "²" || c == "³" || c == "^" || (c.isNumber && position > start) {
        position += 1
      }
    }
    guard position > start else {
      position = before
      return nil
    }
    let word = text(start..<position)
    // Words that a sentence or a condition goes on with.
    if ["and", "or", "in", "not", "by", "of", "over", "but"].contains(word) {
      position = before
      return nil
    }
    return (word, start..<position)
  }

  /// - Parameter whole: what the unit belongs to, such as both ends of a range; nil: the number alone.
  private func unit(
    _ word: (text: String, range: Range<Int>)?, _ dimensions: [Dimension], number: Range<Int>, whole: Range<Int>? = nil
  ) throws(QuantityError) -> Unit {
    let wanted = Self.described(dimensions)
    let units = dimensions.flatMap(\.units).map(\.symbol).filter { !$0.isEmpty }
    guard let word else {
      if let bare = dimensions.lazy.compactMap(Unit.bare).first { return bare }
      throw QuantityError(
        code: .missingUnit, message: "\(wanted) needs a unit: \(units.joined(separator: ", "))", location: number,
        suggestion: units.first.map { _ in "write \(quoted("\(text(whole ?? number)) \(Self.usual(dimensions))"))" })
    }
    if let unit = Unit.spelled(word.text) {
      if dimensions.contains(unit.dimension) { return unit }
      let expected = units.isEmpty ? "a bare number" : units.joined(separator: ", ")
      throw QuantityError(
        code: .unitMismatch, message: "'\(word.text)' is \(unit.dimension.described); expected \(wanted): \(expected)",
        location: word.range, suggestion: nil)
    }
    let known = Unit.all.flatMap { [$0.symbol] + $0.spellings }.filter { !$0.isEmpty }
    throw QuantityError(
      code: .unknownUnit, message: "'\(word.text)' is no unit; expected \(wanted)", location: word.range,
      suggestion: Suggestion.didYouMean(word.text, among: units) ?? Suggestion.didYouMean(word.text, among: known)
        ?? (units.isEmpty ? nil : "one of: \(units.joined(separator: ", "))"))
  }

  /// As it must stand in YAML, where a value cannot begin with `>`.
  private func quoted(_ text: String) -> String { text.hasPrefix(">") ? "\"\(text)\"" : text }

  private static func usual(_ dimensions: [Dimension]) -> String {
    dimensions.first == .volume ? "mL" : dimensions.first?.units.first?.symbol ?? ""
  }

  static func described(_ dimensions: [Dimension]) -> String {
    let names = dimensions.map(\.described)
    guard let last = names.last, names.count > 1 else { return names.first ?? "a number" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }

  private func checkSign(_ value: Double, _ unit: Unit, _ range: Range<Int>) throws(QuantityError) {
    guard value < 0, !allowsNegative, !unit.dimension.allowsNegative else { return }
    throw QuantityError(
      code: .negative, message: "\(unit.dimension.described) cannot be negative", location: range,
      suggestion: "remove the sign")
  }
}
