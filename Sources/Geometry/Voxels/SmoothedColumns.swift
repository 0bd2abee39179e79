internal import Volume

/// Sixteen neighbouring columns of a mask that is smoothed (`SmoothedMask`), from its runs to the voxels that stay inside.
struct SmoothedColumns {
  typealias Lanes = SIMD16<Float>
  static let width = Lanes.scalarCount

  /// The rows of the box as lines along the second and the third axis that are smoothed: row = second · secondStep + third · thirdStep.
  struct Rows: Sendable {
    let second: Int
    let third: Int
    let secondStep: Int
    let thirdStep: Int
  }

  private let runs: [Run]
  private let box: VoxelBox
  private let offsets: RowOffsets
  private let rows: Rows
  /// A step from 0 to 1, smoothed along the first axis, with room for sixteen columns on either side.
  private let step: [Float]
  private let reach: Int
  private let second: GaussianKernel
  private let third: GaussianKernel
  /// Smoothed along the first axis: the second axis runs fastest, with room for the weights beyond its ends.
  private var once: [Lanes]
  /// Smoothed along the second axis as well: the third axis runs fastest, with room likewise.
  private var twice: [Lanes]

  init(
    _ runs: Runs, box: VoxelBox, height: Int, rows: Rows, first: GaussianKernel, second: GaussianKernel,
    third: GaussianKernel
  ) {
    self.runs = runs.all
    self.box = box
    offsets = RowOffsets(runs.all, box: box, height: height)
    self.rows = rows
    self.second = second
    self.third = third
    reach = first.reach
    let margin = first.reach + Self.width
    step = (-margin...margin + Self.width).map { Float(first.weight(upTo: $0)) }
    once = Array(repeating: .zero, count: rows.third * (rows.second + 2 * second.reach))
    twice = Array(repeating: .zero, count: rows.second * (rows.third + 2 * third.reach))
  }

  /// Adds the voxels that are at least one half, among those of which it is open, in the columns from one on.
  mutating func smooth(from column: Int, where open: BitMask, into voxels: inout BitMask) {
    let word = column / 64
    let shift = UInt64(column % 64)
    func place(_ second: Int, _ third: Int) -> Int {
      (second * rows.secondStep + third * rows.thirdStep) * open.wordsPerRow + word
    }
    // Which stretch of each line the third axis will look at.
    var looked = [Range<Int>](repeating: 0..<0, count: rows.second)
    var all: Range<Int>?
    for second in 0..<rows.second {
      var (low, high) = (Int.max, -1)
      for third in 0..<rows.third where UInt16(truncatingIfNeeded: open.words[place(second, third)] >> shift) != 0 {
        low = min(low, third)
        high = third
      }
      guard high >= 0 else { continue }
      let range = max(0, low - third.reach)..<min(rows.third, high + third.reach + 1)
      looked[second] = range
      all = all.map { min($0.lowerBound, range.lowerBound)..<max($0.upperBound, range.upperBound) } ?? range
    }
    guard let all else { return }
    alongFirst(column, thirds: all)
    alongSecond(looked)
    for second in 0..<rows.second where !looked[second].isEmpty {
      for third in looked[second] {
        let at = place(second, third)
        let wanted = open.words[at] >> shift & 0xffff
        if wanted != 0 { voxels.insert((UInt64(alongThird(second, third)) & wanted) << shift, word: at) }
      }
    }
  }

  /// The rows' runs, smoothed along the first axis: each is a step up and a step down.
  private mutating func alongFirst(_ column: Int, thirds: Range<Int>) {
    let left = box.first.i + column
    let length = rows.second + 2 * second.reach
    let height = box.last.j - box.first.j + 1
    let margin = reach + Self.width
    step.withUnsafeBytes { step in
      runs.withUnsafeBufferPointer { runs in
        for third in thirds {
          for second in 0..<rows.second {
            let row = second * rows.secondStep + third * rows.thirdStep
            var sum = Lanes.zero
            for at in offsets[box.first.j + row % height, box.first.k + row / height] {
              let run = runs[at]
              guard Int(run.start) < left + margin, Int(run.end) > left - margin else { continue }
              sum += Self.columns(of: step, from: left - Int(run.start) + margin, last: 2 * margin + 1)
              sum -= Self.columns(of: step, from: left - Int(run.end) + margin, last: 2 * margin + 1)
            }
            once[third * length + self.second.reach + second] = sum
          }
        }
      }
    }
  }

  @inline(__always)
  private static func columns(of step: UnsafeRawBufferPointer, from first: Int, last: Int) -> Lanes {
    step.loadUnaligned(fromByteOffset: 4 * min(max(0, first), last), as: Lanes.self)
  }

  private mutating func alongSecond(_ looked: [Range<Int>]) {
    let length = rows.second + 2 * second.reach
    let other = rows.third + 2 * third.reach
    once.withUnsafeBufferPointer { once in
      second.weights.withUnsafeBufferPointer { weights in
        for (at, range) in looked.enumerated() {
          for third in range {
            let centre = third * length + second.reach + at
            twice[at * other + self.third.reach + third] = Self.sum(once, centre, weights)
          }
        }
      }
    }
  }

  /// The columns that are at least one half, as bits.
  private func alongThird(_ second: Int, _ third: Int) -> UInt32 {
    let centre = second * (rows.third + 2 * self.third.reach) + self.third.reach + third
    let sum = twice.withUnsafeBufferPointer { twice in
      self.third.weights.withUnsafeBufferPointer { Self.sum(twice, centre, $0) }
    }
    let isInside = unsafeBitCast(sum .>= 0.5, to: SIMD16<UInt32>.self)
    return (isInside & Self.bits).wrappedSum()
  }

  private static let bits = SIMD16<UInt32>(
    1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768)

  @inline(__always)
  private static func sum(
    _ values: UnsafeBufferPointer<Lanes>, _ centre: Int, _ weights: UnsafeBufferPointer<Float>
  ) -> Lanes {
    var sum = values[centre] * weights[0]
    for n in 1..<max(1, weights.count) { sum += (values[centre - n] + values[centre + n]) * weights[n] }
    return sum
  }
}
