import Formats
import TestSupport
import Testing
import Volume

/// Makes the bytes of NRRD files, field by field, right or wrong as a test asks. The default voxels are those of
/// `NIfTIBuilder`: 4 × 3 × 2.
struct NRRDBuilder {
  var signature = "NRRD0004"
  var type = "uint8"
  var encoding = "raw"
  var endian: String? = "little"
  var sizes = "4 3 2"
  var dimension: String?
  /// Further lines of the header, as they are written.
  var lines: [String] = []
  var lineEnd = "\n"
  var values: [Double] = NIfTIBuilder.labels
  /// Written instead of the values.
  var data: [UInt8]?
  /// Written between the header and the voxels.
  var between: [UInt8] = []

  init(_ change: (inout NRRDBuilder) -> Void = { _ in }) { change(&self) }

  var header: [UInt8] {
    var all = [signature, "# made by hand", "type: \(type)"]
    all.append("dimension: \(dimension ?? "\(sizes.split(separator: " ").count)")")
    all += ["sizes: \(sizes)", "encoding: \(encoding)"] + (endian.map { ["endian: \($0)"] } ?? []) + lines
    return Array((all + [""]).map { $0 + lineEnd }.joined().utf8)
  }

  var bytes: [UInt8] { header + between + encoded }

  /// The voxels in their encoding.
  var encoded: [UInt8] {
    if let data { return data }
    switch encoding {
    case "gzip", "gz": return StoredGzip.member(raw)
    case "ascii", "txt", "text":
      let isWhole = !["float", "double"].contains(type)
      return Array(values.map { isWhole ? "\(Int($0))" : "\($0)" }.joined(separator: " ").utf8)
    default: return raw
    }
  }

  var raw: [UInt8] {
    func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
      withUnsafeBytes(of: endian == "big" ? value.bigEndian : value.littleEndian) { Array($0) }
    }
    return values.flatMap { value -> [UInt8] in
      switch type {
      case "float": bytes(Float(value).bitPattern)
      case "double": bytes(value.bitPattern)
      case _ where type.contains("64") || type.contains("long"): bytes(Int64(value))
      case _ where type.contains("16") || type.contains("short"): bytes(Int16(value))
      case _ where type.contains("8") || type.contains("char"): bytes(Int8(value))
      default: bytes(Int32(value))
      }
    }
  }

  static func reading(_ builder: NRRDBuilder) throws -> MaskReading {
    let folder = try Scratch()
    return try NRRD.readMask(path: folder.write(builder.bytes, to: "mask.nrrd"))
  }

  static func read(_ change: (inout NRRDBuilder) -> Void = { _ in }) throws -> Segmentation {
    try reading(NRRDBuilder(change)).segmentation
  }

  static func grid(_ lines: [String], sizes: String = "4 3 2") throws -> Grid {
    try read {
      $0.lines = lines
      $0.sizes = sizes
    }.grid
  }

  static func refusal(_ change: (inout NRRDBuilder) -> Void) throws -> ReadError? {
    let builder = NRRDBuilder(change)
    return #expect(throws: ReadError.self) { try reading(builder) }
  }
}
