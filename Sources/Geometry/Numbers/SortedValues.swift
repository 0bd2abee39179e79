internal import Numerics

/// Values in ascending order, with their order statistics. Sorting is what percentiles, ranks and best splits of one
/// slice share.
struct SortedValues: Sendable {
  let all: [Float]

  /// Sorts finite values. Cost: three passes over the values (radix sort on the bits of a float), or a comparison sort
  /// where there are few.
  init(sorting values: [Float]) {
    guard values.count > 1024 else {
      all = values.sorted()
      return
    }
    var from = values.map(Self.key)
    var to = [UInt32](repeating: 0, count: from.count)
    var counts = [Int](repeating: 0, count: 3 << 11)
    for key in from {
      counts[Int(key & 2047)] += 1
      counts[2048 + Int(key >> 11 & 2047)] += 1
      counts[4096 + Int(key >> 22)] += 1
    }
    for digit in 0..<3 {
      var place = 0
      for at in digit << 11..<(digit + 1) << 11 { (counts[at], place) = (place, place + counts[at]) }
      let shift = UInt32(11 * digit)
      counts.withUnsafeMutableBufferPointer { counts in
        from.withUnsafeBufferPointer { from in
          to.withUnsafeMutableBufferPointer { to in
            for key in from {
              let at = digit << 11 + Int(key >> shift & 2047)
              to[counts[at]] = key
              counts[at] += 1
            }
          }
        }
      }
      swap(&from, &to)
    }
    all = from.map(Self.value)
  }

  /// A percentile (0…1), linear between order statistics; nil without values.
  func percentile(_ share: Double) -> Double? {
    guard let ranks = Ranks(share, count: all.count) else { return nil }
    return ranks.between(Double(all[ranks.lower]), Double(all[ranks.upper]))
  }

  var median: Double? { percentile(0.5) }

  /// How many values are above a limit.
  func count(above limit: Double) -> Int { all.count - place { Double($0) > limit } }

  /// How many values lie in a range, both ends included.
  func count(from low: Double, through high: Double) -> Int {
    max(0, place { Double($0) > high } - place { Double($0) >= low })
  }

  /// The first place whose value meets a condition that all later ones meet too.
  private func place(where isReached: (Float) -> Bool) -> Int {
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if isReached(all[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The unsigned number that orders like a float.
  @inline(__always)
  static func key(_ value: Float) -> UInt32 {
    let bits = value.bitPattern
    return bits >> 31 == 1 ? ~bits : bits | 0x8000_0000
  }

  @inline(__always)
  static func value(_ key: UInt32) -> Float {
    Float(bitPattern: key >> 31 == 1 ? key & 0x7fff_ffff : ~key)
  }
}
