package import Volume

/// PNG: masks of one slice in any colour type, and pictures. There is no spacing and no orientation.
package enum PNG: Format {
  package static let name = "PNG"
  package static let endings = [".png"]
  private static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  package static func recognises(head: [UInt8]) -> Bool { head.starts(with: signature) }

  package static func readMask(path: String) throws -> MaskReading {
    let mask = try PNGMask.read(bytes: bytes(path))
    return MaskReading(segmentation: mask.segmentation, notes: mask.notes)
  }

  package static func readGrid(path: String) throws -> Grid { try PNGImage(bytes: bytes(path)).grid }

  package static func readImage(path: String) throws -> IntensityVolume { try PNGPicture.read(bytes: bytes(path)) }

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
