internal import Volume

/// The greatest ball inside a structure that covers a given voxel, from the squared distances to the outside.
///
/// The ball around voxel p with the radius of p's distance lies inside. Blocks of two by two by two voxels, of blocks and so on know the greatest distance in them; a block is passed
/// over when its greatest ball would be no improvement, or would not reach (branch and bound). Cost: an eighth more memory than the distances; a
/// hundred or so blocks per question.
struct GreatestBalls {
  private struct Block {
    let level: Int
    let at: VoxelIndex
  }

  private let spacing: SIMD3<Double>
  /// From single voxels to one block.
  private var levels: [[Float]]
  private var sizes: [VoxelIndex]
  private var waiting: [Block] = []
  /// The centre of the last answer: often the next one's as well.
  private var last: VoxelIndex?

  init(_ distances: SquaredDistances, spacing: SIMD3<Double>) {
    self.spacing = spacing
    levels = [distances.values]
    sizes = [distances.size]
    while let size = sizes.last, max(size.i, size.j, size.k) > 1 {
      sizes.append(VoxelIndex((size.i + 1) / 2, (size.j + 1) / 2, (size.k + 1) / 2))
      levels.append(Self.halved(levels[levels.count - 1], size, sizes[sizes.count - 1]))
    }
  }

  private static func halved(_ values: [Float], _ size: VoxelIndex, _ half: VoxelIndex) -> [Float] {
    var result = [Float](repeating: 0, count: half.i * half.j * half.k)
    for k in 0..<size.k {
      for j in 0..<size.j {
        let (from, to) = ((j + k * size.j) * size.i, (j / 2 + k / 2 * half.j) * half.i)
        for i in 0..<size.i { result[to + i / 2] = max(result[to + i / 2], values[from + i]) }
      }
    }
    return result
  }

  /// The greatest squared radius inside the structure.
  var greatest: Float { levels.last?.first ?? 0 }

  /// The squared radius of the greatest ball that covers a voxel of the structure.
  mutating func squaredRadius(covering voxel: VoxelIndex) -> Float {
    var best = value(Block(level: 0, at: voxel))
    var centre = voxel
    if let last, value(Block(level: 0, at: last)) > best, covers(Block(level: 0, at: last), voxel) {
      (best, centre) = (value(Block(level: 0, at: last)), last)
    }
    waiting.append(Block(level: levels.count - 1, at: VoxelIndex(0, 0, 0)))
    while let block = waiting.popLast() {
      guard value(block) > best, covers(block, voxel) else { continue }
      guard block.level > 0 else {
        (best, centre) = (value(block), block.at)
        continue
      }
      let size = sizes[block.level - 1]
      for k in (2 * block.at.k)..<min(2 * block.at.k + 2, size.k) {
        for j in (2 * block.at.j)..<min(2 * block.at.j + 2, size.j) {
          for i in (2 * block.at.i)..<min(2 * block.at.i + 2, size.i) {
            waiting.append(Block(level: block.level - 1, at: VoxelIndex(i, j, k)))
          }
        }
      }
    }
    last = centre
    return best
  }

  @inline(__always)
  private func value(_ block: Block) -> Float {
    let size = sizes[block.level]
    return levels[block.level][block.at.i + size.i * (block.at.j + size.j * block.at.k)]
  }

  /// Whether a ball of the block's greatest radius around the block's nearest voxel would hold a voxel's centre. A centre on the ball's surface is
  /// outside: there the background may be.
  @inline(__always)
  private func covers(_ block: Block, _ voxel: VoxelIndex) -> Bool {
    var square = 0.0
    for axis in 0..<3 {
      let first = block.at[axis] << block.level
      let steps = max(first - voxel[axis], voxel[axis] - (first + (1 << block.level) - 1), 0)
      let distance = Double(steps) * spacing[axis]
      square += distance * distance
    }
    // Distances are rounded to single precision.
    return square < Double(value(block)) * (1 - 1e-6)
  }
}
