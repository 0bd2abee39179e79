/// Makes the bytes of NIfTI files, field by field after nifti1.h and nifti2.h, right or wrong as a test asks.
struct NIfTIBuilder {
  /// NIfTI's datatype codes of the types that a mask may have.
  enum Kind: Int, CaseIterable {
    case uint8 = 2
    case int16 = 4
    case int32 = 8
    case float32 = 16
    case float64 = 64
    case int8 = 256
    case uint16 = 512
    case uint32 = 768
    case int64 = 1024
    case uint64 = 1280

    var bits: Int {
      switch self {
      case .uint8, .int8: 8
      case .int16, .uint16: 16
      case .int32, .uint32, .float32: 32
      case .float64, .int64, .uint64: 64
      }
    }
  }

  var version = 1
  var isBigEndian = false
  var isPair = false
  var dim: [Int] = [3, 4, 3, 2, 1, 1, 1, 1]
  var kind = Kind.uint8
  /// Written instead of the kind's own code.
  var datatype: Int?
  /// Written instead of the kind's own bits per voxel.
  var bitpix: Int?
  var pixdim: [Double] = [1, 1, 1, 1, 0, 0, 0, 0]
  var units = 2
  var slope = 0.0
  var intercept = 0.0
  var qform: (code: Int, b: Double, c: Double, d: Double, offset: [Double])?
  /// Rows of four.
  var sform: [[Double]]?
  var magic: String?
  /// Written instead of the true offset.
  var voxelOffset: Double?
  /// The text of one header extension.
  var extensionText: String?
  var values: [Double] = []

  /// The voxels of the default size: labels 1, 2 and 5 in several runs.
  static let labels: [Double] = [
    0, 1, 1, 0, 2, 2, 2, 2, 0, 0, 5, 0,
    1, 0, 1, 0, 0, 0, 0, 0, 5, 5, 2, 2,
  ]

  init(_ change: (inout NIfTIBuilder) -> Void = { _ in }) {
    values = Self.labels
    change(&self)
  }

  /// A single file; of a pair the `.hdr` file.
  var bytes: [UInt8] { isPair ? header : header + extensionBytes + data }

  private var headerLength: Int { version == 1 ? 348 : 540 }

  private func encoded(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: isBigEndian ? value.bigEndian : value.littleEndian) { Array($0) }
  }

  /// The voxels' bytes; of a pair the `.img` file.
  var data: [UInt8] {
    values.flatMap { value -> [UInt8] in
      switch kind {
      case .uint8: encoded(UInt8(value))
      case .int8: encoded(Int8(value))
      case .uint16: encoded(UInt16(value))
      case .int16: encoded(Int16(value))
      case .uint32: encoded(UInt32(value))
      case .int32: encoded(Int32(value))
      case .uint64: encoded(UInt64(value))
      case .int64: encoded(Int64(value))
      case .float32: encoded(Float(value).bitPattern)
      case .float64: encoded(value.bitPattern)
      }
    }
  }

  private var extensionBytes: [UInt8] {
    guard let extensionText else { return [0, 0, 0, 0] }
    var text = Array(extensionText.utf8)
    while (text.count + 8) % 16 != 0 { text.append(0) }
    return [1, 0, 0, 0] + encoded(Int32(text.count + 8)) + encoded(Int32(0)) + text
  }

  private var header: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: headerLength)
    func put(_ value: [UInt8], at offset: Int) { bytes.replaceSubrange(offset..<(offset + value.count), with: value) }
    // Where NIfTI-2 holds a wider number: the offset in either version.
    func real(_ value: Double, _ first: Int, _ second: Int) {
      if version == 1 {
        put(encoded(Float(value).bitPattern), at: first)
      } else {
        put(encoded(value.bitPattern), at: second)
      }
    }
    func code(_ value: Int, _ first: Int, _ second: Int) {
      if version == 1 { put(encoded(Int16(value)), at: first) } else { put(encoded(Int32(value)), at: second) }
    }
    put(encoded(Int32(headerLength)), at: 0)
    for (n, value) in dim.enumerated() {
      if version == 1 { put(encoded(Int16(value)), at: 40 + 2 * n) } else { put(encoded(Int64(value)), at: 16 + 8 * n) }
    }
    put(encoded(Int16(datatype ?? kind.rawValue)), at: version == 1 ? 70 : 12)
    put(encoded(Int16(bitpix ?? kind.bits)), at: version == 1 ? 72 : 14)
    for (n, value) in pixdim.enumerated() { real(value, 76 + 4 * n, 104 + 8 * n) }
    let offset = voxelOffset ?? (isPair ? 0 : Double(headerLength + extensionBytes.count))
    if version == 1 { put(encoded(Float(offset).bitPattern), at: 108) } else { put(encoded(Int64(offset)), at: 168) }
    real(slope, 112, 176)
    real(intercept, 116, 184)
    if version == 1 { bytes[123] = UInt8(units) } else { put(encoded(Int32(units)), at: 500) }
    if let qform {
      code(qform.code, 252, 344)
      for (n, value) in [qform.b, qform.c, qform.d].enumerated() { real(value, 256 + 4 * n, 352 + 8 * n) }
      for (n, value) in qform.offset.enumerated() { real(value, 268 + 4 * n, 376 + 8 * n) }
    }
    if let sform {
      code(1, 254, 348)
      for (n, value) in sform.flatMap(\.self).enumerated() { real(value, 280 + 4 * n, 400 + 8 * n) }
    }
    let own = "\(isPair ? "ni" : "n+")\(version)\0"
    put(Array((magic ?? own).utf8), at: version == 1 ? 344 : 4)
    return bytes
  }
}
