package import Volume

/// BMP: Windows bitmaps of 1, 4, 8, 16, 24 and 32 bits, with a palette or without, plain or with run lengths. There
/// is no spacing and no orientation in the patient.
package enum BMP: Format {
  package static let name = "BMP"
  package static let endings = [".bmp", ".dib"]
  package static let contents = FormatContents(writtenBy: "OpenCV, annotation tools")
  package static let holdsPictures = true

  package static func recognises(head: [UInt8]) -> Bool {
    let h = HeaderBytes(bytes: head, isBigEndian: false)
    return head.starts(with: Array("BM".utf8)) && head.count >= 26
      && [12, 16, 40, 52, 56, 64, 108, 124].contains(h.int32(14))
  }

  /// Reads a mask: see `RasterMask`.
  package static func readMask(_ file: InputFile) throws -> MaskReading {
    try RasterMask.exact(RasterImage(bmp: file), budget: file.remaining)
  }

  package static func readHeader(_ file: InputFile) throws -> FileHeader {
    FileHeader(grid: try RasterImage(bmp: file).grid)
  }

  /// Reads a picture: grey in one channel, colour in three.
  package static func readImage(_ file: InputFile) throws -> IntensityVolume {
    try RasterImage(bmp: file).intensities()
  }
}
