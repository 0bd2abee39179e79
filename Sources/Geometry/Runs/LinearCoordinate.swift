internal import Volume

extension Grid {
  /// From voxels to millimetres: the affine, else perpendicular axes with the spacing, else pixels. For distances and
  /// for directions between structures; says nothing about left and right without an affine.
  var frame: Affine { affine ?? Affine(spacing: lengths) }
}

/// A coordinate of voxel centres that grows linearly with the indices, such as the position along a patient axis or
/// along the line between two points. Since a run's voxels are evenly spaced in it, counting voxels beyond a value
/// costs one step per run.
struct LinearCoordinate: Sendable {
  private let base: Double
  private let step: SIMD3<Double>
  private let height: Int32
  /// Half of what one voxel extends along the coordinate. A single slice has no extent along k.
  let reach: Double

  /// What rounding may do to equal coordinates, in mm: less is not "beyond".
  static let slack = 1e-6

  /// The projection on a unit vector, from a point.
  init(_ grid: Grid, along direction: SIMD3<Double>, from origin: SIMD3<Double> = .zero) {
    let frame = grid.frame
    base = ((frame.origin - origin) * direction).sum()
    let step = SIMD3(
      (frame.columns[0] * direction).sum(), (frame.columns[1] * direction).sum(), (frame.columns[2] * direction).sum())
    self.step = step
    height = Int32(truncatingIfNeeded: grid.size.j)
    reach = (abs(step.x) + abs(step.y) + (grid.dimensions == 2 ? 0 : abs(step.z))) / 2
  }

  @inline(__always)
  private func first(of run: Run) -> Double {
    let (k, j) = run.row.quotientAndRemainder(dividingBy: height)
    return base + step.x * Double(run.start) + step.y * Double(j) + step.z * Double(k)
  }

  /// The lowest and the highest coordinate; nil when there are no voxels.
  func ends(of runs: Runs) -> ClosedRange<Double>? {
    guard let head = runs.all.first else { return nil }
    var (low, high) = (first(of: head), first(of: head))
    for run in runs.all {
      let one = first(of: run)
      let other = one + step.x * Double(run.count - 1)
      low = min(low, one, other)
      high = max(high, one, other)
    }
    return low...high
  }

  /// The number of voxels with a coordinate above a value.
  func count(of runs: Runs, above value: Double) -> Int {
    var count = 0
    for run in runs.all {
      let (start, length) = (first(of: run), Double(run.count))
      if step.x == 0 {
        count += start > value ? run.count : 0
      } else {
        let crossing = (value - start) / step.x
        let beyond = step.x > 0 ? length - (crossing.rounded(.down) + 1) : crossing.rounded(.up)
        count += Int(min(max(beyond, 0), length))
      }
    }
    return count
  }

  /// The lowest value that at least a share of the voxels do not exceed, up to 1e-7 (the nearest-rank percentile); nil
  /// when there are none. Found by halving. Cost: some thirty passes over the runs.
  func quantile(of runs: Runs, _ share: Double) -> Double? {
    guard let ends = ends(of: runs) else { return nil }
    let total = runs.voxelCount
    let most = total - Int((share * Double(total)).rounded(.up))
    var (low, high) = (ends.lowerBound - 1, ends.upperBound)
    // The bound on the steps matters where coordinates are so large that they are coarser than the goal.
    for _ in 0..<80 where high - low > 1e-7 {
      let middle = (low + high) / 2
      if count(of: runs, above: middle) <= most { high = middle } else { low = middle }
    }
    return high
  }
}
