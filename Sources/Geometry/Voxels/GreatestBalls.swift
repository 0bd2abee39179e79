internal import Volume

/// The greatest ball inside a structure that covers a given voxel, from the squared distances to the outside.
///
/// The ball around voxel p with the radius of p's distance lies inside. Blocks of two by two by two voxels, of blocks
/// and so on know the greatest distance in them; a block is passed over when its greatest ball would be no improvement,
/// or would not reach (branch and bound). Cost: an eighth more memory than the distances; a microsecond or a few per
/// question.
struct GreatestBalls {
  private struct Level {
    let size: SIMD3<Int32>
    let values: [Float]

    @inline(__always)
    func value(_ at: SIMD3<Int32>) -> Float { values[Int(at.x) + Int(size.x) * (Int(at.y) + Int(size.y) * Int(at.z))] }
  }

  private struct Block {
    let level: Int
    let at: SIMD3<Int32>
    let greatest: Float
  }

  private let spacing: SIMD3<Float>
  /// From single voxels to one block.
  private var levels: [Level]
  private var waiting: [Block] = []
  /// The centre of the last answer: often the next one's as well.
  private var last: SIMD3<Int32>?

  init(_ distances: SquaredDistances, spacing: SIMD3<Double>) {
    self.spacing = SIMD3<Float>(spacing)
    let size = SIMD3(distances.size.i, distances.size.j, distances.size.k)
    levels = [Level(size: SIMD3<Int32>(truncatingIfNeeded: size), values: distances.values)]
    while let level = levels.last, level.size.max() > 1 { levels.append(Self.halved(level)) }
  }

  private static func halved(_ level: Level) -> Level {
    let size = (level.size &+ 1) / 2
    let (width, height, depth) = (Int(level.size.x), Int(level.size.y), Int(level.size.z))
    let (half, rows) = (Int(size.x), Int(size.y))
    var result = [Float](repeating: 0, count: half * rows * Int(size.z))
    result.withUnsafeMutableBufferPointer { result in
      level.values.withUnsafeBufferPointer { values in
        for k in 0..<depth {
          for j in 0..<height {
            let (from, to) = ((j + k * height) * width, (j / 2 + k / 2 * rows) * half)
            for i in 0..<width { result[to + i / 2] = max(result[to + i / 2], values[from + i]) }
          }
        }
      }
    }
    return Level(size: size, values: result)
  }

  /// The greatest squared radius inside the structure.
  var greatest: Float { levels.last?.values.first ?? 0 }

  /// The squared radius of the greatest ball that covers a voxel of the structure.
  mutating func squaredRadius(covering voxel: VoxelIndex) -> Float {
    let place = SIMD3<Int32>(truncatingIfNeeded: SIMD3(voxel.i, voxel.j, voxel.k))
    var centre = place
    var best = levels[0].value(place)
    if let last, levels[0].value(last) > best, covers(last, place, level: 0, square: levels[0].value(last)) {
      (best, centre) = (levels[0].value(last), last)
    }
    waiting.append(Block(level: levels.count - 1, at: .zero, greatest: greatest))
    while let block = waiting.popLast() {
      guard block.greatest > best else { continue }
      guard block.level > 0 else {
        (best, centre) = (block.greatest, block.at)
        continue
      }
      let below = levels[block.level - 1]
      let first = block.at &* 2
      var promising = waiting.count
      for child in 0..<8 {
        let at = first &+ SIMD3<Int32>(Int32(child & 1), Int32(child >> 1 & 1), Int32(child >> 2))
        guard at.x < below.size.x, at.y < below.size.y, at.z < below.size.z else { continue }
        let greatest = below.value(at)
        guard greatest > best, covers(at, place, level: block.level - 1, square: greatest) else { continue }
        waiting.append(Block(level: block.level - 1, at: at, greatest: greatest))
        if greatest > waiting[promising].greatest { promising = waiting.count - 1 }
      }
      // The greatest is looked at first: it rules out most others.
      if promising < waiting.count { waiting.swapAt(promising, waiting.count - 1) }
    }
    last = centre
    return best
  }

  /// Whether a ball around the voxel of a block that is nearest to a place would hold the place's centre. A centre on
  /// the ball's surface is outside: there the background may be.
  @inline(__always)
  private func covers(_ block: SIMD3<Int32>, _ place: SIMD3<Int32>, level: Int, square: Float) -> Bool {
    let first = block &<< SIMD3<Int32>(repeating: Int32(level))
    let last = first &+ Int32((1 << level) - 1)
    let steps = pointwiseMax(pointwiseMax(first &- place, place &- last), .zero)
    let distance = SIMD3<Float>(steps) * spacing
    // Distances are rounded to single precision.
    return (distance * distance).sum() < square * (1 - 2e-6)
  }
}
