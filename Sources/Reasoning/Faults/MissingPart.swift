import PolicyLanguage

extension FaultSignature {
  /// A structure, or a piece of it, is not there although nothing was cut by the field of view.
  static let missingPart = FaultSignature(
    .missingPart, title: "Missing part", meaning: "is missing, or a part of it is", scope: .structure,
    signs: [
      Sign("presence", ["absent"], weight: 1),
      Sign("sequence", ["missing"], weight: 0.8),
      Sign("connectivity", ["components_below"], weight: 0.9),
      Sign("connectivity", ["split"], weight: 0.9),
      Sign("connectivity", ["largest_fraction_above"], weight: 0.5),
      Sign("volume", ["below"], weight: 0.5),
      Sign("area", ["below"], weight: 0.5),
      Sign(
        "shape",
        [
          "sphericity_below", "compactness_below", "roundness_below", "circularity_below", "solidity_below",
          "concavity_above",
        ], weight: 0.5),
      Sign("boundary", ["weakest_sector_below"], weight: 0.5),
      Sign("boundary", ["edge_support_below", "weakest_slice_below", "ring_overlap_above"], weight: 0.3),
      Sign("thickness", ["below"], weight: 0.3),
      Sign("extent", ["below"], weight: 0.4),
      Sign("diameter", ["below"], weight: 0.4),
      Sign("symmetry", ["volume_ratio"], weight: 0.4),
      Sign("symmetry", ["mirrored_overlap"], weight: 0.3, of: .mentioned),
      Sign("continuity", ["spikes"], weight: 0.3),
      Sign("adjacency", ["gap_above", "contact_below", "share_below"], weight: 0.3, of: .mentioned),
      Sign("cooccurrence", weight: 0.4, of: .mentioned),
    ],
    against: [
      Sign("volume", weight: 1)
    ],
    requires: { !$0.isEmpty })
}
