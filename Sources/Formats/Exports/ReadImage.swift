internal import FoundationEssentials
package import Volume

/// A source image as it was read: a file, or a folder with the files of a DICOM series.
package struct ReadImage: Sendable {
  package let header: FileHeader
  /// Nil where they were not asked for.
  package let volume: IntensityVolume?
  /// SHA-256 of the file; of a header with its voxels elsewhere or a series, of its files' digests in the order of
  /// their names.
  package let digest: String

  /// Throws a `ReadError`.
  ///
  /// - Parameters:
  ///   - intensities: whether to read these; else the header alone. All bytes are read for the digest.
  ///   - budget: what its files may take.
  package init(path: String, intensities: Bool, budget: ReadBudget = .standard) throws {
    var isFolder = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
      if intensities {
        let (image, digest) = try SeriesFolder.image(path: path, budget: budget)
        (header, volume, self.digest) = (FileHeader(of: image), image, digest)
      } else {
        (header, digest) = try SeriesFolder.header(path: path, budget: budget)
        volume = nil
      }
      return
    }
    let file = try InputFile(path: path, budget: budget)
    volume = intensities ? try FormatRegistry.readImage(file) : nil
    header = try volume.map(FileHeader.init(of:)) ?? FormatRegistry.readHeader(file)
    digest = try file.wholeDigest()
  }
}

extension ReadImage {
  /// The grid that an image's header tells of. Throws a `ReadError`. Cost: the header; of a series those of all its
  /// objects. What lies behind headers is not read.
  package static func grid(path: String, budget: ReadBudget = .standard) throws -> Grid {
    var isFolder = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
      return try SeriesFolder.grid(path: path, budget: budget)
    }
    return try FormatRegistry.readHeader(InputFile(path: path, budget: budget)).grid
  }
}

extension FileHeader {
  fileprivate init(of image: IntensityVolume) {
    self.init(grid: image.grid, discrepancies: image.discrepancies, series: image.series)
  }
}
