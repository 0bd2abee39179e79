internal import Volume

/// What an NRRD header says of its voxels. Terms follow the format's definition
/// (teem.sourceforge.net/nrrd/format.html).
struct NRRDHeader {
  enum Encoding: Hashable {
    case raw, gzip, bzip2
    /// Numbers as text, separated by blanks or line ends.
    case text
  }

  let storage: VoxelStorage
  let encoding: Encoding
  /// The byte order of what comes out of the encoding; numbers written as text come out little-endian.
  let isBigEndian: Bool
  let grid: Grid
  /// Values per voxel, adjacent in the file: the length of a leading axis that is none of space. 1 without one.
  let components: Int
  /// What that axis holds, such as `list`, `vector` or `RGB-color`.
  let componentKind: String?
  let segments: [NRRDSegment]
  /// The file that holds the voxels, relative to the header's folder; nil when they follow the header.
  let dataFile: String?
  /// Lines to pass over before the voxels, then bytes. -1 bytes: the voxels are the end of the file.
  let lineSkip: Int
  let byteSkip: Int
  /// Where the header contradicts itself.
  let discrepancies: [HeaderDiscrepancy]
  /// What a person should know about how the header was read.
  let notes: [String]

  /// The bytes of one row of voxels.
  var stride: Int { grid.size.i * components * storage.width }

  private static let longestRow = 1 << 28

  init(_ text: NRRDText) throws {
    storage = try Self.storage(text.needed("type"))
    encoding = try Self.encoding(text.needed("encoding"))
    isBigEndian = try Self.isBigEndian(text, storage, encoding)
    let axes = try NRRDAxes(text)
    let space = try NRRDSpace(text)
    let (stored, notes) = try space.grid(of: axes)
    (grid, self.notes) = (stored.withSliceLast, notes)
    discrepancies = try space.discrepancies(of: stored, axes: axes)
    (components, componentKind) = try axes.components()
    segments = try NRRDSegment.all(in: text.pairs, components: components)
    dataFile = try Self.dataFile(text)
    lineSkip = try Self.skip(text, "line skip", least: 0)
    byteSkip = try Self.skip(text, "byte skip", least: encoding == .raw ? -1 : 0)
    guard grid.size.i * components * storage.width <= Self.longestRow else {
      throw ReadError(
        code: .damaged,
        message: "the header gives rows of \(grid.size.i) voxels with \(components) values, which no scan has.")
    }
  }

  private static func storage(_ name: String) throws -> VoxelStorage {
    switch name.lowercased() {
    case "signed char", "int8", "int8_t": return .int8
    case "uchar", "unsigned char", "uint8", "uint8_t": return .uint8
    case "short", "short int", "signed short", "signed short int", "int16", "int16_t": return .int16
    case "ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t": return .uint16
    case "int", "signed int", "int32", "int32_t": return .int32
    case "uint", "unsigned int", "uint32", "uint32_t": return .uint32
    case "longlong", "long long", "long long int", "signed long long", "signed long long int", "int64", "int64_t":
      return .int64
    case "ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t": return .uint64
    case "float": return .float32
    case "double": return .float64
    case "block":
      throw ReadError(
        code: .unsupported, message: "the voxels are blocks of bytes (type “block”), not numbers; save them as numbers."
      )
    default:
      throw ReadError(
        code: .damaged, message: "the header names the type “\(name.prefix(40))”, which NRRD does not define.")
    }
  }

  private static func encoding(_ name: String) throws -> Encoding {
    switch name.lowercased() {
    case "raw": return .raw
    case "gz", "gzip": return .gzip
    case "txt", "text", "ascii": return .text
    case "bz2", "bzip2": return .bzip2
    case "hex", "zrl":
      throw ReadError(
        code: .unsupported,
        message:
          "the voxels are encoded with \(name.lowercased()), which is not read; save the file with the encoding gzip or raw."
      )
    default:
      throw ReadError(
        code: .damaged, message: "the header names the encoding “\(name.prefix(40))”, which NRRD does not define.")
    }
  }

  private static func isBigEndian(_ text: NRRDText, _ storage: VoxelStorage, _ encoding: Encoding) throws -> Bool {
    guard storage.width > 1, encoding != .text else { return false }
    switch text.field("endian")?.lowercased() {
    case "little": return false
    case "big": return true
    default:
      throw ReadError(
        code: .damaged,
        message: "the header does not say whether its numbers are little or big endian (field “endian”).")
    }
  }

  private static func dataFile(_ text: NRRDText) throws -> String? {
    guard let name = text.field("data file") else { return nil }
    guard !name.hasPrefix("LIST"), !name.contains("%") else {
      throw ReadError(
        code: .unsupported,
        message: "the voxels are spread over several data files, which is not read; save them as one file.")
    }
    return name
  }

  private static func skip(_ text: NRRDText, _ name: String, least: Int) throws -> Int {
    guard let word = text.field(name) else { return 0 }
    guard let count = Int(word), count >= least else {
      throw ReadError(
        code: .damaged,
        message: "the header's “\(name)” is “\(word.prefix(20))”; it must be a whole number of at least \(least).")
    }
    return count
  }
}
