import PolicyLanguage

extension FaultSignature {
  /// The mask is larger than the structure on all sides.
  static let overSegmented = FaultSignature(
    .overSegmented, title: "Over-segmented", meaning: "is too large all round", scope: .structure,
    signs: [
      Sign("volume", ["above"], weight: 0.7),
      Sign("area", ["above"], weight: 0.7),
      Sign("thickness", ["above"], weight: 0.6),
      Sign("extent", ["above"], weight: 0.4),
      Sign("diameter", ["above"], weight: 0.4),
      Sign("adjacency", ["contact", "gap_below", "share", "frontier"], weight: 0.4),
      // The edge lies inside the contour.
      Sign("boundary", ["edge_offset_below", "edge_offset_distance_below"], weight: 0.8),
      Sign(
        "boundary",
        [
          "edge_support_below", "edge_strength_below", "ring_contrast_below", "ring_separability_below",
          "inside_homogeneity_below",
        ],
        weight: 0.3),
      Sign("containment", ["outside"], weight: 0.4),
      Sign("overlap", ["overlap"], weight: 0.4),
      Sign("intensity", ["outside_above", "sd_above"], weight: 0.4),
      Sign("intensity", weight: 0.3),
      Sign("symmetry", ["volume_ratio"], weight: 0.3, of: .mentioned),
    ],
    against: [
      Sign("volume", weight: 1),
      Sign("area", weight: 1),
    ])
}
