internal import Volume

/// The voxels of a structure that can be corners of its convex hull, and few others. Empty for an empty structure.
///
/// A corner of the hull is an end of its row, and a corner of the hull of each slice that it lies in, along i, j and k.
/// Taking the hulls slice by slice leaves some hundred voxels per million. Cost: the runs, then a sort of what is left.
struct ExtremeVoxels: StructureMeasure {
  let structure: StructurePlace

  func value(in scene: Scene) -> [SIMD3<Int>] {
    let voxels = ofSlices(scene.runs(structure).all, height: scene.grid.size.j)
    guard scene.grid.dimensions == 3, voxels.count > 16 else { return voxels }
    return Self.thinned(Self.thinned(voxels, slicesAlong: 1), slicesAlong: 0)
  }

  /// The corners of the hull of each slice along k.
  private func ofSlices(_ runs: [Run], height: Int) -> [SIMD3<Int>] {
    var found: [SIMD3<Int>] = []
    var ends: [SIMD2<Int>] = []
    var (row, j, k) = (Int32(-1), 0, 0)
    func finishSlice() {
      found += PlanarHull(sorted: ends).vertices.map { SIMD3($0.x, $0.y, k) }
      ends.removeAll(keepingCapacity: true)
    }
    for run in runs {
      if run.row == row {
        // Only a row's outermost ends count.
        ends[ends.count - 1].x = Int(run.end) - 1
        continue
      }
      let step = Int(run.row) - Int(row)
      row = run.row
      j += step
      if step > height || j >= height || ends.isEmpty {
        finishSlice()
        (j, k) = (Int(row) % height, Int(row) / height)
      }
      ends.append(SIMD2(Int(run.start), j))
      ends.append(SIMD2(Int(run.end) - 1, j))
    }
    finishSlice()
    return found
  }

  /// The voxels that are corners of the hull of their slice along an axis.
  private static func thinned(_ voxels: [SIMD3<Int>], slicesAlong axis: Int) -> [SIMD3<Int>] {
    let (line, place) = axis == 0 ? (2, 1) : axis == 1 ? (2, 0) : (1, 0)
    let origin = voxels.dropFirst().reduce(voxels[0]) { pointwiseMin($0, $1) }
    let reach = voxels.reduce(SIMD3<Int>.zero) { pointwiseMax($0, $1 &- origin) }
    guard reach.max() < 1 << 21 else { return voxels }
    // Sorted as single numbers, which is much faster than by three.
    let keys = voxels.map { v in
      let r = v &- origin
      return r[axis] << 42 | r[line] << 21 | r[place]
    }.sorted()
    var found: [SIMD3<Int>] = []
    var slice: [SIMD2<Int>] = []
    var current = 0
    func finishSlice() {
      for vertex in PlanarHull(sorted: slice).vertices {
        var voxel = SIMD3<Int>.zero
        (voxel[axis], voxel[line], voxel[place]) = (current, vertex.y, vertex.x)
        found.append(voxel &+ origin)
      }
      slice.removeAll(keepingCapacity: true)
    }
    for key in keys {
      if key >> 42 != current {
        finishSlice()
        current = key >> 42
      }
      slice.append(SIMD2(key & (1 << 21 - 1), key >> 21 & (1 << 21 - 1)))
    }
    finishSlice()
    return found
  }
}
