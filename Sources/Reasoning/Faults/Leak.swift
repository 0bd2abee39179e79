import PolicyLanguage

extension FaultSignature {
  /// The mask runs past the structure's boundary into a neighbour.
  static let leak = FaultSignature(
    .leak, title: "Leak", meaning: "runs out into its surroundings", scope: .structure,
    signs: [
      Sign("containment", ["outside"], weight: 0.8),
      Sign("volume", ["above"], weight: 0.6),
      Sign("area", ["above"], weight: 0.6),
      Sign("adjacency", ["contact", "gap_below", "share", "frontier"], weight: 0.6),
      Sign("overlap", ["overlap"], weight: 0.5),
      Sign("extent", ["above"], weight: 0.5),
      Sign("diameter", ["above"], weight: 0.5),
      Sign(
        "shape",
        [
          "sphericity_below", "compactness_below", "roundness_below", "circularity_below", "solidity_below",
          "concavity_above", "elongation_above", "flatness_above",
        ], weight: 0.5),
      // What belongs to something else lies at the ends of the range.
      Sign(
        "intensity", ["outside_above", "sd_above", "smallest_below", "p5_below", "p95_above", "largest_above"],
        weight: 0.5),
      Sign("intensity", ["below", "above"], weight: 0.3),
      Sign("continuity", ["area_jump", "spikes"], weight: 0.5),
      Sign("thin", ["above"], weight: 0.5),
      Sign("border", ["touches", "reconstruction_circle"], weight: 0.4),
      Sign("boundary", ["ring_overlap_above", "weakest_sector_below"], weight: 0.5),
      Sign(
        "boundary", ["direction_consistency_below", "weakest_slice_below", "inside_homogeneity_below"], weight: 0.4),
      Sign("boundary", ["edge_support_below", "edge_strength_below", "ring_separability_below"], weight: 0.3),
      // Of a pair that differs the larger one may have leaked.
      Sign("symmetry", ["volume_ratio", "mirrored_overlap"], weight: 0.3, of: .mentioned),
      Sign("raggedness", ["above"], weight: 0.2),
    ],
    against: [
      Sign("volume", weight: 1),
      Sign("area", weight: 1),
      Sign("containment", weight: 0.5),
    ])
}
