/// The two order statistics that a percentile lies between, as numpy's default has it (Hyndman and Fan 1996, definition 7).
struct Ranks {
  let lower: Int
  let upper: Int
  let fraction: Double

  init?(_ share: Double, count: Int) {
    guard count > 0 else { return nil }
    let place = share * Double(count - 1)
    lower = Int(place)
    upper = min(lower + 1, count - 1)
    fraction = place - Double(lower)
  }

  func between(_ a: Double, _ b: Double) -> Double { a + (b - a) * fraction }
}

/// The middle one of some numbers, or the mean of the two middle ones; 0 for none.
func middle(of numbers: [Double]) -> Double {
  let sorted = numbers.sorted()
  guard !sorted.isEmpty else { return 0 }
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
