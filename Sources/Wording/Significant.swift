/// Decimal text with a number of significant digits, without exponents in the usual range and without trailing zeros.
package enum Significant {
  package static func text(_ value: Double, digits: Int) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : value.isNaN ? "not a number" : "\(value)" }
    let magnitude = Int(log10Floor(abs(value)))
    let decimals = digits - 1 - magnitude
    var text: String
    if decimals <= 0 {
      text = whole(value.rounded())
    } else if decimals <= 17 {
      text = fixed(value, decimals: decimals)
    } else {
      return "\(value)"
    }
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text == "-0" ? "0" : text
  }

  /// The exponent of the leading decimal digit.
  private static func log10Floor(_ value: Double) -> Int {
    var (exponent, scaled) = (0, value)
    while scaled >= 10 { (scaled, exponent) = (scaled / 10, exponent + 1) }
    while scaled < 1 { (scaled, exponent) = (scaled * 10, exponent - 1) }
    return exponent
  }

  private static func whole(_ value: Double) -> String {
    abs(value) < 9e15 ? String(Int64(value)) : "\(value)"
  }

  private static func fixed(_ value: Double, decimals: Int) -> String {
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let scaled = (abs(value) * power).rounded()
    guard scaled < 9e18 else { return "\(value)" }
    var digits = String(Int64(scaled))
    while digits.count <= decimals { digits = "0" + digits }
    let split = digits.index(digits.endIndex, offsetBy: -decimals)
    return (value < 0 ? "-" : "") + digits[..<split] + "." + digits[split...]
  }
}
