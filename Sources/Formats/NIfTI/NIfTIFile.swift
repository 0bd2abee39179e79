internal import Volume

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

  static func open(_ file: InputFile) throws -> NIfTIFile {
    let isVoxels = sibling(of: file, from: ".img", to: ".hdr")
    let headerFile = try isVoxels.map { try half($0, beside: file, of: "an .img file", is: ".hdr header") } ?? file
    var bytes = try InflatingBytes(headerFile)
    let header = try readHeader(&bytes)
    guard header.isPair else {
      let start = bytes.position
      let table = try NIfTILabelTable(
        reading: &bytes, count: header.voxelOffset - header.length, isBigEndian: header.isBigEndian)
      guard try bytes.skip(start + header.voxelOffset - header.length - bytes.position) else {
        throw ReadError(
          code: .truncated,
          message: "the header places the first voxel at byte \(header.voxelOffset), behind the end of the file.")
      }
      return NIfTIFile(header: header, names: table.names, end: header.length + table.length, data: bytes)
    }
    guard isVoxels == nil else { return try NIfTIFile(header: header, voxels: file) }
    guard let name = sibling(of: file, from: ".hdr", to: ".img") else {
      throw ReadError(
        code: .damaged, message: "the header says that its voxels are in an .img file, but the file is not named .hdr.")
    }
    return try NIfTIFile(header: header, voxels: half(name, beside: file, of: "the header of a pair", is: ".img file"))
  }

  /// A header and its voxels in another file.
  private init(header: NIfTIHeader, voxels file: InputFile) throws {
    var data = try InflatingBytes(file)
    guard try data.skip(header.voxelOffset) else {
      throw ReadError(
        code: .truncated,
        message: "the header places the first voxel at byte \(header.voxelOffset), behind the end of the .img file.")
    }
    self.init(header: header, names: [:], end: 0, data: data)
  }

  /// The other half of a pair, whose absence is told as such.
  private static func half(
    _ name: String, beside file: InputFile, of this: String, is other: String
  ) throws -> InputFile {
    do {
      return try file.beside(name)
    } catch let error as ReadError where error.code == .notFound {
      throw ReadError(
        code: .notFound, message: "this is \(this), and its \(other) is not beside it; put both in one folder.")
    }
  }

  private static func readHeader(_ bytes: inout InflatingBytes) throws -> NIfTIHeader {
    var head = try bytes.read(count: NIfTIHeader.firstLength)
    guard NIfTIHeader.recognises(head) else { throw notNIfTI(head, isGzip: bytes.packing != nil) }
    let second = Int32(NIfTIHeader.secondLength)
    if [false, true].contains(where: { HeaderBytes(bytes: head, isBigEndian: $0).int32(0) == second }) {
      head += try bytes.read(count: NIfTIHeader.secondLength - NIfTIHeader.firstLength)
    }
    return try NIfTIHeader(head)
  }

  /// Throws `.truncated` where the file cannot hold what the header promises, before anything is allocated for it.
  func expectVoxels() throws { try data.expect(ReadBudget.product(header.grid.count, header.storage.width)) }

  /// Hands over the voxels, some whole rows at a time, then reads to the end so that checksums are checked.
  mutating func readRows(_ take: (UnsafeRawBufferPointer) throws -> Void) throws {
    let stride = header.grid.size.i * header.storage.width
    try expectVoxels()
    try data.file.claim(stride, for: "a row of \(header.grid.size.i) voxels")
    try data.readRows(header.grid.rows, stride: stride, take)
    let promised = header.grid.rows * stride
    let left = try data.drain(behind: promised)
    guard left > 0 else { return }
    discrepancies.append(
      HeaderDiscrepancy(
        .dataLeftOver(promised: promised, left: left, slice: header.grid.size.j * stride)))
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
  private static func sibling(of file: InputFile, from old: String, to new: String) -> String? {
    for tail in ["", ".gz"] where file.name.lowercased().hasSuffix(old + tail) {
      let stem = String(file.name.dropLast(old.count + tail.count))
      let same = stem + new + tail
      let other = stem + new + (tail.isEmpty ? ".gz" : "")
      return !file.hasBeside(same) && file.hasBeside(other) ? other : same
    }
    return nil
  }
}
