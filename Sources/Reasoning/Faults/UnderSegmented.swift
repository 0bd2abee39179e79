import PolicyLanguage

extension FaultSignature {
  /// The mask is smaller than the structure on all sides.
  static let underSegmented = FaultSignature(
    .underSegmented, title: "Under-segmented", meaning: "is too small all round", scope: .structure,
    signs: [
      Sign("volume", ["below"], weight: 0.7),
      Sign("area", ["below"], weight: 0.7),
      Sign("thickness", ["below"], weight: 0.6),
      Sign("extent", ["below"], weight: 0.4),
      Sign("diameter", ["below"], weight: 0.4),
      Sign("boundary", weight: 0.4),
      Sign("adjacency", ["gap_above", "contact_below", "share_below"], weight: 0.3, of: .mentioned),
      Sign("symmetry", ["volume_ratio"], weight: 0.3),
      Sign("intensity", weight: 0.2),
    ],
    against: [
      Sign("volume", weight: 1),
      Sign("area", weight: 1),
    ])
}
