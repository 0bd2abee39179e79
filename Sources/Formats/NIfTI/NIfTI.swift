package import Volume

/// NIfTI-1 and NIfTI-2: `.nii`, `.nii.gz`, and pairs of `.hdr` and `.img`, either byte order.
package enum NIfTI: Format {
  package static let name = "NIfTI"
  package static let endings = [".nii", ".nii.gz", ".hdr", ".hdr.gz", ".img", ".img.gz"]

  package static func recognises(head: [UInt8]) -> Bool { NIfTIHeader.recognises(head) }

  /// Reads a label map straight into runs. Cost: one pass over the file; memory: its runs and two buffers.
  package static func readMask(path: String) throws -> MaskReading {
    var file = try NIfTIFile.open(path: path)
    let header = file.header
    var encoder = RunEncoder(
      decoder: LabelDecoder(storage: header.storage, isBigEndian: header.isBigEndian, scaling: header.scaling),
      grid: header.grid)
    try file.readRows { try encoder.encode(rows: $0) }
    let names = file.names
    let structures = encoder.structures()
    let present = Set(structures.map(\.value))
    let declared = names.keys.filter { !present.contains($0) }.map {
      Structure(value: $0, name: names[$0], runs: Runs())
    }
    let named = structures.map { Structure(value: $0.value, name: names[$0.value], runs: $0.runs) }
    return MaskReading(
      segmentation: Segmentation(
        grid: header.grid, structures: named + declared, discrepancies: file.discrepancies, axes: header.axes),
      notes: header.notes)
  }

  package static func parts(of path: String) -> [String] { NIfTIFile.parts(of: path) }

  /// The header alone. Cost: the first bytes of the file.
  package static func readHeader(path: String) throws -> FileHeader {
    let file = try NIfTIFile.open(path: path)
    return FileHeader(grid: file.header.grid, discrepancies: file.discrepancies)
  }

  /// Reads an image, scaled as the header says. Memory: four bytes per voxel.
  package static func readImage(path: String) throws -> IntensityVolume {
    var file = try NIfTIFile.open(path: path)
    let header = file.header
    var values: [Float] = []
    // A damaged header may promise any size; what is not in the file is never reserved.
    values.reserveCapacity(min(header.grid.count, 1 << 26))
    let decoder = IntensityDecoder(
      storage: header.storage, isBigEndian: header.isBigEndian, scaling: header.scaling)
    try file.readRows { decoder.append($0, to: &values) }
    return IntensityVolume(grid: header.grid, values: values, discrepancies: file.discrepancies)
  }
}

/// An opened NIfTI file, header read, positioned at its voxels.
struct NIfTIFile: ~Copyable {
  let header: NIfTIHeader
  /// Label names from a header extension.
  let names: [Int: String]
  /// Where the header contradicts itself or its data; what follows the voxels is known once they are read.
  private(set) var discrepancies: [HeaderDiscrepancy]
  private var data: InflatingBytes

  /// - Parameter end: the byte where all ends that comes before the voxels in their file.
  private init(header: NIfTIHeader, names: [Int: String], end: Int, data: consuming InflatingBytes) {
    self.header = header
    self.names = names
    self.data = data
    discrepancies = header.discrepancies
    if header.voxelOffset > end {
      discrepancies.append(HeaderDiscrepancy(.gap(end: end, first: header.voxelOffset)))
    }
  }

  static func open(path: String) throws -> NIfTIFile {
    let headerPath = sibling(of: path, from: ".img", to: ".hdr") ?? path
    var bytes =
      headerPath == path ? try InflatingBytes(path: path) : try half(headerPath, of: "an .img file", is: ".hdr header")
    let header = try readHeader(&bytes)
    guard header.isPair else {
      let extensions = try bytes.read(count: max(0, header.voxelOffset - header.length))
      let table = NIfTILabelTable(extensions: extensions, isBigEndian: header.isBigEndian)
      return NIfTIFile(header: header, names: table.names, end: header.length + table.length, data: bytes)
    }
    guard let dataPath = sibling(of: headerPath, from: ".hdr", to: ".img") else {
      throw ReadError(
        code: .damaged, message: "the header says that its voxels are in an .img file, but the file is not named .hdr.")
    }
    var data = try half(dataPath, of: "the header of a pair", is: ".img file")
    _ = try data.read(count: header.voxelOffset)
    return NIfTIFile(header: header, names: [:], end: 0, data: data)
  }

  /// The header and the voxels of a pair, else the one file.
  static func parts(of path: String) -> [String] {
    if let header = sibling(of: path, from: ".img", to: ".hdr") { return [header, path] }
    return [path] + [sibling(of: path, from: ".hdr", to: ".img")].compactMap { $0 }
  }

  /// The other half of a pair, whose absence is told as such.
  private static func half(_ path: String, of this: String, is other: String) throws -> InflatingBytes {
    do {
      return try InflatingBytes(path: path)
    } catch let error as ReadError where error.code == .notFound {
      throw ReadError(
        code: .notFound, message: "this is \(this), and its \(other) is not beside it; put both in one folder.")
    }
  }

  private static func readHeader(_ bytes: inout InflatingBytes) throws -> NIfTIHeader {
    var head = try bytes.read(count: NIfTIHeader.firstLength)
    guard NIfTIHeader.recognises(head) else { throw notNIfTI(head, isGzip: bytes.isGzip) }
    let second = Int32(NIfTIHeader.secondLength)
    if [false, true].contains(where: { HeaderBytes(bytes: head, isBigEndian: $0).int32(0) == second }) {
      head += try bytes.read(count: NIfTIHeader.secondLength - NIfTIHeader.firstLength)
    }
    return try NIfTIHeader(head)
  }

  /// Hands over the voxels, some whole rows at a time, then reads to the end so that checksums are checked.
  mutating func readRows(_ take: (UnsafeRawBufferPointer) throws -> Void) throws {
    let stride = header.grid.size.i * header.storage.width
    try data.readRows(header.grid.rows, stride: stride, take)
    let left = try data.drain()
    guard left > 0 else { return }
    discrepancies.append(
      HeaderDiscrepancy(
        .dataLeftOver(promised: header.grid.rows * stride, left: left, slice: header.grid.size.j * stride)))
  }

  private static func notNIfTI(_ head: [UInt8], isGzip: Bool) -> ReadError {
    let isText = !head.isEmpty && head.allSatisfy { $0 == 9 || $0 == 10 || $0 == 13 || (32..<127).contains($0) }
    let what =
      head.isEmpty ? "the file is empty" : isText ? "the file holds plain text" : "the file starts like no NIfTI file"
    return ReadError(
      code: .notRecognised,
      message: "\(what)\(isGzip ? " inside its gzip wrapping" : ""); NIfTI begins with the number 348 or 540. "
        + "Check what wrote it.")
  }

  /// The other file of a pair: `a.hdr` and `a.img`, or `a.hdr.gz` and `a.img.gz`; one of the two may be compressed
  /// alone.
  private static func sibling(of path: String, from old: String, to new: String) -> String? {
    for tail in ["", ".gz"] where path.lowercased().hasSuffix(old + tail) {
      let stem = String(path.dropLast(old.count + tail.count))
      let same = stem + new + tail
      if (try? FileBytes(path: same)) != nil { return same }
      let other = stem + new + (tail.isEmpty ? ".gz" : "")
      return (try? FileBytes(path: other)) != nil ? other : same
    }
    return nil
  }
}
