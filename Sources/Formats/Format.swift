package import Volume

/// A file format: one folder of this target each. `FormatRegistry` lists them.
package protocol Format: Sendable {
  /// The format's name for people.
  static var name: String { get }
  /// The endings of its files' names, with the dot, lower case.
  static var endings: [String] { get }
  /// What its files say beside their voxels.
  static var contents: FormatContents { get }

  /// Whether a file with these first bytes (inflated when it is gzip) is of this format.
  static func recognises(head: [UInt8]) -> Bool

  /// Whether the format holds pictures, which beside volumes show them and are no masks.
  static var holdsPictures: Bool { get }

  /// Whether files are objects of an archive: called by numbers, while names stand inside, and with no more slices of
  /// their scan than they need.
  static var holdsObjects: Bool { get }

  /// Reads a label mask straight into runs.
  static func readMask(_ file: InputFile) throws -> MaskReading

  /// Reads a label mask as it is asked for.
  static func readMask(_ file: InputFile, as request: MaskRequest) throws -> MaskReading

  /// The header of a mask or an image alone.
  static func readHeader(_ file: InputFile) throws -> FileHeader

  /// Reads an image.
  static func readImage(_ file: InputFile) throws -> IntensityVolume
}

extension Format {
  package static var holdsPictures: Bool { false }

  package static var holdsObjects: Bool { false }

  package static func readMask(_ file: InputFile, as request: MaskRequest) throws -> MaskReading { try readMask(file) }

  package static func readMask(path: String) throws -> MaskReading { try readMask(InputFile(path: path)) }

  package static func readHeader(path: String) throws -> FileHeader { try readHeader(InputFile(path: path)) }

  package static func readImage(path: String) throws -> IntensityVolume { try readImage(InputFile(path: path)) }
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
