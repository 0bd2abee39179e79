import PolicyLanguage

extension FaultSignature {
  /// The mask has its size and shape, in the wrong place.
  static let shifted = FaultSignature(
    .shifted, title: "Shifted", meaning: "lies in the wrong place", scope: .structure,
    signs: [
      Sign("position", ["order", "between", "aside", "nearer", "distance"], weight: 0.6),
      Sign("adjacency", ["gap_above", "gap_below", "contact", "contact_below", "frontier"], weight: 0.5),
      Sign("containment", ["outside"], weight: 0.5),
      Sign("boundary", weight: 0.6),
      Sign("cooccurrence", weight: 0.5),
      Sign("overlap", ["overlap"], weight: 0.4),
      Sign("symmetry", ["mirrored_overlap", "offset"], weight: 0.4, of: .mentioned),
      Sign("continuity", ["neighbour_overlap"], weight: 0.2),
      Sign("intensity", weight: 0.4),
    ],
    against: [
      Sign("position", weight: 0.5)
    ])
}
