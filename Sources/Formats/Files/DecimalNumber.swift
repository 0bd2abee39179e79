extension BinaryFloatingPoint where Self: LosslessStringConvertible {
  /// The finite number that a text writes in decimal: digits with a point, a sign and an exponent. Nil for anything
  /// else; Swift's own conversion also takes hexadecimal, infinities and what is no number.
  init?(decimal text: some StringProtocol) {
    guard DecimalNumber.isWritten(in: text.utf8), let value = Self(String(text)), value.isFinite else { return nil }
    self = value
  }
}

/// The form of a decimal number: `-12.5e3`.
private enum DecimalNumber {
  static func isWritten(in letters: some Collection<UInt8>) -> Bool {
    var rest = Array(letters)[...]
    func isSign(_ letter: UInt8?) -> Bool { letter == UInt8(ascii: "+") || letter == UInt8(ascii: "-") }
    func takeDigits() -> Int {
      let digits = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(digits)
      return digits
    }
    if isSign(rest.first) { rest = rest.dropFirst() }
    var digits = takeDigits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      digits += takeDigits()
    }
    guard digits > 0 else { return false }
    guard rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") else { return rest.isEmpty }
    rest = rest.dropFirst()
    if isSign(rest.first) { rest = rest.dropFirst() }
    return takeDigits() > 0 && rest.isEmpty
  }
}
