internal import Numerics

// Distributions of our own, so that a seed gives the same phantom with every version of Swift; only additions,
// multiplications, divisions and square roots follow, which all machines round alike.
extension SplitMix64 {
  /// Uniform between two numbers.
  mutating func real(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// Uniform in a range of whole numbers that is small against 2⁶⁴.
  mutating func integer(_ range: Range<Int>) -> Int { range.lowerBound + index(below: range.count) }

  mutating func chance(_ probability: Double) -> Bool { unit() < probability }
}
