internal import Volume

/// A structure as bits over its box, 64 voxels to a word. Memory: one bit per voxel of the box.
struct BitMask: Sendable {
  /// Voxels along i, j, k.
  let size: VoxelIndex
  /// The words of one row along i; bit b of word w is voxel 64 w + b.
  let wordsPerRow: Int
  /// Rows along j, then along k.
  private(set) var words: [UInt64]

  /// - Parameter growth: by how many voxels runs grow at both ends, inside the box; they shrink where it is negative.
  init(_ runs: Runs, box: VoxelBox, height: Int, growth: Int = 0) {
    size = VoxelIndex(box.last.i - box.first.i + 1, box.last.j - box.first.j + 1, box.last.k - box.first.k + 1)
    wordsPerRow = (size.i + 63) / 64
    words = [UInt64](repeating: 0, count: wordsPerRow * size.j * size.k)
    for run in runs.all {
      let (j, k) = (Int(run.row) % height - box.first.j, Int(run.row) / height - box.first.k)
      let (start, end) = (
        max(0, Int(run.start) - box.first.i - growth), min(size.i, Int(run.end) - box.first.i + growth)
      )
      if start < end { fill(row: j + k * size.j, start..<end) }
    }
  }

  private mutating func fill(row: Int, _ voxels: Range<Int>) {
    let base = row * wordsPerRow
    let (first, last) = (voxels.lowerBound / 64, (voxels.upperBound - 1) / 64)
    for word in first...last {
      var bits = UInt64.max
      if word == first { bits &= .max << UInt64(voxels.lowerBound % 64) }
      if word == last { bits &= .max >> UInt64(63 - (voxels.upperBound - 1) % 64) }
      words[base + word] |= bits
    }
  }

  /// The voxels of which all neighbours within some voxels along each axis belong to a structure; beyond its box
  /// nothing does.
  static func eroded(_ runs: Runs, box: VoxelBox, height: Int, by reach: VoxelIndex) -> BitMask {
    var mask = BitMask(runs, box: box, height: height, growth: -reach.i)
    mask.combine(reach, isErosion: true)
    return mask
  }

  /// The voxels, inside the box, of which any neighbour within some voxels along each axis belongs to a structure.
  static func dilated(_ runs: Runs, box: VoxelBox, height: Int, by reach: VoxelIndex) -> BitMask {
    var mask = BitMask(runs, box: box, height: height, growth: reach.i)
    mask.combine(reach, isErosion: false)
    return mask
  }

  private mutating func combine(_ reach: VoxelIndex, isErosion: Bool) {
    let plane = wordsPerRow * size.j
    for k in 0..<size.k {
      combine(from: k * plane, lines: size.j, step: wordsPerRow, reach: reach.j, isErosion: isErosion)
    }
    combine(from: 0, lines: size.k, step: plane, reach: reach.k, isErosion: isErosion)
  }

  /// Each line becomes the conjunction (else the disjunction) of itself and of `reach` lines to either side, by windows
  /// that double.
  private mutating func combine(from base: Int, lines: Int, step: Int, reach: Int, isErosion: Bool) {
    guard reach > 0 else { return }
    var windows = [UInt64](repeating: 0, count: (lines + 2 * reach) * step)
    for at in 0..<lines * step { windows[reach * step + at] = words[base + at] }
    let length = 2 * reach + 1
    var width = 1
    while 2 * width <= length {
      let shift = width * step
      width *= 2
      let count = (lines + 2 * reach - width + 1) * step
      if isErosion {
        for at in 0..<max(0, count) { windows[at] &= windows[at + shift] }
      } else {
        for at in 0..<max(0, count) { windows[at] |= windows[at + shift] }
      }
    }
    let shift = (length - width) * step
    for at in 0..<lines * step {
      words[base + at] =
        isErosion ? windows[at] & windows[at + shift] : windows[at] | windows[at + shift]
    }
  }

  /// The voxels of which exactly one of two structures holds one.
  func symmetricDifference(_ other: BitMask) -> BitMask {
    var result = self
    for at in words.indices { result.words[at] ^= other.words[at] }
    return result
  }

  mutating func insert(_ bits: UInt64, word: Int) { words[word] |= bits }

  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The voxels as runs, by the box's own indices.
  var runs: Runs {
    var runs: [Run] = []
    for row in 0..<size.j * size.k {
      var at = 0
      while let start = next(row, from: at, isInside: true) {
        let end = next(row, from: start, isInside: false) ?? size.i
        runs.append(
          Run(
            row: Int32(truncatingIfNeeded: row), start: Int32(truncatingIfNeeded: start),
            end: Int32(truncatingIfNeeded: end)))
        at = end
      }
    }
    return Runs(ordered: runs)
  }

  /// The first voxel of a row, from one on, that is inside, or outside.
  private func next(_ row: Int, from first: Int, isInside: Bool) -> Int? {
    guard first < size.i else { return nil }
    var word = first / 64
    var mask = UInt64.max << UInt64(first % 64)
    while word < wordsPerRow {
      let bits = (isInside ? words[row * wordsPerRow + word] : ~words[row * wordsPerRow + word]) & mask
      if bits != 0 {
        let at = 64 * word + bits.trailingZeroBitCount
        return at < size.i ? at : nil
      }
      (word, mask) = (word + 1, .max)
    }
    return nil
  }
}
