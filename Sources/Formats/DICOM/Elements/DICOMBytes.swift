/// The bytes of an object in the order of the file: the header's are kept, those of the pixels handed over.
struct DICOMBytes: ~Copyable {
  private var stream: InflatingBytes
  /// What was read so far; after `startPixels`, what of it belongs to the pixels.
  private(set) var bytes: [UInt8] = []
  private var hasEnded = false
  private var at = 0

  /// Headers of single slices are small.
  private static let piece = 1 << 13

  init(_ input: InputFile) throws { stream = try InflatingBytes(input, piece: Self.piece) }

  /// Where the bytes come from.
  var file: InputFile { stream.file }

  /// Throws `.truncated` where the rest of the file cannot be as long as a header promises, before it is read.
  func expect(_ count: Int, of what: String) throws {
    let missing = count - (bytes.count - at)
    guard missing > 0 else { return }
    guard !hasEnded else { throw Self.cutOff(what) }
    try stream.expect(missing, of: what)
  }

  /// Whether there are that many bytes; reads on where there are not yet. Headers are in memory as a whole.
  mutating func hold(_ count: Int) throws -> Bool {
    while bytes.count < count, !hasEnded {
      // Twice as much every time: what a length promises is never reserved, and going back costs little.
      let piece = max(Self.piece, min(bytes.count, 1 << 24))
      try file.claim(piece, for: "what stands before the pixels")
      let more = try stream.read(count: piece)
      file.release(piece - more.count)
      hasEnded = more.count < piece
      bytes += more
    }
    return bytes.count >= count
  }

  /// Takes the first bytes away, and inflates all that follows.
  mutating func inflate(behind first: Int) throws {
    while !hasEnded { _ = try hold(bytes.count + 1) }
    bytes = try RawDeflate.inflate(bytes[first...], budget: file.remaining, what: "data set")
    try file.claim(bytes.count, for: "the inflated data set")
    hasEnded = true
  }

  /// Takes the first bytes away.
  mutating func drop(_ count: Int) { bytes.removeFirst(count) }

  /// Ends the header; returns its bytes. What follows is read as pixels.
  mutating func startPixels(at first: Int) -> [UInt8] {
    let header = Array(bytes[..<first])
    bytes = Array(bytes[first...])
    at = 0
    return header
  }
}

extension DICOMBytes: VoxelBytes {
  /// Fills the buffer with what follows the header.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let held = min(buffer.count, bytes.count - at)
    if held > 0 {
      bytes.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[at..<(at + held)])) }
      at += held
      if at == bytes.count {
        bytes = []
        at = 0
      }
    }
    guard held < buffer.count, !hasEnded else { return held }
    let more = try stream.read(into: .init(rebasing: buffer[held...]))
    hasEnded = held + more < buffer.count
    return held + more
  }

  /// The next bytes; throws `.truncated` when there are fewer.
  mutating func take(_ count: Int, of what: String) throws -> [UInt8] {
    var taken: [UInt8] = []
    while taken.count < count {
      if taken.count >= 1 << 22 { try file.remaining.check(ReadBudget.product(taken.count, 2), for: what) }
      let (old, piece) = (taken.count, min(count - taken.count, 1 << 20))
      taken.append(contentsOf: repeatElement(0, count: piece))
      let got = try taken.withUnsafeMutableBytes { try read(into: .init(rebasing: $0[old...])) }
      guard got == piece else { throw Self.cutOff(what) }
    }
    return taken
  }

  static func cutOff(_ what: String) -> ReadError {
    ReadError(code: .truncated, message: "the file ends in the middle of \(what). Copy or export it again.")
  }
}
