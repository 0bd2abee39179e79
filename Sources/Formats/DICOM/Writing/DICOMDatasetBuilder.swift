internal import Volume

/// A data set that is being put together: explicit and little-endian, sequences with their lengths (PS3.5, 7.1 and
/// 7.5).
struct DICOMDatasetBuilder {
  private var elements: [(tag: DICOMTag, bytes: [UInt8])] = []

  /// Adds text; characters beyond ASCII want Specific Character Set to be UTF-8.
  mutating func add(_ tag: DICOMTag, _ representation: String, _ text: String) {
    let padding: UInt8 = representation == "UI" ? 0 : 32
    add(tag, representation, value: Array(text.utf8), padding: padding)
  }

  /// Adds numbers of 16 bits (US).
  mutating func add(_ tag: DICOMTag, shorts: [Int]) {
    add(tag, "US", value: shorts.flatMap { Self.little($0, 2) })
  }

  /// Adds numbers of 32 bits (UL).
  mutating func add(_ tag: DICOMTag, longs: [Int]) {
    add(tag, "UL", value: longs.flatMap { Self.little($0, 4) })
  }

  /// Adds tags (AT).
  mutating func add(_ tag: DICOMTag, pointer: DICOMTag) {
    add(tag, "AT", value: Self.number(pointer))
  }

  /// Adds decimal strings (DS).
  mutating func add(_ tag: DICOMTag, decimals: [Double]) {
    add(tag, "DS", decimals.map(DecimalText.text).joined(separator: "\\"))
  }

  /// Adds how grey pixels are stored (PS3.3, C.7.6.3): numbers of so many bits, all of which count.
  mutating func add(pixels size: VoxelIndex, bits: Int, isSigned: Bool) {
    add(.samplesPerPixel, shorts: [1])
    add(.photometricInterpretation, "CS", "MONOCHROME2")
    add(.rows, shorts: [size.j])
    add(.columns, shorts: [size.i])
    add(.bitsAllocated, shorts: [bits])
    add(.bitsStored, shorts: [bits])
    add(.highBit, shorts: [bits - 1])
    add(.pixelRepresentation, shorts: [isSigned ? 1 : 0])
  }

  /// Adds a sequence.
  mutating func add(_ tag: DICOMTag, items: [DICOMDatasetBuilder]) {
    var value: [UInt8] = []
    for item in items {
      let content = item.bytes
      value += Self.number(.item) + Self.little(content.count, 4) + content
    }
    add(tag, "SQ", value: value)
  }

  /// Adds a code (PS3.3, 8.8).
  mutating func add(_ tag: DICOMTag, code: CodeItem, _ more: (inout DICOMDatasetBuilder) -> Void = { _ in }) {
    var item = DICOMDatasetBuilder()
    item.add(.codeValue, "SH", code.value)
    item.add(.codingSchemeDesignator, "SH", code.scheme)
    item.add(.codeMeaning, "LO", String(code.meaning.prefix(64)))
    more(&item)
    add(tag, items: [item])
  }

  /// Adds the elements of another one.
  mutating func add(contentsOf other: DICOMDatasetBuilder) { elements += other.elements }

  /// Adds any value.
  private mutating func add(_ tag: DICOMTag, _ representation: String, value: [UInt8], padding: UInt8 = 0) {
    let value = value.count.isMultiple(of: 2) ? value : value + [padding]
    elements.append((tag, Self.head(tag, representation, length: value.count) + value))
  }

  /// The elements in the order of their tags.
  var bytes: [UInt8] { elements.sorted { $0.tag.number < $1.tag.number }.flatMap(\.bytes) }

  /// The elements as a file: preamble, meta information, data set (PS3.10, 7.1).
  ///
  /// - Parameters:
  ///   - kind: SOP Class UID.
  ///   - instance: SOP Instance UID.
  func file(kind: String, instance: String) -> [UInt8] {
    var dataset = self
    dataset.add(.sopClass, "UI", kind)
    dataset.add(.sopInstance, "UI", instance)
    var meta = DICOMDatasetBuilder()
    meta.add(.mediaStorageClass, "UI", kind)
    meta.add(.mediaStorageInstance, "UI", instance)
    meta.add(.transferSyntax, "UI", "1.2.840.10008.1.2.1")
    meta.add(.implementationClass, "UI", DICOMIdentifiers.implementation)
    // Version 1 of the meta information. It is the only value of its kind here.
    let information = Self.head(.fileMetaVersion, "OB", length: 2) + [0, 1] + meta.bytes
    var length = DICOMDatasetBuilder()
    length.add(.fileMetaLength, longs: [information.count])
    return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + length.bytes + information + dataset.bytes
  }

  /// What stands before an element's value.
  static func head(_ tag: DICOMTag, _ representation: String, length: Int) -> [UInt8] {
    let isLong = ["OB", "OW", "SQ", "UN", "UT"].contains(representation)
    return number(tag) + Array(representation.utf8) + (isLong ? [0, 0] + little(length, 4) : little(length, 2))
  }

  private static func number(_ tag: DICOMTag) -> [UInt8] {
    little(Int(tag.number >> 16), 2) + little(Int(tag.number & 0xffff), 2)
  }

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
