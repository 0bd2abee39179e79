package import Volume

/// Finds the format of a file by its contents; names only help where contents cannot.
package enum FormatRegistry {
  package static let formats: [any Format.Type] = [DICOM.self, NIfTI.self, NRRD.self, PNG.self, JPEG.self]

  package static func readMask(path: String, of image: SourceImage? = nil) throws -> MaskReading {
    try format(of: path).readMask(path: path, of: image)
  }

  package static func readImage(path: String) throws -> IntensityVolume { try format(of: path).readImage(path: path) }

  package static func readHeader(path: String) throws -> FileHeader { try format(of: path).readHeader(path: path) }

  /// The files that a mask or an image consists of; the one file when its format is not known.
  static func parts(of path: String) -> [String] { (try? format(of: path))?.parts(of: path) ?? [path] }

  /// A file's name without the ending of its format; the whole name when no format knows it.
  package static func stem(of name: String) -> String { String(name.dropLast(ending(of: name).count)) }

  /// The ending of a file's format with the dot, lower case; empty when no format knows it.
  static func ending(of name: String) -> String {
    let endings = formats.flatMap { $0.endings }.filter { name.lowercased().hasSuffix($0) }
    return endings.max { $0.count < $1.count } ?? ""
  }

  /// Whether a file's name ends like one of a known format.
  static func knows(name: String) -> Bool {
    !ending(of: name).isEmpty
  }

  /// Whether a file is a picture by its name.
  static func isPicture(name: String) -> Bool {
    formats.contains { $0.holdsPictures && $0.endings.contains { name.lowercased().hasSuffix($0) } }
  }

  private static func format(of path: String) throws -> any Format.Type {
    if DICOMSeries.isFolder(path) { return DICOM.self }
    var bytes = try InflatingBytes(path: path)
    let head = try bytes.read(count: 512)
    if let format = formats.first(where: { $0.recognises(head: head) }) { return format }
    // The voxels of an .img file have no signature, and a wrong beginning under a known name deserves that format's own
    // diagnosis.
    if let format = formats.first(where: { $0.endings.contains { path.lowercased().hasSuffix($0) } }) { return format }
    let known = formats.map { "\($0.name) (\($0.endings.joined(separator: ", ")))" }.joined(separator: ", ")
    throw ReadError(code: .notRecognised, message: "this is no format that is read here; known are \(known).")
  }
}
