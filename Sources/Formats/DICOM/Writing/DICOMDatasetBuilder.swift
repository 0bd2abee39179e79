/// A data set that is being put together: explicit and little-endian, sequences with their lengths (PS3.5, 7.1 and
/// 7.5).
struct DICOMDatasetBuilder {
  private var elements: [(tag: UInt32, bytes: [UInt8])] = []

  /// Adds text; characters beyond ASCII want Specific Character Set to be UTF-8.
  mutating func add(_ tag: UInt32, _ representation: String, _ text: String) {
    let padding: UInt8 = representation == "UI" ? 0 : 32
    add(tag, representation, value: Array(text.utf8), padding: padding)
  }

  /// Adds numbers of 16 bits (US).
  mutating func add(_ tag: UInt32, shorts: [Int]) {
    add(tag, "US", value: shorts.flatMap { Self.little($0, 2) })
  }

  /// Adds numbers of 32 bits (UL).
  mutating func add(_ tag: UInt32, longs: [Int]) {
    add(tag, "UL", value: longs.flatMap { Self.little($0, 4) })
  }

  /// Adds tags (AT).
  mutating func add(_ tag: UInt32, pointer: UInt32) {
    add(tag, "AT", value: Self.number(pointer))
  }

  /// Adds decimal strings (DS).
  mutating func add(_ tag: UInt32, decimals: [Double]) {
    add(tag, "DS", decimals.map(DecimalText.text).joined(separator: "\\"))
  }

  /// Adds a sequence.
  mutating func add(_ tag: UInt32, items: [DICOMDatasetBuilder]) {
    var value: [UInt8] = []
    for item in items {
      let content = item.bytes
      value += Self.number(DICOMTag.item.number) + Self.little(content.count, 4) + content
    }
    add(tag, "SQ", value: value)
  }

  /// Adds a code (PS3.3, 8.8).
  mutating func add(_ tag: UInt32, code: CodeItem, _ more: (inout DICOMDatasetBuilder) -> Void = { _ in }) {
    var item = DICOMDatasetBuilder()
    item.add(0x0008_0100, "SH", code.value)
    item.add(0x0008_0102, "SH", code.scheme)
    item.add(0x0008_0104, "LO", String(code.meaning.prefix(64)))
    more(&item)
    add(tag, items: [item])
  }

  /// Adds any value.
  private mutating func add(_ tag: UInt32, _ representation: String, value: [UInt8], padding: UInt8 = 0) {
    let value = value.count.isMultiple(of: 2) ? value : value + [padding]
    elements.append((tag, Self.head(tag, representation, length: value.count) + value))
  }

  /// The elements in the order of their tags.
  var bytes: [UInt8] { elements.sorted { $0.tag < $1.tag }.flatMap(\.bytes) }

  /// What stands before an element's value.
  static func head(_ tag: UInt32, _ representation: String, length: Int) -> [UInt8] {
    let isLong = ["OB", "OW", "SQ", "UN", "UT"].contains(representation)
    return number(tag) + Array(representation.utf8) + (isLong ? [0, 0] + little(length, 4) : little(length, 2))
  }

  private static func number(_ tag: UInt32) -> [UInt8] { little(Int(tag >> 16), 2) + little(Int(tag & 0xffff), 2) }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}

/// A code with its meaning for people.
struct CodeItem {
  let scheme: String
  let value: String
  let meaning: String

  init(_ scheme: String, _ value: String, _ meaning: String) {
    self.scheme = scheme
    self.value = value
    self.meaning = meaning
  }
}
