internal import Volume

/// Sixteen neighbouring columns of a mask that is smoothed (`SmoothedMask`), from its runs to the voxels that stay
/// inside.
struct SmoothedColumns {
  typealias Lanes = SIMD16<Float>
  static let width = Lanes.scalarCount

  /// The rows of the box as lines along the second and the third axis that are smoothed: row = second · secondStep +
  /// third · thirdStep.
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
    // Which stretches of each line are open, those apart that share no weights.
    var stretches: [Stretch] = []
    var all: Range<Int>?
    for second in 0..<rows.second {
      var last: Int?
      for third in 0..<rows.third where UInt16(truncatingIfNeeded: open.words[place(second, third)] >> shift) != 0 {
        if let last, third - last <= 2 * self.third.reach {
          stretches[stretches.count - 1].thirds = stretches[stretches.count - 1].thirds.lowerBound..<third + 1
        } else {
          stretches.append(Stretch(second: second, thirds: third..<third + 1))
        }
        last = third
      }
    }
    for stretch in stretches {
      let looked = looked(by: stretch)
      all = all.map { min($0.lowerBound, looked.lowerBound)..<max($0.upperBound, looked.upperBound) } ?? looked
    }
    guard let all else { return }
    alongFirst(column, thirds: all)
    alongSecond(stretches)
    for stretch in stretches {
      var known: (bits: UInt32, until: Int) = (0, stretch.thirds.lowerBound)
      for third in stretch.thirds {
        let at = place(stretch.second, third)
        let wanted = open.words[at] >> shift & 0xffff
        guard wanted != 0 else { continue }
        if third >= known.until {
          let (bits, steps) = alongThird(stretch.second, third)
          known = (bits, third + 1 + steps)
        }
        voxels.insert((UInt64(known.bits) & wanted) << shift, word: at)
      }
    }
  }

  /// A part of a line along the third axis.
  private struct Stretch {
    let second: Int
    var thirds: Range<Int>
  }

  /// What the third axis looks at to smooth a stretch.
  private func looked(by stretch: Stretch) -> Range<Int> {
    max(0, stretch.thirds.lowerBound - third.reach)..<min(rows.third, stretch.thirds.upperBound + third.reach)
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

  private mutating func alongSecond(_ stretches: [Stretch]) {
    let length = rows.second + 2 * second.reach
    let other = rows.third + 2 * third.reach
    once.withUnsafeBufferPointer { once in
      second.weights.withUnsafeBufferPointer { weights in
        for stretch in stretches {
          for third in looked(by: stretch) {
            let centre = third * length + second.reach + stretch.second
            twice[stretch.second * other + self.third.reach + third] = Self.sum(once, centre, weights)
          }
        }
      }
    }
  }

  /// The columns that are at least one half, as bits, and for how many more voxels along the third axis they surely
  /// stay as they are: from one voxel to the next a smoothed mask changes by no more than the Gaussian's greatest
  /// weight.
  private func alongThird(_ second: Int, _ third: Int) -> (bits: UInt32, steps: Int) {
    let centre = second * (rows.third + 2 * self.third.reach) + self.third.reach + third
    let sum = twice.withUnsafeBufferPointer { twice in
      self.third.weights.withUnsafeBufferPointer { Self.sum(twice, centre, $0) }
    }
    // Single precision must not decide.
    let change = Float(Self.leap) * self.third.weights[0] + 1e-3
    let isSure = Self.bits(sum .< 0.5 - change) | Self.bits(sum .>= 0.5 + change) == 0xffff
    return (Self.bits(sum .>= 0.5), isSure ? Self.leap : 0)
  }

  /// How many voxels are left out at once.
  private static let leap = 3

  @inline(__always)
  private static func bits(_ columns: SIMDMask<Lanes.MaskStorage>) -> UInt32 {
    (unsafeBitCast(columns, to: SIMD16<UInt32>.self) & bits).wrappedSum()
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
