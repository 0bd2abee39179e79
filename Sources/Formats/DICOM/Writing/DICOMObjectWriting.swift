/// A DICOM object that is being written to a file: the data set at once, then its pixels piece by piece.
struct DICOMObjectWriting: ~Copyable {
  private var file: FileWriting
  private var left: Int

  /// Writes all but the pixels.
  ///
  /// - Parameters:
  ///   - kind: SOP Class UID.
  ///   - instance: SOP Instance UID.
  ///   - pixels: how many bytes of pixels follow.
  init(
    path: String, kind: String, instance: String, _ dataset: DICOMDatasetBuilder, pixels: Int, representation: String
  ) throws {
    guard pixels < Int(UInt32.max) - 1 else {
      throw WriteError(code: .unsupported, message: "a DICOM object holds less than 4 GiB of pixels.")
    }
    let padded = pixels + pixels % 2
    var file = try FileWriting(path: path)
    try file.write(dataset.file(kind: kind, instance: instance))
    try file.write(DICOMDatasetBuilder.head(.pixelData, representation, length: padded))
    self.file = file
    left = padded
  }

  mutating func write(pixels: [UInt8]) throws {
    left -= pixels.count
    try file.write(pixels)
  }

  /// Fills up to an even number of bytes and closes the file.
  mutating func finish() throws {
    if left > 0 { try file.write([UInt8](repeating: 0, count: left)) }
    try file.finish()
  }
}
