import PolicyLanguage

extension FaultSignature {
  /// A cavity or a hole in a wall that anatomy does not have.
  static let hole = FaultSignature(
    .hole, title: "Hole", meaning: "has a hole", scope: .structure,
    signs: [
      Sign("holes", ["count", "fraction", "size"], weight: 1),
      Sign("tunnels", ["count"], weight: 0.8),
      Sign("thickness", ["smallest_below"], weight: 0.7),
      Sign("shape", ["euler_number_below", "euler_number_above"], weight: 0.6),
      Sign("diameter", ["inscribed_below"], weight: 0.4),
      Sign("volume", ["below"], weight: 0.2),
      Sign("shape", ["solidity_below", "sphericity_below", "compactness_below"], weight: 0.1),
    ])
}
