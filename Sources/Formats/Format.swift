package import Volume

/// A file format: one file of this target each. `FormatRegistry` lists them.
package protocol Format: Sendable {
  /// The format's name for people.
  static var name: String { get }
  /// The endings of its files' names, with the dot, lower case.
  static var endings: [String] { get }

  /// Whether a file with these first bytes (inflated when it is gzip) is of this format.
  static func recognises(head: [UInt8]) -> Bool

  /// Whether the format holds pictures, which beside volumes show them and are no masks.
  static var holdsPictures: Bool { get }

  /// The files that a mask or an image consists of: a header and its voxels, or the one file.
  static func parts(of path: String) -> [String]

  /// Reads a label mask straight into runs.
  static func readMask(path: String) throws -> MaskReading

  /// Reads a label mask of an image that is known.
  static func readMask(path: String, of image: SourceImage?) throws -> MaskReading

  /// The header of a mask or an image alone.
  static func readHeader(path: String) throws -> FileHeader

  /// Reads an image.
  static func readImage(path: String) throws -> IntensityVolume
}

extension Format {
  package static var holdsPictures: Bool { false }

  package static func parts(of path: String) -> [String] { [path] }

  package static func readMask(path: String, of image: SourceImage?) throws -> MaskReading {
    try readMask(path: path)
  }
}

/// What a file says of its voxels before they are read.
package struct FileHeader: Sendable {
  package let grid: Grid
  /// Where the header contradicts itself. What it says of the data shows only when they are read.
  package let discrepancies: [HeaderDiscrepancy]
  /// Which DICOM series it is; nil for other formats.
  package let series: SeriesIdentity?

  package init(grid: Grid, discrepancies: [HeaderDiscrepancy] = [], series: SeriesIdentity? = nil) {
    self.grid = grid
    self.discrepancies = discrepancies
    self.series = series
  }
}

/// A mask, and what a person should know about how it was read.
package struct MaskReading: Sendable {
  package let segmentation: Segmentation
  /// Sentences such as the threshold that was applied to an anti-aliased mask.
  package let notes: [String]

  package init(segmentation: Segmentation, notes: [String] = []) {
    self.segmentation = segmentation
    self.notes = notes
  }
}
