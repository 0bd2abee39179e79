import PolicyLanguage

extension FaultSignature {
  /// The mask has its size and shape, in the wrong place.
  static let shifted = FaultSignature(
    .shifted, title: "Shifted", meaning: "lies in the wrong place", scope: .structure,
    signs: [
      Sign("position", ["order"], weight: 0.6),
      Sign("adjacency", ["gap_above", "gap_below", "contact"], weight: 0.5),
      Sign("containment", ["outside"], weight: 0.5),
      Sign("boundary", weight: 0.6),
      Sign("cooccurrence", weight: 0.5),
      Sign("overlap", ["overlap"], weight: 0.4),
      Sign("intensity", weight: 0.4),
    ],
    against: [
      Sign("position", weight: 0.5)
    ])
}
