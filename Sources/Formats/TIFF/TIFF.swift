package import Volume

/// TIFF and BigTIFF: pictures and masks of one page, and stacks of pages with the spacing that ImageJ or OME gives.
///
/// Strips and tiles in whatever packing libtiff knows (LZW, deflate, PackBits, CCITT, JPEG), samples of 1 to 16 bits
/// and of 32 or 64, whole or floating point. A page is read as EXIF's orientation shows it. There is no orientation
/// in the patient and there are no names.
package enum TIFF: Format {
  package static let name = "TIFF"
  package static let endings = [".tif", ".tiff", ".ome.tif", ".ome.tiff", ".btf"]
  package static let contents = FormatContents(
    spacing: true, writtenBy: "ImageJ and Fiji, OME programs, tifffile, QuPath")
  package static let holdsPictures = true

  /// `II` or `MM`, then 42, or 43 for BigTIFF.
  package static func recognises(head: [UInt8]) -> Bool {
    [[0x49, 0x49, 42, 0], [0x4d, 0x4d, 0, 42], [0x49, 0x49, 43, 0], [0x4d, 0x4d, 0, 43]].contains(Array(head.prefix(4)))
  }

  /// Reads a mask. Pages of whole numbers of up to 16 bits are read as other pictures are (see `RasterMask`), and as
  /// label maps where they have more levels than a picture's mask; other numbers are labels.
  package static func readMask(_ file: InputFile) throws -> MaskReading {
    let stack = try TIFFStack(file, readsVoxels: true)
    return try stack.mask(budget: file.remaining)
  }

  package static func readHeader(_ file: InputFile) throws -> FileHeader {
    FileHeader(grid: try TIFFStack(file, readsVoxels: false).grid)
  }

  package static func readImage(_ file: InputFile) throws -> IntensityVolume {
    try TIFFStack(file, readsVoxels: true).image(for: file)
  }
}
