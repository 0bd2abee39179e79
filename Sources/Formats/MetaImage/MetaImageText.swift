/// The text of a MetaImage header: lines of `Key = Value`, the last of which is `ElementDataFile`.
///
/// Programs add keys of their own, which are passed over. A key that stands twice is damage.
struct MetaImageText {
  private let fields: [String: String]
  /// The lines behind the last key: names of files, where it is a list.
  let list: [String]

  private static let longestLine = 1 << 16
  private static let longest = 1 << 22
  private static let mostFiles = 1 << 16

  /// Keys that may come first.
  private static let first: Set<String> = [
    "ObjectType", "ObjectSubType", "Comment", "NDims", "Name", "ID", "ParentID", "AcquisitionDate", "BinaryData",
    "TransformType", "DimSize",
  ]

  /// Whether the first line is one of a MetaImage.
  static func recognises(_ head: [UInt8]) -> Bool {
    let line = head.prefix { $0 != 10 && $0 != 13 }
    guard let equals = line.firstIndex(of: UInt8(ascii: "=")), equals < 64 else { return false }
    let key = String(decoding: line[..<equals], as: UTF8.self)[...].trimmed
    guard first.contains(String(key)) else { return false }
    return key != "ObjectType" || String(decoding: line[equals...].dropFirst(), as: UTF8.self)[...].trimmed == "Image"
  }

  /// Reads a header and stops at the voxels. Throws `ReadError` for what is no MetaImage header.
  init(reading bytes: inout InflatingBytes) throws {
    var fields: [String: String] = [:]
    var list: [String] = []
    var number = 0
    while let line = try bytes.readLine(limit: Self.longestLine) {
      number += 1
      guard bytes.position < Self.longest else {
        throw ReadError(code: .damaged, message: "the header does not end within \(Self.longest) bytes.")
      }
      guard let text = String(validating: line, as: UTF8.self), let equals = text.firstIndex(of: "=") else {
        if number == 1 { throw Self.unknown(isEmpty: false) }
        // Not repeated: free text may name the patient.
        throw ReadError(
          code: .damaged, message: "line \(number) of the header is not “Key = Value”. Check what wrote the file.")
      }
      let key = String(text[..<equals].trimmed)
      let value = String(text[text.index(after: equals)...].trimmed)
      if number == 1, !Self.recognises(line) { throw Self.unknown(isEmpty: false) }
      guard fields.updateValue(value, forKey: key) == nil else {
        throw ReadError(
          code: .damaged, message: "line \(number) of the header gives a key a second time.")
      }
      guard key == "ElementDataFile" else { continue }
      if value.hasPrefix("LIST") {
        while let name = try bytes.readLine(limit: 4096) {
          let name = String(decoding: name, as: UTF8.self)[...].trimmed
          if !name.isEmpty { list.append(String(name)) }
          guard list.count <= Self.mostFiles else {
            throw ReadError(code: .damaged, message: "the header lists more than \(Self.mostFiles) data files.")
          }
        }
      }
      self.fields = fields
      self.list = list
      return
    }
    guard number > 0 else { throw Self.unknown(isEmpty: true) }
    throw ReadError(
      code: .truncated, message: "the header ends without “ElementDataFile”, which says where the voxels are.")
  }

  private static func unknown(isEmpty: Bool) -> ReadError {
    ReadError(
      code: .notRecognised,
      message: isEmpty
        ? "the file is empty; check what wrote it."
        : "the file starts like no MetaImage; its first line is such as “ObjectType = Image”. Check what wrote it.")
  }

  /// The value of the first of some keys that the header has.
  func field(_ keys: String...) -> String? { keys.lazy.compactMap { fields[$0] }.first }

  /// Which of some keys the header has.
  func key(_ keys: String...) -> String? { keys.first { fields[$0] != nil } }

  /// The value of a key that no header can lack.
  func needed(_ key: String) throws -> String {
    guard let text = fields[key], !text.isEmpty else {
      throw ReadError(code: .damaged, message: "the header has no “\(key)”. Check what wrote the file.")
    }
    return text
  }

  /// `True` or `False`; false without the key.
  func flag(_ keys: String...) throws -> Bool {
    guard let key = keys.first(where: { fields[$0] != nil }) else { return false }
    switch fields[key]?.lowercased() {
    case "true", "t", "1": return true
    case "false", "f", "0": return false
    default:
      throw ReadError(
        code: .damaged, message: "the header's “\(key)” is “\((fields[key] ?? "").prefix(20))”, neither True nor False."
      )
    }
  }

  /// The numbers of the first of some keys that the header has; nil without one. Throws `.damaged` where there are not
  /// as many as asked for.
  func numbers(_ keys: String..., count: Int) throws -> [Double]? {
    guard let key = keys.first(where: { fields[$0] != nil }), let text = fields[key] else { return nil }
    let words = text.split(whereSeparator: \.isWhitespace)
    let numbers = words.compactMap { Double(decimal: $0) }
    guard numbers.count == words.count, numbers.count == count else {
      throw ReadError(
        code: .damaged, message: "the header's “\(key)” is “\(text.prefix(60))”; it needs \(count) numbers.")
    }
    return numbers
  }

  /// A whole number; nil without the key.
  func whole(_ key: String) throws -> Int? {
    guard let text = fields[key] else { return nil }
    guard let number = Int(text) else {
      throw ReadError(code: .damaged, message: "the header's “\(key)” is “\(text.prefix(20))”, no whole number.")
    }
    return number
  }
}
