import PolicyLanguage

extension FaultSignature {
  /// The surface is ragged: steps, spikes or thin threads that anatomy does not have.
  static let jagged = FaultSignature(
    .jagged, title: "Jagged", meaning: "has a jagged surface", scope: .structure,
    signs: [
      Sign("raggedness", weight: 1),
      Sign("continuity", ["staircase", "spikes"], weight: 1),
      Sign("continuity", ["neighbour_overlap"], weight: 0.4),
      Sign("continuity", ["area_jump"], weight: 0.6),
      Sign("thin", weight: 0.6),
      Sign("shape", weight: 0.3),
      Sign("boundary", weight: 0.3),
    ],
    against: [
      Sign("raggedness", weight: 1)
    ])
}
