import PolicyLanguage

extension FaultSignature {
  /// Slices between the first and the last of a structure do not show it.
  static let missingSlices = FaultSignature(
    .missingSlices, title: "Missing slices", meaning: "is interrupted by slices without it", scope: .structure,
    signs: [
      Sign("continuity", ["missing_slices"], weight: 1),
      Sign("connectivity", ["components"], weight: 0.6),
      Sign("connectivity", ["largest_fraction"], weight: 0.5),
      Sign("cooccurrence", ["share", "missing"], weight: 0.6),
      Sign("continuity", ["neighbour_overlap"], weight: 0.5),
      Sign("continuity", ["area_jump", "spikes"], weight: 0.3),
      Sign("volume", ["below"], weight: 0.2),
    ],
    against: [
      Sign("connectivity", weight: 1)
    ])
}
