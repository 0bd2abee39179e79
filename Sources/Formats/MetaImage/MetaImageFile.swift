internal import Volume

/// An opened MetaImage, header read, positioned at its voxels, which may go on from file to file.
struct MetaImageFile: ~Copyable, VoxelBytes {
  let header: MetaImageHeader
  /// Where the header contradicts itself or its data; what follows the voxels is known once they are read.
  private(set) var discrepancies: [HeaderDiscrepancy]
  private let input: InputFile
  private var data: InflatingBytes
  private var text: NumberText
  /// The files that are still to come.
  private var names: ArraySlice<String>
  /// Bytes of voxels in each file.
  private let share: Int

  private init(
    _ input: InputFile, _ header: MetaImageHeader, data: consuming InflatingBytes, names: ArraySlice<String>, share: Int
  ) {
    self.input = input
    self.header = header
    self.data = data
    self.names = names
    self.share = share
    discrepancies = header.discrepancies
    text = NumberText(storage: header.layout.storage)
  }

  static func open(_ input: InputFile) throws -> MetaImageFile {
    var bytes = try InflatingBytes(input)
    let header = try MetaImageHeader(MetaImageText(reading: &bytes))
    let count = header.layout.byteCount
    guard case .files(let all) = header.place else {
      try place(&bytes, header, count)
      return MetaImageFile(input, header, data: bytes, names: [], share: count)
    }
    guard count.isMultiple(of: all.count), all.count == 1 || !header.isText else {
      throw ReadError(
        code: .damaged,
        message:
          "the header names \(all.count) data files, among which its \(count) bytes of voxels cannot be shared out.")
    }
    var data = try open(all[0], beside: input)
    try place(&data, header, count / all.count)
    return MetaImageFile(input, header, data: data, names: all.dropFirst(), share: count / all.count)
  }

  /// Fills the buffer, going on with the next file where one ends.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard !header.isText else { return try text.read(into: buffer, from: &data) }
    var filled = 0
    while filled < buffer.count {
      let wanted = min(buffer.count - filled, share - position)
      let got = try data.read(into: .init(rebasing: buffer[filled..<(filled + wanted)]))
      filled += got
      position += got
      if got < wanted { break }
      guard position == share, filled < buffer.count else { continue }
      guard let name = names.popFirst() else { break }
      left += try data.drain(behind: share)
      _ = try data.file.digest()
      data = try Self.open(name, beside: input)
      try Self.place(&data, header, share)
      position = 0
    }
    return filled
  }

  /// How far the voxels of the file at hand were read, and how many bytes stood behind those of earlier files.
  private var position = 0
  private var left = 0

  /// Reads to the end, so that checksums are checked; tells what stands behind the last voxel.
  mutating func finish() throws {
    left += try header.isText ? text.drain(&data, behind: share) : data.drain(behind: share)
    guard left > 0 else { return }
    let layout = header.layout
    discrepancies.append(
      HeaderDiscrepancy(
        .dataLeftOver(promised: layout.byteCount, left: left, slice: layout.grid.size.j * layout.stride)))
  }

  /// Opens the files that are still to come, which belong to what was read although their voxels are not wanted.
  func openRest() throws {
    for name in names { _ = try Self.file(name, beside: input).digest() }
  }

  private static func open(_ name: String, beside input: InputFile) throws -> InflatingBytes {
    // Raw voxels may start with any bytes, gzip's signature among them.
    try InflatingBytes(file(name, beside: input), asStored: true)
  }

  private static func file(_ name: String, beside input: InputFile) throws -> InputFile {
    do {
      return try input.beside(name)
    } catch let error as ReadError where error.code == .notFound {
      throw ReadError(
        code: .notFound, message: "a data file that the header names is not beside it; put them in one folder.")
    }
  }

  /// Goes to the first voxel of a file.
  private static func place(_ bytes: inout InflatingBytes, _ header: MetaImageHeader, _ share: Int) throws {
    if header.headerSize > 0, try !bytes.skip(header.headerSize) { throw tooShort }
    if header.headerSize == -1 {
      guard bytes.packing == nil, bytes.file.size - bytes.position >= share,
        try bytes.skip(bytes.file.size - bytes.position - share)
      else { throw tooShort }
    }
    if header.isCompressed { try bytes.startInflating(.zlib) }
    // A number as text takes two characters at least, but for the last.
    try bytes.expect(header.isText ? ReadBudget.product(header.layout.grid.count, 2) - 1 : share)
  }

  private static let tooShort = ReadError(
    code: .truncated,
    message: "the file is shorter than the voxels that its header promises. Copy or export it again.")
}
