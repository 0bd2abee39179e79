import PolicyLanguage

extension FaultSignature {
  /// Two different structures carry each other's label.
  static let labelsSwapped = FaultSignature(
    .labelsSwapped, title: "Labels swapped", meaning: "carry each other's label", scope: .pair,
    signs: [
      Sign("volume", ["below", "above"], weight: 0.7),
      Sign("area", ["below", "above"], weight: 0.7),
      Sign("position", ["order"], weight: 0.8, of: .both),
      Sign("position", ["order", "between", "nearer"], weight: 0.6),
      Sign("sequence", ["swapped"], weight: 1, of: .both),
      Sign("adjacency", weight: 0.6, of: .both),
      Sign("adjacency", weight: 0.5, of: .mentioned),
      Sign("containment", ["outside"], weight: 0.4),
      Sign("intensity", weight: 0.5),
      Sign("shape", weight: 0.4),
      Sign("extent", weight: 0.4),
      Sign("diameter", weight: 0.4),
    ],
    against: [
      Sign("position", weight: 2, of: .both),
      Sign("volume", weight: 0.5),
    ],
    requires: {
      guard !$0.isPaired else { return false }
      return $0.has("sequence", "swapped")
        || $0.concernsEach(kinds: ["volume", "area", "intensity", "position"])
          && $0.has(anyOf: ["position", "adjacency", "containment", "intensity"])
    })
}
