import PolicyLanguage

extension FaultSignature {
  /// Separate pieces, apart from the main body of a structure.
  static let island = FaultSignature(
    .island, title: "Island", meaning: "has pieces apart from its main body", scope: .structure,
    signs: [
      Sign("connectivity", ["components"], weight: 1),
      Sign("connectivity", ["largest_fraction"], weight: 0.9),
      Sign("continuity", ["missing_slices"], weight: 0.5),
      Sign("extent", ["above"], weight: 0.3),
      Sign("diameter", ["feret_max_above", "feret_min_above", "feret_orthogonal_above"], weight: 0.3),
      Sign("shape", ["solidity_below", "euler_number_above"], weight: 0.3),
      Sign("containment", ["outside"], weight: 0.3),
      Sign("border", ["touches"], weight: 0.3),
      Sign("volume", ["above"], weight: 0.1),
    ])
}
