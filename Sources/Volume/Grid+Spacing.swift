extension Grid {
  /// The grid with a spacing that somebody else knows, in mm along i, j and k.
  ///
  /// Only a grid that has none takes it, and only when all three lengths are finite and above zero; else the grid stays
  /// as it is. The orientation stays unknown.
  package func assuming(spacing: SIMD3<Double>) -> Grid {
    guard self.spacing == nil, Self.isUsable(spacing) else { return self }
    return Grid(size: size, spacing: spacing)
  }

  /// Whether three lengths can be a spacing: finite and above zero.
  package static func isUsable(_ spacing: SIMD3<Double>) -> Bool {
    (0..<3).allSatisfy { spacing[$0].isFinite && spacing[$0] > 0 }
  }
}

extension Segmentation {
  /// The same structures on a grid with a spacing that the export does not give: see `Grid.assuming(spacing:)`. Cost:
  /// none.
  package func assuming(spacing: SIMD3<Double>) -> Segmentation {
    with(grid: grid.assuming(spacing: spacing))
  }
}
