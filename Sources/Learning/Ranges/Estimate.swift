/// A number with the interval that the bootstrap gives it.
package struct Estimate: Sendable, Hashable {
  package let value: Double
  package let interval: ClosedRange<Double>

  package init(_ value: Double, interval: ClosedRange<Double>) {
    self.value = value
    self.interval = interval
  }
}
