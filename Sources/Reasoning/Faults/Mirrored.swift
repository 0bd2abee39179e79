import PolicyLanguage

extension FaultSignature {
  /// The whole export is flipped from left to right: every order along that axis is turned round, and neighbours stay neighbours.
  static let mirrored = FaultSignature(
    .mirrored, title: "Mirrored", meaning: "is mirrored left to right", scope: .export,
    signs: [
      Sign("position", ["order"], weight: 1, of: .side),
      Sign("sequence", ["order", "reversed"], weight: 0.5),
    ],
    against: [
      Sign("position", weight: 2, of: .side)
    ],
    requires: { $0.sidedPairs >= 2 })
}
