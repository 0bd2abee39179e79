internal import Volume

/// An opened NRRD file, header read, positioned at its voxels.
struct NRRDFile: ~Copyable, VoxelBytes {
  let header: NRRDHeader
  /// Where the header contradicts itself or its data; what follows the voxels is known once they are read.
  private(set) var discrepancies: [HeaderDiscrepancy]
  private var data: InflatingBytes
  private var text: NumberText

  private init(header: NRRDHeader, data: consuming InflatingBytes) {
    self.header = header
    discrepancies = header.discrepancies
    self.data = data
    text = NumberText(storage: header.storage)
  }

  /// The header alone. Cost: the header's text.
  static func header(_ file: InputFile) throws -> NRRDHeader {
    var bytes = try InflatingBytes(file)
    return try NRRDHeader(NRRDText(reading: &bytes))
  }

  static func open(_ file: InputFile) throws -> NRRDFile {
    var bytes = try InflatingBytes(file)
    let header = try NRRDHeader(NRRDText(reading: &bytes))
    guard let name = header.dataFile else {
      try place(&bytes, header)
      return NRRDFile(header: header, data: bytes)
    }
    let dataFile: InputFile
    do {
      dataFile = try file.beside(name)
    } catch let error as ReadError where error.code == .notFound {
      throw ReadError(
        code: .notFound, message: "the data file that the header names is not beside it; put both in one folder.")
    }
    // Raw voxels may start with any bytes, gzip's signature among them.
    var data = try InflatingBytes(dataFile, asStored: true)
    try place(&data, header)
    return NRRDFile(header: header, data: data)
  }

  /// Throws `.truncated` where the file cannot hold what the header promises, before anything is allocated for it.
  func expectVoxels() throws {
    // A number as text takes two characters at least.
    try data.expect(
      header.encoding == .text
        ? ReadBudget.product(header.grid.count, 2 * header.components) - 1
        : ReadBudget.product(header.grid.rows, header.stride))
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    header.encoding == .text ? try text.read(into: buffer, from: &data) : try data.read(into: buffer)
  }

  /// Hands over the voxels, some whole rows at a time, then reads to the end so that checksums are checked.
  mutating func readRows(_ take: (UnsafeRawBufferPointer) throws -> Void) throws {
    if header.encoding != .text { try expectVoxels() }
    try data.file.claim(header.stride, for: "a row of \(header.grid.size.i) voxels")
    try readRows(header.grid.rows, stride: header.stride, take)
    let promised = header.grid.rows * header.stride
    let left =
      try header.encoding == .text ? text.drain(&data, behind: promised) : data.drain(behind: promised)
    guard left > 0 else { return }
    discrepancies.append(
      HeaderDiscrepancy(
        .dataLeftOver(
          promised: promised, left: left, slice: header.grid.size.j * header.stride)))
  }

  /// Goes to the first voxel: lines are passed over in the file, bytes in what comes out of the encoding.
  private static func place(_ bytes: inout InflatingBytes, _ header: NRRDHeader) throws {
    // Each line has a byte at least.
    try bytes.expect(header.lineSkip, of: "lines before the voxels")
    guard bytes.packing == nil || header.lineSkip < 1 << 20 else { throw tooShort("lines") }
    for _ in 0..<header.lineSkip {
      guard try bytes.readLine(limit: 1 << 24) != nil else { throw tooShort("lines") }
    }
    if header.encoding == .gzip { try bytes.startInflating(.gzip) }
    if header.encoding == .bzip2 { try bytes.startInflating(.bzip2) }
    var count = header.byteSkip
    if count < 0 {
      guard bytes.packing == nil else {
        throw ReadError(
          code: .unsupported,
          message: "the header counts its voxels from the end of compressed data; write the file anew.")
      }
      count = bytes.file.size - header.grid.rows * header.stride - bytes.position
      guard count >= 0 else {
        throw ReadError(
          code: .truncated,
          message: "the file is shorter than the voxels that its header promises. Copy or export it again.")
      }
    }
    try bytes.expect(count, of: "what stands before the voxels")
    guard bytes.packing == nil || count < 1 << 31, try bytes.skip(count) else { throw tooShort("bytes") }
  }

  private static func tooShort(_ what: String) -> ReadError {
    ReadError(
      code: .truncated,
      message: "the file ends within the \(what) that its header wants passed over. Copy or export it again.")
  }
}
