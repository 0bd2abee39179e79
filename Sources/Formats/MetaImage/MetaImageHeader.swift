internal import Volume

/// What a MetaImage header says of its voxels. Keys follow MetaIO's description
/// (itk.org/Wiki/ITK/MetaIO/Documentation).
struct MetaImageHeader {
  /// Where the voxels are.
  enum Place: Hashable {
    /// Behind the header.
    case local
    /// In files, one after the other, by their names in the header's folder.
    case files([String])
  }

  let layout: VoxelLayout
  let place: Place
  let isCompressed: Bool
  /// Numbers as text.
  let isText: Bool
  /// Bytes to pass over before the voxels of each file; -1: the voxels are the file's end.
  let headerSize: Int
  /// How many axes the header counts, of two or three.
  let axes: Int
  let discrepancies: [HeaderDiscrepancy]
  let notes: [String]

  init(_ text: MetaImageText) throws {
    let dimensions = try text.whole("NDims") ?? 0
    guard (1...10).contains(dimensions) else {
      throw ReadError(code: .damaged, message: "the header gives \(dimensions) dimensions (NDims); 2 or 3 are read.")
    }
    let sizes = try text.numbers("DimSize", count: dimensions)?.map { Int(exactly: $0) ?? 0 } ?? []
    guard !sizes.isEmpty, sizes.allSatisfy({ $0 > 0 }) else {
      throw ReadError(
        code: .damaged,
        message:
          "the header's “DimSize” is “\((text.field("DimSize") ?? "").prefix(60))”; it needs \(dimensions) whole "
          + "numbers of at least 1.")
    }
    let further = sizes.dropFirst(3).filter { $0 > 1 }
    guard further.isEmpty else {
      throw ReadError(
        code: .notAMask,
        message:
          "the file holds \(further.map(String.init).joined(separator: " × ")) volumes in \(dimensions) dimensions; "
          + "save one volume per file.")
    }
    let size = Array((sizes.prefix(3) + [1, 1]).prefix(3))
    let components = try text.whole("ElementNumberOfChannels") ?? 1
    try VoxelLayout.checkSize(size, components: components)
    axes = min(3, max(2, dimensions))
    let storage = try Self.storage(text.needed("ElementType"))
    isText = try text.key("BinaryData") != nil && !text.flag("BinaryData")
    let hasOrder = text.key("BinaryDataByteOrderMSB", "ElementByteOrderMSB") != nil
    guard hasOrder || isText || storage.width == 1 else {
      throw ReadError(
        code: .damaged,
        message: "the header does not say whether its numbers are big endian (BinaryDataByteOrderMSB).")
    }
    let isBigEndian = try !isText && text.flag("BinaryDataByteOrderMSB", "ElementByteOrderMSB")
    let voxels = VoxelIndex(size[0], size[1], size[2])
    let space = try MetaImageSpace(text, dimensions: dimensions)
    let grid = try space.grid(voxels)
    layout = VoxelLayout(
      storage: storage, isBigEndian: isBigEndian, grid: grid.withSliceLast, components: components)
    discrepancies = space.discrepancies(of: grid, axes: axes)
    notes = space.notes
    isCompressed = try text.flag("CompressedData")
    headerSize = try text.whole("HeaderSize") ?? 0
    guard headerSize >= -1, headerSize < 1 << 31, headerSize >= 0 || !isCompressed && !isText else {
      throw ReadError(
        code: .damaged, message: "the header's “HeaderSize” is \(headerSize), which does not go with its voxels.")
    }
    place = try Self.place(text, slices: sizes.count > 1 ? sizes[min(2, sizes.count - 1)] : 1)
  }

  private static func storage(_ name: String) throws -> VoxelStorage {
    switch name {
    case "MET_CHAR", "MET_ASCII_CHAR": return .int8
    case "MET_UCHAR": return .uint8
    case "MET_SHORT": return .int16
    case "MET_USHORT": return .uint16
    // MetaIO stores a long in four bytes, whatever the machine calls one.
    case "MET_INT", "MET_LONG": return .int32
    case "MET_UINT", "MET_ULONG": return .uint32
    case "MET_LONG_LONG": return .int64
    case "MET_ULONG_LONG": return .uint64
    case "MET_FLOAT": return .float32
    case "MET_DOUBLE": return .float64
    default:
      throw ReadError(
        code: name.hasPrefix("MET_") ? .unsupported : .damaged,
        message:
          "the header's “ElementType” is “\(name.prefix(40))”, which is not read; save the voxels as MET_UCHAR or "
          + "MET_SHORT.")
    }
  }

  private static func place(_ text: MetaImageText, slices: Int) throws -> Place {
    let value = try text.needed("ElementDataFile")
    if ["LOCAL", "Local", "local"].contains(value) { return .local }
    if value.hasPrefix("LIST") {
      guard !text.list.isEmpty else {
        throw ReadError(code: .truncated, message: "the header announces a list of data files and names none.")
      }
      return .files(text.list)
    }
    guard value.contains("%") else { return .files([value]) }
    return .files(try pattern(value))
  }

  /// The names of `NAME%03d.raw FIRST LAST STEP`.
  private static func pattern(_ text: String) throws -> [String] {
    let words = text.split(whereSeparator: \.isWhitespace)
    let numbers = words.dropFirst().map { Int($0) ?? -1 }
    guard let form = words.first, let percent = form.firstIndex(of: "%"), numbers.count == 3, numbers[0] >= 0,
      numbers[1] >= numbers[0], numbers[2] > 0, (numbers[1] - numbers[0]) / numbers[2] < 1 << 16
    else { throw badPattern }
    var rest = form[form.index(after: percent)...]
    let width = rest.prefix { $0.isNumber }
    rest = rest.dropFirst(width.count)
    guard rest.first == "d", !rest.dropFirst().contains("%"), width.count <= 2 else { throw badPattern }
    return stride(from: numbers[0], through: numbers[1], by: numbers[2]).map { number in
      let digits = String(number)
      let padding = max(0, (Int(width) ?? 0) - digits.count)
      return form[..<percent] + String(repeating: width.hasPrefix("0") ? "0" : " ", count: padding) + digits
        + rest.dropFirst()
    }
  }

  private static var badPattern: ReadError {
    ReadError(
      code: .damaged,
      message: "the header's “ElementDataFile” holds a % and is no pattern such as “slice%03d.raw 1 30 1”.")
  }
}
