import PolicyLanguage

extension FaultSignature {
  /// The mask covers something else than its label says, or something that should not be there.
  static let wrongStructure = FaultSignature(
    .wrongStructure, title: "Wrong structure", meaning: "is another structure than its label says", scope: .structure,
    signs: [
      Sign("presence", ["unexpected"], weight: 0.8),
      Sign("intensity", weight: 0.6),
      Sign("position", ["order", "between", "aside", "nearer", "distance"], weight: 0.5),
      Sign("adjacency", ["gap_above", "gap_below", "contact", "contact_below", "frontier"], weight: 0.4),
      Sign("shape", weight: 0.4),
      Sign("volume", ["below", "above"], weight: 0.4),
      Sign("area", ["below", "above"], weight: 0.4),
      Sign("boundary", weight: 0.3),
      Sign("diameter", weight: 0.3),
      Sign("thickness", weight: 0.3),
      Sign("containment", ["outside"], weight: 0.4),
      Sign("extent", weight: 0.3),
    ],
    against: [
      Sign("volume", weight: 0.5),
      Sign("position", weight: 1),
      Sign("intensity", weight: 1),
    ])
}
