import PolicyLanguage

extension FaultSignature {
  /// The voxel size in the file is not that of the image: all sizes are off in the same direction.
  static let wrongSpacing = FaultSignature(
    .wrongSpacing, title: "Wrong spacing", meaning: "states a wrong voxel spacing", scope: .export,
    signs: [
      Sign(
        "file", ["spacing", "grid_spacing", "anisotropy", "header_spacing", "header_units"], weight: 1, of: .export),
      Sign("volume", ["below", "above"], weight: 0.5),
      Sign("area", ["below", "above"], weight: 0.5),
      Sign("extent", ["below", "above"], weight: 0.5),
      Sign("diameter", ["below", "above"], weight: 0.5),
      Sign("thickness", ["below", "above"], weight: 0.4),
      Sign("adjacency", ["gap_above", "gap_below"], weight: 0.4),
    ],
    against: [
      Sign("volume", weight: 1),
      Sign("area", weight: 1),
      Sign("extent", weight: 1),
    ],
    requires: { match in
      ["spacing", "grid_spacing", "anisotropy", "header_spacing", "header_units"].contains { match.has("file", $0) }
        || match.sizesAgreeInDirection
    })
}
