internal import Volume

extension Grid {
  /// A grid in patient space around some solids, with room on all sides so that nothing is cut: 2 mm a voxel, coarser
  /// where that would be more than 160 voxels along an axis. Nil without solids.
  init?(around solids: [Solid]) {
    guard let first = solids.first?.bounds else { return nil }
    var (low, high) = first
    for solid in solids.dropFirst() {
      low = pointwiseMin(low, solid.bounds.low)
      high = pointwiseMax(high, solid.bounds.high)
    }
    let room = 20.0
    let extent = high - low + 2 * room
    let spacing = max(2, (extent.max() / 160).rounded(.up))
    let size = VoxelIndex(
      Int((extent.x / spacing).rounded(.up)), Int((extent.y / spacing).rounded(.up)),
      Int((extent.z / spacing).rounded(.up)))
    // Centres lie half a voxel off, so that no plane of a shape goes through them.
    self.init(
      size: size, affine: Affine(spacing: SIMD3(repeating: spacing), origin: low - room + spacing / 2))
  }
}
