import PolicyLanguage

extension FaultSignature {
  /// A structure stops in a flat, broad face: at the border, or inside the field of view where something cut it.
  static let truncated = FaultSignature(
    .truncated, title: "Truncated", meaning: "ends in a flat cut", scope: .structure,
    signs: [
      Sign("continuity", ["end_area"], weight: 1),
      Sign("border", ["touches", "reconstruction_circle"], weight: 0.8),
      Sign("volume", ["below"], weight: 0.4),
      Sign("area", ["below"], weight: 0.4),
      Sign("extent", ["below"], weight: 0.5),
      Sign("diameter", ["below"], weight: 0.4),
      Sign("shape", ["below"], weight: 0.2),
      Sign("symmetry", ["volume_ratio"], weight: 0.3),
      Sign("adjacency", ["gap_above", "contact_below", "share_below"], weight: 0.3, of: .mentioned),
      Sign("cooccurrence", weight: 0.3, of: .mentioned),
    ])
}
