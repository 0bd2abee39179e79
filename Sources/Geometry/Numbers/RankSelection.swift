/// Finds values by their rank among many, exactly, without sorting or copying them: one pass counts the upper halves of
/// the floats' bits, a second one the lower halves of the few that matter. Few values are sorted.
///
/// Cost: two passes, whatever the values are; memory: half a megabyte, and as much again per rank.
struct RankSelection {
  /// Up to here sorting is cheaper than looking through tables.
  static let few = 1 << 14
  private static let halves = 1 << 16

  /// The values at some ranks (0 is the smallest).
  /// - Parameters:
  ///   - count: how many values there are, at least one.
  ///   - pass: hands over all values, the same ones each time.
  static func values(at ranks: [Int], among count: Int, pass: ((Float) -> Void) -> Void) -> [Float] {
    guard count > few else {
      var all: [Float] = []
      all.reserveCapacity(count)
      pass { all.append($0) }
      let sorted = SortedValues(sorting: all).all
      return ranks.map { sorted[$0] }
    }
    var upper = [Int](repeating: 0, count: halves)
    pass { upper[Int(SortedValues.key($0) >> 16)] += 1 }
    let places = ranks.map { place(of: $0, in: upper[...]) }
    // The number of a table per upper half, or -1: what the second pass looks up.
    var tableOf = [Int32](repeating: -1, count: halves)
    var tables = 0
    for place in places where tableOf[place.at] < 0 {
      tableOf[place.at] = Int32(truncatingIfNeeded: tables)
      tables += 1
    }
    var lower = [Int](repeating: 0, count: tables * halves)
    pass { value in
      let key = SortedValues.key(value)
      let table = Int(tableOf[Int(key >> 16)])
      if table >= 0 { lower[table * halves + Int(key & 0xffff)] += 1 }
    }
    return places.map { found in
      let table = Int(tableOf[found.at]) * halves
      let half = place(of: found.rank, in: lower[table..<table + halves]).at
      return SortedValues.value(UInt32(found.at) << 16 | UInt32(half))
    }
  }

  /// Which of some counts a rank falls into, and its rank there.
  private static func place(of rank: Int, in counts: ArraySlice<Int>) -> (at: Int, rank: Int) {
    var left = rank
    for (at, count) in counts.enumerated() {
      if left < count { return (at, left) }
      left -= count
    }
    return (counts.count - 1, 0)
  }
}
