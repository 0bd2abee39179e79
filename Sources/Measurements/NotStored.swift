/// An answer that a table of measurements does not hold.
package struct NotStored: Error, Hashable, Sendable {
  /// What files call the measure: `gap`.
  package let measure: String

  package init(measure: String) { self.measure = measure }
}
