/// Random numbers that are the same for the same seed on every machine and in every release (Steele, Lea and Flood 2014, OOPSLA: SplitMix64).
struct SplitMix64: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// A whole number below `bound`, which is above 0.
  mutating func next(below bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  /// A number from -1 to 1 that belongs to a place, in whatever order places are asked for.
  static func noise(seed: UInt64, _ i: Int, _ j: Int, _ k: Int) -> Double {
    var hash = mixed(seed &+ 0x9E37_79B9_7F4A_7C15)
    for part in [i, j, k] { hash = mixed(hash ^ UInt64(bitPattern: Int64(part))) }
    return Double(hash >> 11) / Double(1 << 52) - 1
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
