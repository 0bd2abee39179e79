import PolicyLanguage

extension FaultSignature {
  /// The export names a structure and holds no voxel of it, or holds no voxel at all.
  static let empty = FaultSignature(
    .empty, title: "Empty", meaning: "holds nothing", scope: .structure,
    signs: [
      Sign("presence", ["absent"], weight: 1),
      Sign("file", ["empty"], weight: 1),
      Sign("sequence", ["missing"], weight: 0.6),
    ],
    requires: { $0.isEmpty })
}
