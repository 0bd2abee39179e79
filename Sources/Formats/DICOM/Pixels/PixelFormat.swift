/// How the pixels of an object are stored: its image pixel module (PS3.3, C.7.6.3).
struct PixelFormat: Hashable {
  let rows: Int
  let columns: Int
  /// 1 for grey, 3 for colour.
  let samples: Int
  /// Bits of a sample: 1, 8, 16 or 32.
  let allocated: Int
  let stored: Int
  /// The number of the highest bit that belongs to the value, from 0.
  let high: Int
  let isSigned: Bool
  /// Such as `MONOCHROME2`.
  let photometry: String
  /// Whether the samples of a colour lie plane after plane.
  let isPlanar: Bool
  let frames: Int

  /// Throws `.damaged` for a module that contradicts itself, with the element.
  init(_ dataset: DICOMDataset) throws {
    rows = try dataset.needed(.rows, try dataset.integer(.rows))
    columns = try dataset.needed(.columns, try dataset.integer(.columns))
    samples = try dataset.integer(.samplesPerPixel) ?? 1
    allocated = try dataset.needed(.bitsAllocated, try dataset.integer(.bitsAllocated))
    stored = try dataset.integer(.bitsStored) ?? allocated
    high = try dataset.integer(.highBit) ?? stored - 1
    isSigned = try dataset.integer(.pixelRepresentation) == 1
    photometry = dataset.string(.photometricInterpretation) ?? ""
    isPlanar = try dataset.integer(.planarConfiguration) == 1
    frames = try dataset.integer(.numberOfFrames, as: "IS") ?? 1
    for (tag, value, allowed) in [
      (DICOMTag.rows, rows, 1...65535), (.columns, columns, 1...65535), (.numberOfFrames, frames, 1...(1 << 24)),
      (.bitsStored, stored, 1...max(1, allocated)),
      (.highBit, high, max(0, stored - 1)...max(0, stored - 1, allocated - 1)),
    ] where !allowed.contains(value) {
      throw ReadError(
        code: .damaged,
        message: "\(tag) is \(value), and must be \(allowed.lowerBound) to \(allowed.upperBound). Export it again.")
    }
    guard [1, 8, 16, 32].contains(allocated) else {
      throw ReadError(
        code: .unsupported, message: "\(DICOMTag.bitsAllocated) is \(allocated); read are 1, 8, 16 and 32.")
    }
    guard samples == 1 || samples == 3 && allocated == 8 else {
      throw ReadError(
        code: .unsupported,
        message: "\(DICOMTag.samplesPerPixel) is \(samples) with \(allocated) bits each; read are 1, and 3 of 8 bits.")
    }
  }

  /// Bytes of a sample.
  var width: Int { (allocated + 7) / 8 }

  /// Samples of a frame.
  var count: Int { rows * columns * samples }

  /// Bytes of a frame that is stored on its own.
  var frameBytes: Int { allocated == 1 ? (count + 7) / 8 : count * width }

  /// Bytes of all frames where they are stored without borders; frames of single bits share bytes (PS3.5, 8.1.1).
  var allBytes: Int {
    allocated == 1 ? (count * frames + 7) / 8 : count * width * frames
  }
}
