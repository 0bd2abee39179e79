internal import Volume

/// Where a mask that is smoothed with a Gaussian is at least one half; what lies outside the mask's box counts as 0.
///
/// Half of a Gaussian around a voxel outside the box lies outside as well, so the smoothed mask stays within the box. A
/// voxel whose surroundings hold more than half of the weight and lie all inside, or all outside, stays what it is;
/// only the others, near the surface, are computed. The first axis follows from the runs' ends, the second is smoothed
/// where the third will look, sixteen columns at a time. Cost: the weights of the second axis per voxel of the box,
/// those of the third per voxel near the surface. Memory: four bits per voxel of the box, and eight bytes per voxel of
/// sixteen columns.
struct SmoothedMask {
  /// In the box's own indices.
  private(set) var voxels: BitMask
  /// How many voxels are inside before and outside afterwards, or the other way round.
  private(set) var changed = 0

  /// Nil where the deviations are no lengths, or wider than any array.
  ///
  /// - Parameter deviation: the standard deviation along i, j, k in voxels.
  init?(_ runs: Runs, box: VoxelBox, on grid: Grid, deviation: SIMD3<Double>) {
    let mask = BitMask(runs, box: box, height: grid.size.j)
    let size = mask.size
    guard let i = GaussianKernel(deviation: deviation.x, length: size.i),
      let j = GaussianKernel(deviation: deviation.y, length: size.j),
      let k = GaussianKernel(deviation: grid.dimensions == 2 ? 0 : deviation.z, length: size.k)
    else { return nil }
    let reach = Self.decisive(i, j, k, deviation) ?? size
    let height = grid.size.j
    voxels = .eroded(runs, box: box, height: height, by: reach)
    let open = BitMask.dilated(runs, box: box, height: height, by: reach).symmetricDifference(voxels)
    // The third axis is computed in few places, so it is the one with more weights.
    let rows =
      j.reach >= k.reach
      ? SmoothedColumns.Rows(second: size.k, third: size.j, secondStep: size.j, thirdStep: 1)
      : SmoothedColumns.Rows(second: size.j, third: size.k, secondStep: 1, thirdStep: size.j)
    var columns = SmoothedColumns(
      runs, box: box, height: height, rows: rows, first: i, second: j.reach >= k.reach ? k : j,
      third: j.reach >= k.reach ? j : k)
    for start in stride(from: 0, to: size.i, by: SmoothedColumns.width) {
      columns.smooth(from: start, where: open, into: &voxels)
    }
    changed = voxels.symmetricDifference(mask).count
  }

  /// The smallest surroundings, in proportion to the deviations, that hold more than half of the weight; nil where the
  /// box is too small for any to.
  private static func decisive(
    _ i: GaussianKernel, _ j: GaussianKernel, _ k: GaussianKernel, _ deviation: SIMD3<Double>
  ) -> VoxelIndex? {
    // Single precision must not decide.
    let half = 0.5001
    for step in 0..<100 {
      let scale = Double(step) / 20
      let reach = VoxelIndex(
        min(i.reach, Int(scale * deviation.x)), min(j.reach, Int(scale * deviation.y)),
        min(k.reach, k.reach == 0 ? 0 : Int(scale * deviation.z)))
      if i.weight(within: reach.i) * j.weight(within: reach.j) * k.weight(within: reach.k) > half { return reach }
    }
    return nil
  }
}
