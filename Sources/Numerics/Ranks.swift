/// The two order statistics that a percentile lies between, as numpy's default has it (Hyndman and Fan 1996, definition
/// 7).
package struct Ranks: Sendable {
  package let lower: Int
  package let upper: Int
  package let fraction: Double

  package init?(_ share: Double, count: Int) {
    guard count > 0 else { return nil }
    let place = share * Double(count - 1)
    lower = Int(place)
    upper = min(lower + 1, count - 1)
    fraction = place - Double(lower)
  }

  package func between(_ a: Double, _ b: Double) -> Double { a + (b - a) * fraction }
}
