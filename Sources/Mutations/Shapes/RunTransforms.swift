internal import Volume

/// Moves voxel sets about: what leaves the grid is lost. Cost: the runs, sorted again where their order changes.
extension Runs {
  /// The voxels within a box.
  func clipped(to box: VoxelBox, on grid: Grid) -> Runs {
    Runs(
      ordered: all.compactMap { run in
        let (j, k) = (Int(run.row) % grid.size.j, Int(run.row) / grid.size.j)
        guard (box.first.j...box.last.j).contains(j), (box.first.k...box.last.k).contains(k) else { return nil }
        let start = max(run.start, Int32(truncatingIfNeeded: box.first.i))
        let end = min(run.end, Int32(truncatingIfNeeded: box.last.i + 1))
        return start < end ? Run(row: run.row, start: start, end: end) : nil
      })
  }

  /// The voxels some steps further along each axis, on a grid that may have another size.
  func moved(by steps: VoxelIndex, from grid: Grid, to size: VoxelIndex) -> Runs {
    Runs(
      ordered: all.compactMap { run in
        let (j, k) = (Int(run.row) % grid.size.j + steps.j, Int(run.row) / grid.size.j + steps.k)
        guard (0..<size.j).contains(j), (0..<size.k).contains(k) else { return nil }
        let (start, end) = (max(0, Int(run.start) + steps.i), min(size.i, Int(run.end) + steps.i))
        guard start < end else { return nil }
        return Run(
          row: Int32(truncatingIfNeeded: j + k * size.j), start: Int32(truncatingIfNeeded: start),
          end: Int32(truncatingIfNeeded: end))
      })
  }

  /// The voxels mirrored across the middle of the grid along an index axis.
  func flipped(along axis: Int, on grid: Grid) -> Runs {
    let (width, height, depth) = (
      Int32(truncatingIfNeeded: grid.size.i), Int32(truncatingIfNeeded: grid.size.j),
      Int32(truncatingIfNeeded: grid.size.k)
    )
    return Runs(
      merging: all.map { run in
        let (j, k) = (run.row % height, run.row / height)
        switch axis {
        case 0: return Run(row: run.row, start: width - run.end, end: width - run.start)
        case 1: return Run(row: height - 1 - j + k * height, start: run.start, end: run.end)
        default: return Run(row: j + (depth - 1 - k) * height, start: run.start, end: run.end)
        }
      })
  }
}

extension VoxelBox {
  /// All of a grid.
  init(_ grid: Grid) {
    self.init(first: VoxelIndex(0, 0, 0), last: VoxelIndex(grid.size.i - 1, grid.size.j - 1, grid.size.k - 1))
  }

  /// The part of it from `first` to `last` along an axis.
  func slab(along axis: Int, from first: Int, to last: Int) -> VoxelBox {
    var slab = self
    slab.first[axis] = max(self.first[axis], first)
    slab.last[axis] = min(self.last[axis], last)
    return slab
  }

  func holds(_ at: VoxelIndex) -> Bool { (0..<3).allSatisfy { (first[$0]...last[$0]).contains(at[$0]) } }
}

extension Segmentation {
  /// The part of the field of view within a box, as if no more had been scanned: every structure ends there, and what
  /// stays keeps its place in the patient.
  func cropped(to box: VoxelBox) -> Segmentation {
    let size = VoxelIndex(
      box.last.i - box.first.i + 1, box.last.j - box.first.j + 1, box.last.k - box.first.k + 1)
    let steps = VoxelIndex(-box.first.i, -box.first.j, -box.first.k)
    let part = grid.affine.map { affine in
      let origin = affine.patient(VoxelPoint(box.first))
      return Grid(
        size: size, affine: Affine(columns: affine.columns, origin: SIMD3(origin.x, origin.y, origin.z)))
    }
    return with(
      grid: part ?? Grid(size: size, spacing: grid.spacing),
      structures: structures.map {
        $0.with(runs: $0.runs.clipped(to: box, on: grid).moved(by: steps, from: grid, to: size))
      })
  }
}
