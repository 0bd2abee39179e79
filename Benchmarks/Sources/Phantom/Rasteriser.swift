internal import Volume

/// Draws shapes into a label map, bent by a smooth warp and roughened by fine noise. A voxel goes to the shape whose
/// field is smallest there.
///
/// Goes slice by slice, so that only the labels are kept for the whole volume.
struct Rasteriser {
  private let grid: Grid
  private let spacing: SIMD3<Float>
  private let warp: [SmoothNoise]
  private let roughness: SmoothNoise

  init(grid: Grid, seed: UInt64) {
    let size = grid.size
    self.grid = grid
    spacing = SIMD3<Float>(grid.lengths)
    warp = (0..<3).map {
      SmoothNoise(width: size.i, height: size.j, depth: size.k, cell: 24, amplitude: 4, seed: seed &+ $0)
    }
    roughness = SmoothNoise(width: size.i, height: size.j, depth: size.k, cell: 3, amplitude: 0.016, seed: seed &+ 3)
  }

  func draw(_ labels: [[Shape]]) -> LabelVolume {
    let size = grid.size
    var volume = LabelVolume(grid: grid)
    let placed = labels.enumerated().flatMap { at, shapes in
      shapes.compactMap { place($0, label: UInt8(truncatingIfNeeded: at + 1)) }
    }
    for k in 0..<size.k {
      let plane = Plane(
        k: k, warp: warp.map { $0.plane(k, width: size.i, height: size.j) },
        roughness: roughness.plane(k, width: size.i, height: size.j))
      var nearest = [Float](repeating: 1, count: size.i * size.j)
      for shape in placed where shape.box.first.k <= k && k <= shape.box.last.k {
        draw(shape, plane, &nearest, &volume.values)
      }
    }
    return volume
  }

  private struct Plane {
    let k: Int
    let warp: [[Float]]
    let roughness: [Float]
  }

  private struct PlacedShape {
    let shape: Shape
    let label: UInt8
    /// The voxels that it can reach.
    let box: VoxelBox
  }

  private func draw(_ placed: PlacedShape, _ plane: Plane, _ nearest: inout [Float], _ values: inout [UInt8]) {
    let (box, shape, width) = (placed.box, placed.shape, grid.size.i)
    let slice = plane.k * width * grid.size.j
    let (dx, dy, dz) = (plane.warp[0], plane.warp[1], plane.warp[2])
    let limit = (1 + roughness.bound) * (1 + roughness.bound)
    for j in box.first.j...box.last.j {
      for i in box.first.i...box.last.i {
        let at = i + j * width
        let place = SIMD3(Float(i), Float(j), Float(plane.k)) * spacing + SIMD3(dx[at], dy[at], dz[at])
        let squared = shape.squaredField(place)
        guard squared < limit else { continue }
        let field = squared.squareRoot() + plane.roughness[at]
        if field < nearest[at] {
          nearest[at] = field
          values[slice + at] = placed.label
        }
      }
    }
  }

  private func place(_ shape: Shape, label: UInt8) -> PlacedShape? {
    let margin = SIMD3(warp[0].bound, warp[1].bound, warp[2].bound)
    let box = shape.box(reach: 1 + roughness.bound)
    let low = ((box.low - margin) / spacing).rounded(.up)
    let high = ((box.high + margin) / spacing).rounded(.down)
    var (first, last) = (VoxelIndex(0, 0, 0), VoxelIndex(0, 0, 0))
    for axis in 0..<3 {
      first[axis] = max(0, Int(low[axis]))
      last[axis] = min(grid.size[axis] - 1, Int(high[axis]))
      if first[axis] > last[axis] { return nil }
    }
    return PlacedShape(shape: shape, label: label, box: VoxelBox(first: first, last: last))
  }
}
