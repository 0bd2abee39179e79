package import Volume

/// The image that a mask belongs to, as far as readers of masks ask for it.
package struct SourceImage: Sendable {
  package let grid: Grid
  /// Which DICOM series it is; nil for other formats.
  package let series: SeriesIdentity?
  /// The distance, in mm, within which two places are one.
  package let tolerance: Double

  package init(grid: Grid, series: SeriesIdentity? = nil, tolerance: Double = Grid.standardTolerance) {
    self.grid = grid
    self.series = series
    self.tolerance = tolerance
  }
}
