package import Volume

/// PNG: masks of one slice in any colour type, and pictures. There is no spacing and no orientation in the patient;
/// pictures are read as EXIF asks to show them.
package enum PNG: Format {
  package static let name = "PNG"
  package static let endings = [".png"]
  package static let contents = FormatContents(writtenBy: "Pillow, OpenCV, annotation tools")
  private static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  package static func recognises(head: [UInt8]) -> Bool { head.starts(with: signature) }

  package static let holdsPictures = true

  /// Reads a mask: see `RasterMask`.
  package static func readMask(_ file: InputFile) throws -> MaskReading {
    let (image, orientation) = try decode(file)
    return try RasterMask.exact(image, budget: file.remaining, notes: orientation.map { [$0.note] } ?? [])
  }

  package static func readHeader(_ file: InputFile) throws -> FileHeader {
    FileHeader(grid: try decode(file).image.grid)
  }

  /// Reads a picture: grey in one channel, colour in three.
  package static func readImage(_ file: InputFile) throws -> IntensityVolume { try decode(file).image.intensities() }

  /// The picture as it is shown. libpng is asked once the file starts like a PNG: its own words for anything else help
  /// nobody.
  private static func decode(_ file: InputFile) throws -> (image: RasterImage, orientation: RasterOrientation?) {
    let bytes = try file.rest()
    guard recognises(head: Array(bytes.prefix(8))) else {
      throw ReadError(
        code: .notRecognised,
        message: bytes.isEmpty
          ? "the file is empty; check what wrote it."
          : "the file is named .png but does not start like a PNG; check what wrote it.")
    }
    // Decoding first: it checks every chunk.
    let image = try RasterImage(png: bytes, for: file)
    let orientation = exif(in: bytes).flatMap { RasterOrientation(tiff: $0) }
    return (image.shown(orientation), orientation)
  }

  /// The contents of the chunk `eXIf`: a length, a name, the contents, and a checksum each.
  private static func exif(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    let header = HeaderBytes(bytes: bytes, isBigEndian: true)
    var at = 8
    while at + 12 <= bytes.count {
      let length = Int(header.integer(at, as: UInt32.self))
      guard at + 12 + length <= bytes.count else { return nil }
      if bytes[(at + 4)..<(at + 8)].elementsEqual("eXIf".utf8) { return bytes[(at + 8)..<(at + 8 + length)] }
      at += 12 + length
    }
    return nil
  }
}
