import PolicyLanguage

extension FaultSignature {
  /// The surface is ragged: steps, spikes or thin threads that anatomy does not have.
  static let jagged = FaultSignature(
    .jagged, title: "Jagged", meaning: "has a jagged surface", scope: .structure,
    signs: [
      Sign("raggedness", ["above"], weight: 1),
      Sign("continuity", ["staircase", "spikes"], weight: 1),
      Sign("continuity", ["neighbour_overlap"], weight: 0.4),
      Sign("continuity", ["area_jump"], weight: 0.6),
      Sign("thin", ["above"], weight: 0.6),
      // All of them compare with the surface, which frays.
      Sign("shape", ["sphericity_below", "compactness_below", "roundness_below", "circularity_below"], weight: 0.4),
      Sign("shape", ["solidity_below"], weight: 0.2),
      Sign("boundary", ["edge_support_below", "edge_strength_below"], weight: 0.3),
    ],
    against: [
      Sign("raggedness", weight: 1)
    ])
}
