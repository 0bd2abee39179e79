/// Numbers written as text, separated by blanks, commas or line ends, turned into the bytes of stored values.
///
/// Memory: one piece of the text. Whole numbers that a type cannot hold are damage, not wrapped.
struct NumberText {
  private let storage: VoxelStorage
  private var piece: [UInt8] = []
  private var at = 0
  private var ended = false

  /// No number is longer.
  private static let longest = 64

  init(storage: VoxelStorage) { self.storage = storage }

  /// Fills the buffer with values in this machine's byte order; returns fewer bytes only where the text ends.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer, from bytes: inout InflatingBytes) throws -> Int {
    var filled = 0
    while filled + storage.width <= buffer.count, let word = try nextWord(&bytes) {
      let bits = try bits(of: word)
      switch storage.width {
      case 1: buffer.storeBytes(of: UInt8(truncatingIfNeeded: bits), toByteOffset: filled, as: UInt8.self)
      case 2: buffer.storeBytes(of: UInt16(truncatingIfNeeded: bits), toByteOffset: filled, as: UInt16.self)
      case 4: buffer.storeBytes(of: UInt32(truncatingIfNeeded: bits), toByteOffset: filled, as: UInt32.self)
      default: buffer.storeBytes(of: bits, toByteOffset: filled, as: UInt64.self)
      }
      filled += storage.width
    }
    return filled
  }

  /// Reads to the end of the text; returns how many bytes the values that were left would take.
  mutating func drain(_ bytes: inout InflatingBytes, behind promised: Int) throws -> Int {
    let most = InflatingBytes.mostLeft(behind: promised)
    var left = 0
    while try nextWord(&bytes) != nil {
      left += storage.width
      guard left <= most else { throw InflatingBytes.tooMuchLeft(behind: promised, most) }
    }
    return left
  }

  private mutating func nextWord(_ bytes: inout InflatingBytes) throws -> [UInt8]? {
    var word: [UInt8] = []
    while true {
      while at < piece.count {
        let byte = piece[at]
        at += 1
        if byte == UInt8(ascii: " ") || byte == UInt8(ascii: ",") || (9...13).contains(byte) {
          if !word.isEmpty { return word }
        } else {
          guard word.count < Self.longest else { throw Self.damage }
          word.append(byte)
        }
      }
      if ended { return word.isEmpty ? nil : word }
      piece = try bytes.read(count: 1 << 16)
      at = 0
      ended = piece.count < 1 << 16
    }
  }

  private func bits(of word: [UInt8]) throws -> UInt64 {
    // Most masks are small whole numbers.
    if word.count <= 2, !isReal, word.allSatisfy({ (48...57).contains($0) }) {
      return word.reduce(0) { $0 * 10 + UInt64($1 - 48) }
    }
    let text = String(decoding: word, as: UTF8.self)
    switch storage {
    case .float32:
      guard let value = Float(decimal: text) else { throw Self.damage }
      return UInt64(value.bitPattern)
    case .float64:
      guard let value = Double(decimal: text) else { throw Self.damage }
      return value.bitPattern
    case .uint8: return UInt64(try whole(text) as UInt8)
    case .int8: return UInt64(truncatingIfNeeded: try whole(text) as Int8)
    case .uint16: return UInt64(try whole(text) as UInt16)
    case .int16: return UInt64(truncatingIfNeeded: try whole(text) as Int16)
    case .uint32: return UInt64(try whole(text) as UInt32)
    case .int32: return UInt64(truncatingIfNeeded: try whole(text) as Int32)
    case .uint64: return try whole(text)
    case .int64: return UInt64(truncatingIfNeeded: try whole(text) as Int64)
    }
  }

  private var isReal: Bool { storage == .float32 || storage == .float64 }

  private func whole<T: FixedWidthInteger>(_ text: String) throws -> T {
    if let value = T(text) { return value }
    guard let value = Double(decimal: text).flatMap({ T(exactly: $0) }) else { throw Self.damage }
    return value
  }

  /// The word is not repeated: what follows a damaged header may be free text that names the patient.
  private static var damage: ReadError {
    ReadError(
      code: .damaged,
      message:
        "the voxels, written as text, hold a word that is no number of the header's type. Check what wrote the file.")
  }
}
