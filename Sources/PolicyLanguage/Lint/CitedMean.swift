internal import Wording

/// The number in a citation's `mean`, which is written for people: `144 mL`, `144 ± 30 mL`, `144 (30) mL`.
enum CitedMean {
  /// The mean in the canonical unit of a dimension; nil when the text says something else.
  static func value(_ text: String, in dimension: Dimension) -> Double? {
    var scanner = QuantityScanner(withoutSpread(text))
    guard let quantity = try? scanner.quantity([dimension]) else { return nil }
    scanner.skipSpaces()
    return scanner.atEnd ? quantity.value : nil
  }

  private static func withoutSpread(_ text: String) -> String {
    for sign in ["±", "+/-"] {
      guard let found = text.firstRange(of: sign) else { continue }
      let spread = text[found.upperBound...].drop { $0.isWhitespace }
      return text[..<found.lowerBound] + " " + String(spread.drop { $0.isNumber || $0 == "." })
    }
    if let open = text.firstIndex(of: "("), let close = text[open...].firstIndex(of: ")") {
      return String(text[..<open] + text[text.index(after: close)...])
    }
    return text
  }
}
