/// Writes DICOM objects byte by byte (PS3.5), so that tests own every one of them.
struct DICOMBuilder {
  /// A value of a data element.
  enum Value: Sendable {
    case bytes([UInt8])
    case text(String)
    case shorts([UInt16])
    case numbers([Double])
    case items([[Element]])
  }

  struct Element: Sendable {
    let tag: UInt32
    let representation: String
    let value: Value

    init(_ tag: UInt32, _ representation: String, _ value: Value) {
      self.tag = tag
      self.representation = representation
      self.value = value
    }
  }

  var syntax = "1.2.840.10008.1.2.1"
  /// Whether sequences and items have no length but an end.
  var isUndefined = false
  var hasPreamble = true

  private var isExplicit: Bool { syntax != "1.2.840.10008.1.2" }
  private var isBigEndian: Bool { syntax == "1.2.840.10008.1.2.2" }

  /// A whole file.
  func file(_ elements: [Element]) -> [UInt8] {
    let body = elements.sorted { $0.tag < $1.tag }.flatMap { bytes(of: $0) }
    guard hasPreamble else { return body }
    var plain = self
    plain.syntax = "1.2.840.10008.1.2.1"
    let meta = plain.bytes(of: Element(0x0002_0010, "UI", .text(syntax)))
    let length = plain.bytes(of: Element(0x0002_0000, "UL", .bytes(Self.little(UInt32(meta.count), 4))))
    return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + length + meta + body
  }

  /// One element.
  func bytes(of element: Element) -> [UInt8] {
    if case .items(let items) = element.value {
      let content = items.flatMap { item -> [UInt8] in
        let inside = item.sorted { $0.tag < $1.tag }.flatMap { bytes(of: $0) }
        return tag(0xFFFE_E000) + number(isUndefined ? .max : UInt32(inside.count), 4) + inside
          + (isUndefined ? tag(0xFFFE_E00D) + number(0, 4) : [])
      }
      return head(element, isUndefined ? .max : UInt32(content.count)) + content
        + (isUndefined ? tag(0xFFFE_E0DD) + number(0, 4) : [])
    }
    var value = bytes(of: element.value)
    if value.count % 2 == 1 {
      value.append(element.representation == "UI" || element.representation.hasPrefix("O") ? 0 : 32)
    }
    return head(element, UInt32(value.count)) + value
  }

  private func bytes(of value: Value) -> [UInt8] {
    switch value {
    case .bytes(let bytes): bytes
    case .text(let text): Array(text.utf8)
    case .shorts(let shorts): shorts.flatMap { number(UInt32($0), 2) }
    case .numbers(let numbers): Array(numbers.map { Self.decimal($0) }.joined(separator: "\\").utf8)
    case .items: []
    }
  }

  /// At most sixteen letters, as DS has them.
  static func decimal(_ number: Double) -> String {
    let text = "\(number)"
    return text.utf8.count <= 16 ? text : "\((number * 1e6).rounded() / 1e6)"
  }

  private func head(_ element: Element, _ length: UInt32) -> [UInt8] {
    guard isExplicit else { return tag(element.tag) + number(length, 4) }
    let letters = Array(element.representation.utf8)
    let isLong = ["OB", "OW", "SQ", "UN", "UT", "OF"].contains(element.representation)
    return tag(element.tag) + letters + (isLong ? [0, 0] + number(length, 4) : number(length, 2))
  }

  private func tag(_ tag: UInt32) -> [UInt8] { number(tag >> 16, 2) + number(tag & 0xffff, 2) }

  private func number(_ value: UInt32, _ count: Int) -> [UInt8] {
    let little = Self.little(value, count)
    return isBigEndian ? little.reversed() : little
  }

  private static func little(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
  }
}

extension DICOMBuilder {
  static func uid(_ tag: UInt32, _ uid: String) -> Element { Element(tag, "UI", .text(uid)) }
  static func code(_ tag: UInt32, _ text: String) -> Element { Element(tag, "CS", .text(text)) }
  static func short(_ tag: UInt32, _ value: Int) -> Element { Element(tag, "US", .shorts([UInt16(value)])) }
  static func decimals(_ tag: UInt32, _ numbers: [Double]) -> Element { Element(tag, "DS", .numbers(numbers)) }
  static func integer(_ tag: UInt32, _ value: Int) -> Element { Element(tag, "IS", .text("\(value)")) }
  static func sequence(_ tag: UInt32, _ items: [[Element]]) -> Element { Element(tag, "SQ", .items(items)) }

  /// An item of a code sequence.
  static func concept(_ scheme: String, _ value: String) -> [Element] {
    [
      Element(0x0008_0100, "SH", .text(value)), Element(0x0008_0102, "SH", .text(scheme)),
      Element(0x0008_0104, "LO", .text("meaning")),
    ]
  }
}
