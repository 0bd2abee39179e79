/// SplitMix64 (Steele, Lea, Flood 2014). Written out, and with distributions of its own, so that a seed gives the same phantom with every version of
/// Swift; only additions, multiplications, divisions and square roots follow, which all machines round alike.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in `0..<1`.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform between two numbers.
  mutating func real(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// Uniform in a range of whole numbers that is small against 2⁶⁴.
  mutating func integer(_ range: Range<Int>) -> Int {
    range.lowerBound + Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(range.count)).high)
  }

  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// Close to a normal distribution of variance 1, within ±`bellBound`: the sum of four uniform numbers.
  mutating func bell() -> Double { (unit() + unit() + unit() + unit() - 2) * Self.bellScale }

  static let bellScale = 3.0.squareRoot()
  static let bellBound = 2 * bellScale
}
