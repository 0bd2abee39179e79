internal import Volume

/// How often each of the 256 fillings of a window of 2 × 2 × 2 voxels occurs in a structure, windows over its rim
/// included. Corner `i + 2 j + 4 k` of a window is bit 0 to 7. In two dimensions windows are 2 × 2 and use bits 0 to 3.
///
/// Euler numbers, exposed faces, surface areas and crossings in thirteen directions are sums over this histogram (Ohser
/// and Mücklich 2000, Statistical Analysis of Microstructures). Inside runs windows repeat, so only run ends need work.
/// Cost: the rows of the box, and four visits to each run end.
struct ConfigurationHistogram: Sendable {
  /// One count per filling; the empty one is not counted.
  private(set) var counts = [Int](repeating: 0, count: 256)

  init(of structure: Runs, on grid: Grid) {
    guard let box = VoxelBox(of: structure, on: grid) else { return }
    let runs = structure.all
    let rows = RowOffsets(runs, box: box, height: grid.size.j)
    let isFlat = grid.dimensions == 2
    runs.withUnsafeBufferPointer { runs in
      counts.withUnsafeMutableBufferPointer { counts in
        // Each row is the lower one (j, k) of one window, and the window before the first row needs a start as well.
        for k in isFlat ? box.first.k...box.first.k : box.first.k - 1...box.last.k {
          for j in box.first.j - 1...box.last.j {
            let (a, b) = (rows[j, k], rows[j + 1, k])
            let (c, d) = isFlat ? (0..<0, 0..<0) : (rows[j, k + 1], rows[j + 1, k + 1])
            if a.isEmpty, b.isEmpty, c.isEmpty, d.isEmpty { continue }
            Self.count(Boundaries(runs, a), Boundaries(runs, b), Boundaries(runs, c), Boundaries(runs, d), &counts)
          }
        }
      }
    }
  }

  /// The windows along four rows: a merge of their run ends.
  @inline(__always)
  private static func count(
    _ a: consuming Boundaries, _ b: consuming Boundaries, _ c: consuming Boundaries, _ d: consuming Boundaries,
    _ counts: inout UnsafeMutableBufferPointer<Int>
  ) {
    // The filling of a column of four voxels, on the even bits.
    var column = 0
    var at = min(min(a.next, b.next), min(c.next, d.next))
    while at != Boundaries.none {
      let before = column
      column ^= a.passes(at) | b.passes(at) << 2 | c.passes(at) << 4 | d.passes(at) << 6
      counts[before | column << 1] += 1
      let next = min(min(a.next, b.next), min(c.next, d.next))
      if column != 0 { counts[column | column << 1] += Int(next &- at &- 1) }
      at = next
    }
  }

  /// The number of windows whose filling satisfies a test.
  func count(where test: (Int) -> Bool) -> Int {
    var total = 0
    for (filling, count) in counts.enumerated() where count > 0 && test(filling) { total += count }
    return total
  }

  /// The number of neighbouring voxels of which one is filled and the other is not, in the direction between two
  /// corners of a window.
  func crossings(from first: Int, to second: Int) -> Int {
    count { ($0 >> first ^ $0 >> second) & 1 == 1 }
  }
}

/// The starts and ends of a row's runs, in order.
private struct Boundaries {
  static let none = Int32.max

  /// The next start or end; `none` after the last one.
  private(set) var next: Int32
  private var at: UnsafePointer<Run>?
  private var left: Int
  private var isInside = false

  @inline(__always)
  init(_ runs: UnsafeBufferPointer<Run>, _ range: Range<Int>) {
    left = range.count
    at = runs.baseAddress.map { $0 + range.lowerBound }
    next = range.isEmpty ? Self.none : runs[range.lowerBound].start
  }

  /// 1 when a start or end lies at the position, which is then passed; else 0.
  @inline(__always)
  mutating func passes(_ position: Int32) -> Int {
    guard next == position, let run = at else { return 0 }
    if isInside {
      left &-= 1
      at = run + 1
      next = left > 0 ? run[1].start : Self.none
    } else {
      next = run.pointee.end
    }
    isInside.toggle()
    return 1
  }
}
