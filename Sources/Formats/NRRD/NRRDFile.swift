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
  static func header(path: String) throws -> NRRDHeader {
    var bytes = try InflatingBytes(path: path)
    return try NRRDHeader(NRRDText(reading: &bytes))
  }

  static func open(path: String) throws -> NRRDFile {
    var bytes = try InflatingBytes(path: path)
    let header = try NRRDHeader(NRRDText(reading: &bytes))
    guard let name = header.dataFile else {
      try place(&bytes, header, path)
      return NRRDFile(header: header, data: bytes)
    }
    let dataPath = folder(of: path) + name
    var data: InflatingBytes
    do {
      // Raw voxels may start with any bytes, gzip's signature among them.
      data = try InflatingBytes(path: dataPath, asStored: true)
    } catch let error as ReadError where error.code == .notFound {
      throw ReadError(
        code: .notFound, message: "the data file that the header names is not beside it; put both in one folder.")
    }
    try place(&data, header, dataPath)
    return NRRDFile(header: header, data: data)
  }

  /// The header, and the data file that it names.
  static func parts(of path: String) -> [String] {
    guard let name = (try? header(path: path))?.dataFile else { return [path] }
    return [path, folder(of: path) + name]
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    header.encoding == .text ? try text.read(into: buffer, from: &data) : try data.read(into: buffer)
  }

  /// Hands over the voxels, some whole rows at a time, then reads to the end so that checksums are checked.
  mutating func readRows(_ take: (UnsafeRawBufferPointer) throws -> Void) throws {
    try readRows(header.grid.rows, stride: header.stride, take)
    let left = try header.encoding == .text ? text.drain(&data) : data.drain()
    guard left > 0 else { return }
    discrepancies.append(
      HeaderDiscrepancy(
        .dataLeftOver(
          promised: header.grid.rows * header.stride, left: left, slice: header.grid.size.j * header.stride)))
  }

  /// Goes to the first voxel: lines are passed over in the file, bytes in what comes out of the encoding.
  private static func place(_ bytes: inout InflatingBytes, _ header: NRRDHeader, _ path: String) throws {
    for _ in 0..<header.lineSkip {
      guard try bytes.readLine(limit: 1 << 24) != nil else { throw tooShort("lines") }
    }
    if header.encoding == .gzip { try bytes.startInflating() }
    var count = header.byteSkip
    if count < 0 {
      guard !bytes.isGzip else {
        throw ReadError(
          code: .unsupported,
          message: "the header counts its voxels from the end of compressed data; write the file anew.")
      }
      count = try FileBytes.size(of: path) - header.grid.rows * header.stride - bytes.position
      guard count >= 0 else {
        throw ReadError(
          code: .truncated,
          message: "the file is shorter than the voxels that its header promises. Copy or export it again.")
      }
    }
    guard try bytes.skip(count) else { throw tooShort("bytes") }
  }

  private static func tooShort(_ what: String) -> ReadError {
    ReadError(
      code: .truncated,
      message: "the file ends within the \(what) that its header wants passed over. Copy or export it again.")
  }

  /// The folder of a file, with its slash; empty for a bare name.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }
}
