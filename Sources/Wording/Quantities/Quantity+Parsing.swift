/// Why a text is no quantity.
package struct QuantityError: Error, Hashable, Sendable {
  /// What is wrong, as part of a sentence.
  package let message: String
  package let suggestion: String?
}

extension Quantity {
  /// A number with its unit in one of some dimensions, such as `5 %` or `12 mm`, where it stands alone rather than in a
  /// policy.
  package init(parsing text: String, as dimensions: [Dimension]) throws(QuantityError) {
    var scanner = QuantityScanner(text)
    do {
      self = try scanner.quantity(dimensions)
    } catch {
      throw QuantityError(message: error.message, suggestion: error.suggestion)
    }
    scanner.skipSpaces()
    guard scanner.atEnd else {
      throw QuantityError(
        message: "'\(String(scanner.characters[scanner.position...]))' does not belong there", suggestion: nil)
    }
  }
}
