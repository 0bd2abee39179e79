extension Quantity {
  /// A number with its unit in one of some dimensions, such as `5 %` or `12 mm`, where it stands alone rather than in a
  /// policy.
  package init(parsing text: String, as dimensions: [Dimension]) throws(QuantityError) {
    self = try QuantityScanner.all(of: text) { scanner throws(QuantityError) in try scanner.quantity(dimensions) }
  }
}
