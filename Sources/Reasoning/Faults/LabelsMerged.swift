import PolicyLanguage

extension FaultSignature {
  /// One label holds two structures; the other is absent.
  static let labelsMerged = FaultSignature(
    .labelsMerged, title: "Labels merged", meaning: "are merged under one label", scope: .pair,
    signs: [
      Sign("presence", ["absent"], weight: 0.8, of: .second),
      Sign("volume", ["above"], weight: 0.8, of: .first),
      Sign("area", ["above"], weight: 0.8, of: .first),
      Sign("connectivity", ["components", "largest_fraction"], weight: 0.6, of: .first),
      Sign("extent", ["above"], weight: 0.5, of: .first),
      Sign("diameter", ["above"], weight: 0.5, of: .first),
      Sign("shape", weight: 0.4, of: .first),
      Sign("symmetry", ["volume_ratio"], weight: 0.4, of: .both),
      Sign("position", weight: 0.3, of: .first),
    ],
    against: [
      Sign("presence", weight: 2, of: .second),
      Sign("volume", weight: 1, of: .first),
    ],
    requires: {
      $0.has("presence", "absent", of: .second)
        && ($0.has("volume", "above", of: .first) || $0.has("area", "above", of: .first)
          || $0.has("connectivity", "components", of: .first))
    })
}
