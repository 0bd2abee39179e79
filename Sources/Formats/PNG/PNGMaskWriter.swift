internal import CPNGCodec
package import Volume

/// Writes two-dimensional label maps as grey PNG files.
package enum PNGMaskWriter {
  /// Label 1 alone is written as 255, as masks usually are, so that people see it; all else with its own values. Throws
  /// a `WriteError`.
  package static func write(_ segmentation: Segmentation, to path: String) throws {
    let size = segmentation.grid.size
    guard size.k == 1 else {
      throw WriteError(
        code: .unsupported, message: "a PNG holds one slice, and this export has \(size.k); write a .nii.gz.")
    }
    let structures = segmentation.structures.filter { !$0.runs.isEmpty }
    guard structures.allSatisfy({ (1...255).contains($0.value) }) else {
      throw WriteError(code: .unsupported, message: "a grey PNG holds label values from 1 to 255; write a .nii.gz.")
    }
    var samples = [UInt8](repeating: 0, count: size.i * size.j)
    for structure in structures {
      let level = structures.count == 1 && structure.value == 1 ? 255 : UInt8(structure.value)
      for run in structure.runs.all {
        for i in Int(run.start)..<Int(run.end) { samples[Int(run.row) * size.i + i] = level }
      }
    }
    var file = try FileWriting(path: path)
    try file.write(encoded(samples, size))
    try file.finish()
  }

  private static func encoded(_ samples: [UInt8], _ size: VoxelIndex) throws -> [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    var message = [CChar](repeating: 0, count: 256)
    let status = png_codec_encode(
      samples, UInt32(size.i), UInt32(size.j), 1, &bytes, &count, &message, message.count)
    guard status == PNG_CODEC_OK, let bytes else {
      throw WriteError(code: .unsupported, message: "the picture cannot be encoded as PNG.")
    }
    defer { png_codec_free_bytes(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}
