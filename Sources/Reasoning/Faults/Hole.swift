import PolicyLanguage

extension FaultSignature {
  /// A cavity or a hole in a wall that anatomy does not have.
  static let hole = FaultSignature(
    .hole, title: "Hole", meaning: "has a hole", scope: .structure,
    signs: [
      Sign("holes", ["count", "fraction", "size"], weight: 1),
      Sign("tunnels", ["count"], weight: 0.8),
      Sign("thickness", ["below"], weight: 0.5),
      Sign("volume", ["below"], weight: 0.2),
      Sign("shape", weight: 0.1),
    ])
}
