package import Volume

/// Finds the format of a file by its contents; names only help where contents cannot.
package enum FormatRegistry {
  package static let formats: [any Format.Type] = [
    DICOM.self, NIfTI.self, NRRD.self, MetaImage.self, PNG.self, JPEG.self, TIFF.self, BMP.self, MGH.self,
  ]

  package static func readMask(path: String) throws -> MaskReading { try readMask(InputFile(path: path)) }

  package static func readImage(path: String) throws -> IntensityVolume { try readImage(InputFile(path: path)) }

  package static func readHeader(path: String) throws -> FileHeader { try readHeader(InputFile(path: path)) }

  package static func readMask(_ file: InputFile, as request: MaskRequest = MaskRequest()) throws -> MaskReading {
    try format(of: file).readMask(file, as: request)
  }

  package static func readImage(_ file: InputFile) throws -> IntensityVolume { try format(of: file).readImage(file) }

  package static func readHeader(_ file: InputFile) throws -> FileHeader { try format(of: file).readHeader(file) }

  /// A file's name without the ending of its format; the whole name when no format knows it.
  package static func stem(of name: String) -> String { String(name.dropLast(ending(of: name).count)) }

  /// The ending of a file's format with the dot, lower case; empty when no format knows it.
  static func ending(of name: String) -> String {
    let lower = name.lowercased()
    return endings.first(where: lower.hasSuffix) ?? ""
  }

  /// The endings of all formats, the longest first.
  private static let endings = formats.flatMap { $0.endings }.sorted { ($0.count, $1) > ($1.count, $0) }

  /// Whether a file's name ends like one of a known format.
  static func knows(name: String) -> Bool {
    !ending(of: name).isEmpty
  }

  /// Whether a file is a picture by its name.
  static func isPicture(name: String) -> Bool {
    formats.contains { $0.holdsPictures && $0.endings.contains { name.lowercased().hasSuffix($0) } }
  }

  static func format(of file: InputFile) throws -> any Format.Type {
    let head = try head(of: file)
    if let format = formats.first(where: { $0.recognises(head: head) }) { return format }
    // The voxels of an .img file have no signature, and a wrong beginning under a known name deserves that format's own
    // diagnosis.
    let name = file.name.lowercased()
    if let format = formats.first(where: { $0.endings.contains { name.hasSuffix($0) } }) { return format }
    let known = formats.map { "\($0.name) (\($0.endings.joined(separator: ", ")))" }.joined(separator: ", ")
    throw ReadError(code: .notRecognised, message: "this is no format that is read here; known are \(known).")
  }

  /// The first bytes of a file's contents, inflated when it is gzip.
  static func head(of file: InputFile) throws -> [UInt8] {
    let stored = try file.head(headLength)
    guard stored.starts(with: [0x1f, 0x8b]) else { return stored }
    // Any name that a gzip header may hold, and the first blocks.
    var bytes = try InflatingBytes(InputFile(bytes: file.head(1 << 17)))
    return try bytes.read(count: headLength)
  }

  /// DICOM's signature ends at byte 132.
  private static let headLength = 512
}
