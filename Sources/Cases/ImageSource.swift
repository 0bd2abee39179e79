package import Formats
package import Volume

/// A case's source image: its header always, its intensities only when something will look at them.
package struct ImageSource: Sendable {
  /// The grid as the file stores it.
  package let grid: Grid
  package let volume: IntensityVolume?
  /// Where the header contradicts itself, and where the intensities were read its data.
  package let discrepancies: [HeaderDiscrepancy]
  /// Which DICOM series it is; nil for other formats.
  package let series: SeriesIdentity?
  package let digest: String

  /// Throws a `ReadError` that says that the image is at fault, not the mask.
  package init(path: String, needed: Bool, budget: ReadBudget = .standard) throws {
    do {
      let read = try ReadImage(path: path, intensities: needed, budget: budget)
      self.init(
        grid: read.header.grid, volume: read.volume, discrepancies: read.header.discrepancies.map { $0.of(.image) },
        series: read.header.series, digest: read.digest)
    } catch let error as ReadError {
      throw ReadError(code: error.code, message: "the image cannot be used: \(error.message)")
    }
  }

  private init(
    grid: Grid, volume: IntensityVolume?, discrepancies: [HeaderDiscrepancy], series: SeriesIdentity?, digest: String
  ) {
    self.grid = grid
    self.volume = volume
    self.discrepancies = discrepancies
    self.series = series
    self.digest = digest
  }

  /// What its intensities take, in bytes.
  var heldBytes: Int { (volume?.values.count ?? 0) * MemoryLayout<Float>.size }

  /// The image with its voxels in the storage order of masks, where both hold the same ones.
  package func stored(like mask: Grid) -> ImageSource {
    ImageSource(
      grid: grid, volume: volume?.stored(like: mask), discrepancies: discrepancies, series: series, digest: digest)
  }

  /// A sentence for a person where the image holds the masks' voxels in another storage order; nil elsewhere.
  package func noteOnOrder(for mask: Grid, within tolerance: Double) -> String? {
    guard case .same(let order, _)? = mask.relation(to: grid, within: tolerance), !order.isIdentity else { return nil }
    return
      "The image holds the masks' voxels in another storage order (its axes run \(grid.affine?.orientation ?? ""), "
      + "theirs \(mask.affine?.orientation ?? "")): it is the same grid, and was read in theirs."
  }
}
