internal import Volume

/// The runs of segments, as their frames go by in any order.
struct SegmentFrames {
  /// A segment's number, and its voxels in the order of its frames.
  struct Segment {
    let number: Int
    fileprivate(set) var runs: [Run] = []
    /// The slices on which it has frames, in the order of the file.
    fileprivate(set) var slices: [Int] = []
  }

  private(set) var segments: [Segment] = []
  private var places: [Int: Int] = [:]
  /// Rows of a slice.
  private let height: Int

  private var allowance: RunAllowance

  init(height: Int, budget: ReadBudget) {
    self.height = height
    allowance = RunAllowance(budget)
  }

  /// A segment's place in `segments`, which it gets when it is first met.
  mutating func place(of number: Int) -> Int {
    if let known = places[number] { return known }
    places[number] = segments.count
    segments.append(Segment(number: number))
    return segments.count - 1
  }

  /// Begins a frame of a segment on a slice of the lattice.
  mutating func begin(_ place: Int, slice: Int) { segments[place].slices.append(slice) }

  /// Adds a stretch of a row (0 for the first) of the segment's frame at hand. Throws `.tooLarge` where the budget has
  /// no room for more.
  @inline(__always)
  mutating func append(_ place: Int, slice: Int, row: Int, _ start: Int, _ end: Int) throws {
    try allowance.add()
    segments[place].runs.append(
      Run(
        row: Int32(truncatingIfNeeded: slice * height + row), start: Int32(truncatingIfNeeded: start),
        end: Int32(truncatingIfNeeded: end)))
  }
}

extension SegmentFrames.Segment {
  /// The voxels, in order. Cost: a sort where frames were not in order.
  var ordered: Runs {
    let isInOrder = zip(slices, slices.dropFirst()).allSatisfy { $0 < $1 }
    return isInOrder ? Runs(ordered: runs) : Runs(merging: runs)
  }

  /// Slices of which the object holds several frames.
  var doubled: Int { slices.count - Set(slices).count }

  /// Slices between the first and the last without a frame.
  var missing: Int {
    guard let first = slices.min(), let last = slices.max() else { return 0 }
    return last - first + 1 - Set(slices).count
  }
}
