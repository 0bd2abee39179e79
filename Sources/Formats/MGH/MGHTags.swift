/// What stands behind the voxels of an MGH file: five numbers of the scanner, then tags, of which the colour table is
/// read. Everything else, the command lines that made the file among it, is left unread.
struct MGHTags {
  /// Label value to name.
  let names: [Int: String]
  /// Whether what stands behind the voxels is nothing, or numbers and tags up to the end of the file.
  let isSound: Bool

  private static let longest = 1 << 24
  private static let mostEntries = 1 << 20
  private static let scanner = 20

  /// Reads to the end of the tags, or to what is none.
  init(reading bytes: inout InflatingBytes) throws {
    let scanner = try bytes.read(count: Self.scanner)
    guard scanner.count == Self.scanner else {
      (names, isSound) = ([:], scanner.isEmpty)
      return
    }
    var names: [Int: String] = [:]
    var isSound = true
    while isSound, let tag = try Self.number(&bytes) {
      switch tag {
      case 1: names.merge(try Self.entries(&bytes)) { first, _ in first }
      // Whether real RAS is used.
      case 2: isSound = try Self.number(&bytes) != nil
      // The geometry of a surface has no length of its own; FreeSurfer reads nothing behind it.
      case 20:
        self.names = names
        self.isSound = true
        return
      // A name of a transform, with a length of four bytes; all others have eight.
      case 30: isSound = try Self.pass(Self.number(&bytes) ?? -1, &bytes)
      case 3..<1000:
        let (high, low) = (try Self.number(&bytes), try Self.number(&bytes))
        isSound = try high == 0 && Self.pass(low ?? -1, &bytes)
      default: isSound = false
      }
    }
    self.names = names
    self.isSound = isSound
  }

  private static func entries(_ bytes: inout InflatingBytes) throws -> [Int: String] {
    guard let first = try number(&bytes) else { throw cutOff }
    guard first > 0 || first == -2 else { return [:] }
    let isNumbered = first < 0
    let declared = try isNumbered ? number(&bytes) ?? -1 : first
    _ = try text(&bytes)
    let count = try isNumbered ? number(&bytes) ?? -1 : declared
    guard (0...mostEntries).contains(count), (0...mostEntries).contains(declared) else {
      throw ReadError(
        code: .damaged, message: "the colour table behind the voxels counts \(count) entries, which none has.")
    }
    var names: [Int: String] = [:]
    for place in 0..<count {
      let value = try isNumbered ? number(&bytes) ?? -1 : place
      let name = try text(&bytes).prefix { $0 != "\0" }.filter { !$0.isNewline }.prefix(120)
      for _ in 0..<4 { guard try number(&bytes) != nil else { throw cutOff } }
      guard value >= 0 else { throw cutOff }
      if value > 0, !name.isEmpty { names[value] = String(name) }
    }
    return names
  }

  private static func text(_ bytes: inout InflatingBytes) throws -> String {
    guard let count = try number(&bytes), (0...4096).contains(count) else { throw cutOff }
    let text = try bytes.read(count: count)
    guard text.count == count else { throw cutOff }
    return String(decoding: text, as: UTF8.self)
  }

  private static func pass(_ count: Int, _ bytes: inout InflatingBytes) throws -> Bool {
    guard (0...longest).contains(count) else { return false }
    return try bytes.skip(count)
  }

  private static func number(_ bytes: inout InflatingBytes) throws -> Int? {
    let four = try bytes.read(count: 4)
    return four.count == 4 ? Int(HeaderBytes(bytes: four, isBigEndian: true).int32(0)) : nil
  }

  private static let cutOff = ReadError(
    code: .damaged, message: "the colour table behind the voxels is cut off or damaged. Copy or export the file again.")
}
