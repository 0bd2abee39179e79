import PolicyLanguage

extension FaultSignature {
  /// The mask has its size and shape, in the wrong place.
  static let shifted = FaultSignature(
    .shifted, title: "Shifted", meaning: "lies in the wrong place", scope: .structure,
    signs: [
      Sign("position", ["order", "between", "aside", "nearer", "distance"], weight: 0.6),
      Sign("adjacency", ["gap_above", "gap_below", "contact", "contact_below", "frontier"], weight: 0.5),
      Sign("containment", ["outside"], weight: 0.5),
      Sign(
        "boundary",
        [
          "edge_support_below", "edge_strength_below", "direction_consistency_below", "ring_contrast_below",
          "ring_contrast_above", "ring_separability_below", "surroundings_score_below", "surroundings_score_above",
        ], weight: 0.6),
      Sign("boundary", ["weakest_sector_below", "weakest_slice_below", "inside_homogeneity_below"], weight: 0.4),
      Sign("cooccurrence", weight: 0.5),
      Sign("overlap", ["overlap"], weight: 0.4),
      Sign("symmetry", ["mirrored_overlap", "offset"], weight: 0.4, of: .mentioned),
      Sign("continuity", ["neighbour_overlap"], weight: 0.2),
      Sign("intensity", ["darkest_end_below", "brightest_end_above"], weight: 0.7),
      Sign("intensity", weight: 0.4),
    ],
    against: [
      Sign("position", weight: 0.5)
    ])
}
