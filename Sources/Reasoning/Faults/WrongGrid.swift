import PolicyLanguage

extension FaultSignature {
  /// The mask lies on another grid (size, spacing or axes) than the image or than the export's other masks.
  static let wrongGrid = FaultSignature(
    .wrongGrid, title: "Wrong grid", meaning: "does not lie on the image's grid", scope: .export,
    signs: [
      Sign("file", ["grid", "wrong-grid"], weight: 1, of: .export),
      Sign("boundary", weight: 0.5),
      Sign("intensity", weight: 0.5),
    ],
    requires: { $0.has("file", "grid") || $0.has("file", "wrong-grid") })
}
