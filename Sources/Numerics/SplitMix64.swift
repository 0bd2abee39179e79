/// Random numbers that are the same for the same seed on every machine and with every release of Swift, which the
/// standard library does not promise for its shuffles (Steele, Lea and Flood 2014, OOPSLA: SplitMix64).
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= Self.step
    return Self.mixed(state)
  }

  /// A whole number from 0 up to `bound`, which is above 0. The bias of bound / 2⁶⁴ is left in.
  package mutating func index(below bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  /// A number in 0..<1 with 53 random bits.
  package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Close to a normal distribution of variance 1, within ±`bellBound`: the sum of four uniform numbers.
  package mutating func bell() -> Double { (unit() + unit() + unit() + unit() - 2) * Self.bellScale }

  private static let bellScale = 3.0.squareRoot()
  package static let bellBound = 2 * bellScale

  /// The elements in random order (Fisher and Yates).
  package mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var elements = elements
    for last in stride(from: elements.count - 1, to: 0, by: -1) { elements.swapAt(last, index(below: last + 1)) }
    return elements
  }

  /// The n-th number of seed 0: scatters what lies in a row.
  package static func scattered(_ n: UInt64) -> UInt64 { mixed((n &+ 1) &* step) }

  /// A number from -1 to 1 that belongs to a place, in whatever order places are asked for.
  package static func noise(seed: UInt64, _ i: Int, _ j: Int, _ k: Int) -> Double {
    var hash = mixed(seed &+ step)
    for part in [i, j, k] { hash = mixed(hash ^ UInt64(bitPattern: Int64(part))) }
    return Double(hash >> 11) / Double(1 << 52) - 1
  }

  private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
