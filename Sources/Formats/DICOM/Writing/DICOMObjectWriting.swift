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
    var dataset = dataset
    dataset.add(.sopClass, "UI", kind)
    dataset.add(.sopInstance, "UI", instance)
    var meta = DICOMDatasetBuilder()
    meta.add(.mediaStorageClass, "UI", kind)
    meta.add(.mediaStorageInstance, "UI", instance)
    meta.add(.transferSyntax, "UI", "1.2.840.10008.1.2.1")
    meta.add(.implementationClass, "UI", DICOMIdentifiers.implementation)
    // Version 1 of the meta information. It is the only value of its kind here.
    let version = DICOMDatasetBuilder.head(.fileMetaVersion, "OB", length: 2) + [0, 1]
    let information = version + meta.bytes
    var length = DICOMDatasetBuilder()
    length.add(.fileMetaLength, longs: [information.count])
    let padded = pixels + pixels % 2
    var file = try FileWriting(path: path)
    try file.write([UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + length.bytes + information)
    try file.write(dataset.bytes)
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
