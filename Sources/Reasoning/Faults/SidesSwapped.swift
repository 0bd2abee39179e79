import PolicyLanguage

extension FaultSignature {
  /// The two members of a pair carry each other's name.
  static let sidesSwapped = FaultSignature(
    .sidesSwapped, title: "Sides swapped", meaning: "carry each other's side", scope: .pair,
    signs: [
      Sign("position", ["order"], weight: 1, of: .both),
      Sign("position", ["order"], weight: 0.7, of: .mentioned),
      Sign("adjacency", weight: 0.6, of: .mentioned),
      Sign("containment", ["outside"], weight: 0.4, of: .mentioned),
      Sign("overlap", ["overlap"], weight: 0.2, of: .both),
      Sign("symmetry", weight: 0.2, of: .both),
      Sign("volume", weight: 0.1),
      Sign("cooccurrence", weight: 0.2, of: .mentioned),
    ],
    against: [
      // A swap leaves what is above and below as it was, so only orders from left to right speak against it.
      Sign("position", weight: 2, of: .sideOfMentioned)
    ],
    requires: { $0.isPaired && $0.isReversed && $0.concernsBoth(kinds: ["position"]) })
}
