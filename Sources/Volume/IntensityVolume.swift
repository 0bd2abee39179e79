/// The source image: one intensity per voxel (grey), or three for a colour picture.
package struct IntensityVolume: Sendable {
  package let grid: Grid
  /// 1 for grey, 3 for RGB; channels of one voxel are adjacent.
  package let channels: Int
  /// `grid.count * channels` values, i fastest. HU for CT, as scaled by the file.
  package let values: [Float]
  /// Where the file's header contradicts itself or its data.
  package let discrepancies: [HeaderDiscrepancy]
  /// Which DICOM series it is; nil for other formats.
  package let series: SeriesIdentity?

  /// - Precondition: one value per voxel and channel.
  package init(
    grid: Grid, channels: Int = 1, values: [Float], discrepancies: [HeaderDiscrepancy] = [],
    series: SeriesIdentity? = nil
  ) {
    precondition(values.count == grid.count * channels, "one value per voxel and channel")
    self.grid = grid
    self.channels = channels
    self.values = values
    self.discrepancies = discrepancies
    self.series = series
  }
}
