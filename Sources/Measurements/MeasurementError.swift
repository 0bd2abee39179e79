/// Why a table of measurements gives no answer.
package struct MeasurementError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// The table does not hold it.
    case notStored
  }

  package let code: Code
  /// What files call the measure that was asked for: `gap`.
  package let measure: String

  package var message: String { "The table of measurements holds no “\(measure)”; measure the masks again." }

  package init(_ code: Code = .notStored, measure: String) {
    self.code = code
    self.measure = measure
  }
}
