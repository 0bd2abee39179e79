import PolicyLanguage

extension FaultSignature {
  /// The mask lies on another grid (size, spacing or axes) than the image or than the export's other masks.
  static let wrongGrid = FaultSignature(
    .wrongGrid, title: "Wrong grid", meaning: "does not lie on the image's grid", scope: .export,
    signs: [
      Sign("file", ["grid", "wrong-grid", "grid_size", "grid_axes"], weight: 1, of: .export),
      Sign("file", ["grid_spacing"], weight: 0.8, of: .export),
      Sign("file", ["header_transforms", "header_handedness"], weight: 0.8, of: .export),
      Sign("file", ["orientation"], weight: 0.5, of: .export),
      Sign("boundary", weight: 0.5),
      Sign("intensity", weight: 0.5),
    ],
    requires: { match in
      [
        "grid", "wrong-grid", "grid_size", "grid_axes", "grid_spacing", "header_transforms", "header_handedness",
      ].contains { match.has("file", $0) }
    })
}
