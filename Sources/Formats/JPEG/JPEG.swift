package import Volume

/// JPEG: masks of one structure, thresholded since the compression is lossy, and pictures. There is no spacing and no
/// orientation.
package enum JPEG: Format {
  package static let name = "JPEG"
  package static let endings = [".jpg", ".jpeg"]
  package static let holdsPictures = true
  /// Start of image, and the first byte of the marker that follows.
  private static let signature: [UInt8] = [0xff, 0xd8, 0xff]

  package static func recognises(head: [UInt8]) -> Bool { head.starts(with: signature) }

  package static func readMask(path: String) throws -> MaskReading { try readMask(bytes: bytes(path)) }

  package static func readHeader(path: String) throws -> FileHeader {
    FileHeader(grid: try RasterImage(jpeg: bytes(path)).grid)
  }

  package static func readImage(path: String) throws -> IntensityVolume { try readImage(bytes: bytes(path)) }

  /// Reads a mask from a file in memory: label 1 where the largest channel is at least 128 of 255. Throws `.notAMask`
  /// for a picture and for several structures in several levels or colours.
  package static func readMask(bytes: [UInt8]) throws -> MaskReading {
    let turn = JPEGOrientation(bytes).map {
      "The file asks to be shown turned or mirrored (EXIF orientation \($0.value)); its pixels were read as they are stored."
    }
    return try RasterMask.lossy(RasterImage(jpeg: bytes), notes: turn.map { [$0] } ?? [])
  }

  /// Reads a picture from a file in memory: grey in one channel, colour in three.
  package static func readImage(bytes: [UInt8]) throws -> IntensityVolume {
    try RasterImage(jpeg: bytes).intensities()
  }

  /// The file's bytes, once it starts like a JPEG: libjpeg's own words for anything else help nobody.
  private static func bytes(_ path: String) throws -> [UInt8] {
    let bytes = try FileBytes.all(of: path)
    guard recognises(head: Array(bytes.prefix(3))) else {
      throw ReadError(
        code: .notRecognised,
        message: bytes.isEmpty
          ? "the file is empty; check what wrote it."
          : "the file is named like a JPEG but does not start like one; check what wrote it.")
    }
    return bytes
  }
}
