package import Geometry
package import Volume

/// Measures of pairs computed voxel by voxel, as their definitions read.
extension VoxelScene {
  private static let axes = [VoxelIndex(1, 0, 0), VoxelIndex(0, 1, 0), VoxelIndex(0, 0, 1)]

  private func neighbours(_ v: VoxelIndex) -> [(axis: Int, voxel: VoxelIndex)] {
    (0..<grid.dimensions).flatMap { axis in
      let step = Self.axes[axis]
      return [-1, 1].map { (axis, VoxelIndex(v.i + $0 * step.i, v.j + $0 * step.j, v.k + $0 * step.k)) }
    }
  }

  /// Faces per axis between a voxel of the structure and anything else.
  package func exposedFaces(_ structure: Int) -> [Int] {
    var faces = [0, 0, 0]
    for v in voxels(structure) {
      for (axis, neighbour) in neighbours(v) where !holds(structure, neighbour) { faces[axis] += 1 }
    }
    return faces
  }

  package func boundary(_ structure: Int) -> [VoxelIndex] {
    voxels(structure).filter { v in neighbours(v).contains { !holds(structure, $0.voxel) } }
  }

  /// From each boundary voxel of one structure to the nearest one of the other.
  package func boundaryDistances(from a: Int, to b: Int) -> [Double] {
    let others = boundary(b)
    return boundary(a).compactMap { v in others.map { distance(v, $0) }.min() }
  }

  package func area(_ faces: [Int]) -> Double {
    // In two dimensions an edge perpendicular to i is as long as a pixel along j.
    let s = grid.spacing ?? SIMD3(1, 1, 1)
    let depth = grid.dimensions == 2 ? 1 : s.z
    let each = [s.y * depth, s.x * depth, grid.dimensions == 2 ? 0 : s.x * s.y]
    return zip(faces, each).reduce(0) { $0 + Double($1.0) * $1.1 }
  }

  package func patient(_ v: VoxelIndex) -> SIMD3<Double> {
    let affine = grid.affine ?? Affine(spacing: grid.spacing ?? SIMD3(1, 1, 1))
    return affine.columns[0] * Double(v.i) + affine.columns[1] * Double(v.j) + affine.columns[2] * Double(v.k)
      + affine.origin
  }

  package func centre(_ structure: Int) -> SIMD3<Double> {
    let all = voxels(structure)
    return all.map(patient).reduce(.zero, +) / Double(all.count)
  }

  /// Cavities of the union that no single structure has.
  package func cavitiesBetween(_ a: Int, _ b: Int, _ background: Neighbourhood) -> [[VoxelIndex]] {
    let union = VoxelScene(grid: grid, masks: masks + [zip(masks[a], masks[b]).map { $0 || $1 }])
    let own = Set((union.cavities(a, background) + union.cavities(b, background)).map(Set.init))
    return union.cavities(masks.count, background).filter { !own.contains(Set($0)) }
  }

  package func slices(with structure: Int, axis: Int) -> Set<Int> { Set(voxels(structure).map { $0[axis] }) }

  /// The same masks on another grid of the same size.
  package func on(_ affine: Affine) -> VoxelScene {
    VoxelScene(grid: Grid(size: grid.size, affine: affine), masks: masks)
  }

  /// The scene with names.
  package func scene(named names: [String?], image: IntensityVolume? = nil) -> Scene {
    let structures = scene.segmentation.structures.enumerated().map { at, structure in
      Structure(value: structure.value, name: at < names.count ? names[at] : nil, runs: structure.runs)
    }
    return Scene(segmentation: Segmentation(grid: grid, structures: structures), image: image)
  }

  /// Index axes in another order and direction, with the affine changed to match: the same anatomy.
  package func stored(axes: [Int], reversed: [Bool]) -> VoxelScene {
    guard let affine = grid.affine else { return self }
    var (size, origin, columns) = (grid.size, affine.origin, affine.columns)
    for (axis, from) in axes.enumerated() {
      size[axis] = grid.size[from]
      columns[axis] = reversed[axis] ? -affine.columns[from] : affine.columns[from]
      if reversed[axis] { origin += affine.columns[from] * Double(grid.size[from] - 1) }
    }
    func source(_ v: VoxelIndex) -> VoxelIndex {
      var result = v
      for (axis, from) in axes.enumerated() { result[from] = reversed[axis] ? size[axis] - 1 - v[axis] : v[axis] }
      return result
    }
    return VoxelScene(
      grid: Grid(size: size, affine: Affine(columns: columns, origin: origin)),
      masks.indices.map { n in { self.holds(n, source($0)) } })
  }

  /// Rotated about two axes, with uneven spacing.
  package static let oblique = Affine(
    columns: [
      SIMD3(0.8, 0.6, 0) * 0.75, SIMD3(-0.6 * 0.96, 0.8 * 0.96, 0.28) * 2, SIMD3(0.6 * 0.28, -0.8 * 0.28, 0.96) * 3,
    ],
    origin: SIMD3(-40, 12, 7))
}
