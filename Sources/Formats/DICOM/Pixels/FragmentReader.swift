/// Puts fragments of encapsulated pixel data together to frames (PS3.5, annex A.4).
///
/// A table of offsets says where frames begin. Without one, a frame is one fragment, except that fragments that do not
/// begin like a JPEG stream belong to the frame before; a single frame has all.
struct FragmentReader {
  private let frames: Int
  private let isJPEG: Bool
  /// Where frames begin, counted from behind the table; empty where the file does not say.
  private var offsets: [Int] = []
  private var hasTable = false
  /// How many frames were handed over.
  private var done = 0
  /// Where the fragment at hand begins.
  private var at = 0
  /// A fragment that was read and belongs to the next frame.
  private var ahead: [UInt8]?
  private var hasEnded = false

  init(syntax: TransferSyntax, frames: Int) {
    self.frames = frames
    switch syntax.pixels {
    case .jpeg2000, .compressed: isJPEG = true
    case .native, .encapsulated, .deflated, .runLengths: isJPEG = false
    }
  }

  /// The compressed bytes of the next frame.
  mutating func next(_ bytes: inout DICOMBytes) throws -> [UInt8] {
    if !hasTable { try readTable(&bytes) }
    var frame: [UInt8] = []
    while true {
      guard let fragment = try ahead ?? item(&bytes) else { break }
      ahead = fragment
      if !frame.isEmpty, begins(fragment) { break }
      ahead = nil
      try bytes.file.remaining.check(
        ReadBudget.product(frame.count + fragment.count, 2), for: "the fragments of a compressed frame")
      frame += fragment
      at += fragment.count + 8
    }
    guard !frame.isEmpty else {
      throw ReadError(
        code: .truncated,
        message: "\(DICOMTag.pixelData) holds \(done) of \(frames) frames. Copy or export the file again.")
    }
    done += 1
    return frame
  }

  /// Throws when more follows.
  mutating func finish(_ bytes: inout DICOMBytes) throws {
    guard try ahead ?? item(&bytes) != nil else { return }
    throw ReadError(
      code: .damaged,
      message: "\(DICOMTag.pixelData) holds more fragments than \(DICOMTag.numberOfFrames) (\(frames)) accounts for; "
        + "store the object uncompressed.")
  }

  /// Whether a fragment is the first of a frame.
  private func begins(_ fragment: [UInt8]) -> Bool {
    if frames == 1 { return false }
    if done + 1 < offsets.count { return at >= offsets[done + 1] }
    if offsets.count == frames { return false }
    return !isJPEG || fragment.starts(with: [0xff, 0xd8]) || fragment.starts(with: [0xff, 0x4f])
  }

  private mutating func readTable(_ bytes: inout DICOMBytes) throws {
    hasTable = true
    guard let table = try item(&bytes), table.count == 4 * frames else { return }
    offsets = stride(from: 0, to: table.count, by: 4).map { at in
      (0..<4).reduce(0) { $0 | Int(table[at + $1]) << (8 * $1) }
    }
    // A table that is not in order is none.
    if offsets[0] != 0 || zip(offsets, offsets.dropFirst()).contains(where: { $0 >= $1 }) { offsets = [] }
  }

  /// The next fragment; nil at the end.
  private mutating func item(_ bytes: inout DICOMBytes) throws -> [UInt8]? {
    guard !hasEnded else { return nil }
    let head = try bytes.take(8, of: "the compressed pixels")
    let reader = ElementReader(encoding: .implicit)
    let (tag, length) = (reader.tag(head, 0), reader.number32(head, 4))
    if tag == DICOMTag.sequenceEnd.number {
      hasEnded = true
      return nil
    }
    guard tag == DICOMTag.item.number, length != ElementReader.undefinedLength else {
      throw ReadError(
        code: .damaged,
        message: "\(DICOMTag.pixelData): \(DICOMTag(tag)) stands where a fragment or the end is due, behind frame "
          + "\(done). Copy or export the file again.")
    }
    return try bytes.take(Int(length), of: "a fragment of the compressed pixels")
  }
}
