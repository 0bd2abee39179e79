internal import Geometry
internal import Numerics
package import Volume

/// An order in which a file may store the axes of an anatomy.
package struct AxisStorage: Sendable, CustomStringConvertible {
  /// The index axis of the original that each stored axis runs along.
  package let axes: [Int]
  /// Which of the stored axes are reversed.
  package let reversed: [Bool]

  package var description: String { zip(axes, reversed).map { "\($1 ? "-" : "+")\($0)" }.joined(separator: " ") }

  package static let all: [AxisStorage] = [
    [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0],
  ].flatMap { axes in
    (0..<8).map { bits in AxisStorage(axes: axes, reversed: (0..<3).map { bits >> $0 & 1 == 1 }) }
  }

  /// Three random masks on an oblique grid with uneven spacing.
  package static var original: VoxelScene {
    let (c, s) = (0.8, 0.6)
    let affine = Affine(
      columns: [SIMD3(c, s, 0) * 0.75, SIMD3(-s, c, 0) * 2, SIMD3(0, 0, 3)], origin: SIMD3(-40, 12, 7))
    let size = VoxelIndex(7, 6, 5)
    var random = SplitMix64(seed: 2024)
    let owners = (0..<(size.i * size.j * size.k)).map { _ in Int.random(in: 0..<6, using: &random) }
    return VoxelScene(
      grid: Grid(size: size, affine: affine),
      masks: [owners.map { $0 <= 2 }, owners.map { $0 == 3 }, owners.map { $0 == 4 }]
    )
  }

  /// The voxel of the original that a stored voxel is.
  package func source(_ v: VoxelIndex, size: VoxelIndex) -> VoxelIndex {
    var result = v
    for axis in 0..<3 {
      let from = axes[axis]
      result[from] = reversed[axis] ? size[from] - 1 - v[axis] : v[axis]
    }
    return result
  }

  package struct NoOrientation: Error {}

  /// The same anatomy in this order; throws where nobody knows where the original lies.
  package func stored(_ original: VoxelScene) throws -> VoxelScene {
    guard let old = original.grid.affine else { throw NoOrientation() }
    let size = original.grid.size
    var newSize = size
    var origin = old.origin
    var columns: [SIMD3<Double>] = []
    for (axis, (from, isReversed)) in zip(axes, reversed).enumerated() {
      newSize[axis] = size[from]
      columns.append(isReversed ? -old.columns[from] : old.columns[from])
      if isReversed { origin += old.columns[from] * Double(size[from] - 1) }
    }
    return VoxelScene(
      grid: Grid(size: newSize, affine: Affine(columns: columns, origin: origin)),
      original.masks.indices.map { n in { original.holds(n, source($0, size: size)) } })
  }
}
