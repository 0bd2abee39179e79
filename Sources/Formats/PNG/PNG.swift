package import Volume

/// PNG: masks of one slice in any colour type, and pictures. There is no spacing and no orientation.
package enum PNG: Format {
  package static let name = "PNG"
  package static let endings = [".png"]
  private static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  package static func recognises(head: [UInt8]) -> Bool { head.starts(with: signature) }

  package static let holdsPictures = true

  package static func readMask(path: String) throws -> MaskReading { try readMask(bytes: bytes(path)) }

  package static func readHeader(path: String) throws -> FileHeader {
    FileHeader(grid: try RasterImage(png: bytes(path)).grid)
  }

  package static func readImage(path: String) throws -> IntensityVolume { try readImage(bytes: bytes(path)) }

  /// Reads a mask from a file in memory: see `RasterMask`.
  package static func readMask(bytes: [UInt8]) throws -> MaskReading { try RasterMask.exact(RasterImage(png: bytes)) }

  /// Reads a picture from a file in memory: grey in one channel, colour in three.
  package static func readImage(bytes: [UInt8]) throws -> IntensityVolume { try RasterImage(png: bytes).intensities() }

  /// The file's bytes, once it starts like a PNG: libpng's own words for anything else help nobody.
  private static func bytes(_ path: String) throws -> [UInt8] {
    let bytes = try FileBytes.all(of: path)
    guard recognises(head: Array(bytes.prefix(8))) else {
      throw ReadError(
        code: .notRecognised,
        message: bytes.isEmpty
          ? "the file is empty; check what wrote it."
          : "the file is named .png but does not start like a PNG; check what wrote it.")
    }
    return bytes
  }
}
