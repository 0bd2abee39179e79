import PolicyLanguage

extension FaultSignature {
  /// The mask is smaller than the structure on all sides.
  static let underSegmented = FaultSignature(
    .underSegmented, title: "Under-segmented", meaning: "is too small all round", scope: .structure,
    signs: [
      Sign("volume", ["below"], weight: 0.7),
      Sign("area", ["below"], weight: 0.7),
      Sign("thickness", ["below"], weight: 0.6),
      Sign("extent", ["below"], weight: 0.4),
      Sign("diameter", ["below"], weight: 0.4),
      // The edge lies outside the contour, and like lies beside like.
      Sign("boundary", ["edge_offset_above", "edge_offset_distance_above"], weight: 0.8),
      Sign("boundary", ["ring_overlap_above"], weight: 0.5),
      Sign(
        "boundary", ["edge_support_below", "edge_strength_below", "ring_contrast_below", "ring_separability_below"],
        weight: 0.3),
      Sign("adjacency", ["gap_above", "contact_below", "share_below"], weight: 0.3, of: .mentioned),
      Sign("symmetry", ["volume_ratio"], weight: 0.3),
      Sign("intensity", weight: 0.2),
    ],
    against: [
      Sign("volume", weight: 1),
      Sign("area", weight: 1),
    ])
}
