import PolicyLanguage

extension FaultSignature {
  /// The file holds something else than labels (a picture, probabilities), or is damaged.
  static let notAMask = FaultSignature(
    .notAMask, title: "Not a mask", meaning: "holds no usable label mask", scope: .export,
    signs: [
      Sign("file", ["not-a-mask", "unreadable"], weight: 1, of: .export)
    ])
}
