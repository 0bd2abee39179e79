package import Volume

/// JPEG: masks of one structure, thresholded since the compression is lossy, and pictures. There is no spacing and no
/// orientation in the patient; pictures are read as EXIF asks to show them.
package enum JPEG: Format {
  package static let name = "JPEG"
  package static let endings = [".jpg", ".jpeg"]
  package static let contents = FormatContents(writtenBy: "Pillow, OpenCV; with loss, so one structure at most")
  package static let holdsPictures = true
  /// Start of image, and the first byte of the marker that follows.
  private static let signature: [UInt8] = [0xff, 0xd8, 0xff]

  package static func recognises(head: [UInt8]) -> Bool { head.starts(with: signature) }

  /// Reads a mask: label 1 where the largest channel is at least 128 of 255. Throws `.notAMask` for a picture and for
  /// several structures in several levels or colours.
  package static func readMask(_ file: InputFile) throws -> MaskReading {
    let (image, orientation) = try decode(file)
    return try RasterMask.lossy(image, budget: file.remaining, notes: orientation.map { [$0.note] } ?? [])
  }

  package static func readHeader(_ file: InputFile) throws -> FileHeader {
    FileHeader(grid: try decode(file).image.grid)
  }

  /// Reads a picture: grey in one channel, colour in three.
  package static func readImage(_ file: InputFile) throws -> IntensityVolume { try decode(file).image.intensities() }

  /// The picture as it is shown. libjpeg is asked once the file starts like a JPEG: its own words for anything else
  /// help nobody.
  private static func decode(_ file: InputFile) throws -> (image: RasterImage, orientation: RasterOrientation?) {
    let bytes = try file.rest()
    guard recognises(head: Array(bytes.prefix(3))) else {
      throw ReadError(
        code: .notRecognised,
        message: bytes.isEmpty
          ? "the file is empty; check what wrote it."
          : "the file is named like a JPEG but does not start like one; check what wrote it.")
    }
    let orientation = exif(in: bytes).flatMap { RasterOrientation(tiff: bytes[$0...]) }
    return (try RasterImage(jpeg: bytes, for: file).shown(orientation), orientation)
  }

  /// The place of the TIFF header behind `Exif\0\0`, looking through the segments before the picture's data.
  private static func exif(in bytes: [UInt8]) -> Int? {
    var at = 2
    while at + 10 <= bytes.count, bytes[at] == 0xff {
      let length = Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
      if bytes[at + 1] == 0xe1, bytes[(at + 4)..<(at + 10)].elementsEqual(Array("Exif\0\0".utf8)) { return at + 10 }
      // From the start of a scan on there are no segments.
      guard bytes[at + 1] != 0xda, length >= 2 else { return nil }
      at += 2 + length
    }
    return nil
  }
}
