import PolicyLanguage

extension FaultSignature {
  /// Numbered levels (vertebrae, ribs) all carry their neighbour's number: one end is missing, the other runs over.
  static let levelShifted = FaultSignature(
    .levelShifted, title: "Level shifted", meaning: "carry the names of other levels", scope: .chain,
    signs: [
      Sign("level", ["shift_above", "share_below"], weight: 1, of: .mentioned),
      Sign("file", ["unknown_labels"], weight: 0.8, of: .export),
      // Numbers passed over where there is no room for what they stand for.
      Sign("sequence", ["skipped"], weight: 1),
      Sign("sequence", ["missing", "spacing_below", "spacing_above", "order", "variant"], weight: 0.8),
      Sign("presence", ["absent", "unexpected"], weight: 0.7),
      Sign("adjacency", weight: 0.7, of: .mentioned),
      Sign("position", ["order"], weight: 0.5, of: .mentioned),
      Sign("volume", weight: 0.4),
      Sign("area", weight: 0.4),
      Sign("extent", weight: 0.3),
      Sign("symmetry", weight: 0.2),
    ],
    requires: {
      $0.kindsSpeakingForShift >= 2 || $0.has("sequence", "skipped") || $0.has("level", "shift_above")
        || $0.has("level", "share_below")
    })
}
