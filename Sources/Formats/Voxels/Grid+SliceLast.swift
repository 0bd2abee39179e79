internal import Volume

extension Grid {
  /// The grid of a single slice with its axis of one voxel last, as pictures have it; unchanged for volumes.
  ///
  /// Programs write a slice as X × Y × 1, 1 × X × Y or X × 1 × Y, and the voxels have the same order in the file in
  /// each case: an axis of one takes no part in it.
  var withSliceLast: Grid {
    guard size.k > 1, size.i == 1 || size.j == 1 else { return self }
    let order = size.i == 1 ? [1, 2, 0] : [0, 2, 1]
    let turned = VoxelIndex(size[order[0]], size[order[1]], 1)
    if let affine {
      return Grid(
        size: turned, affine: Affine(columns: order.map { affine.columns[$0] }, origin: affine.origin))
    }
    return Grid(size: turned, spacing: spacing.map { s in SIMD3(s[order[0]], s[order[1]], s[order[2]]) })
  }
}
