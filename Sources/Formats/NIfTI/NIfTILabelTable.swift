/// The label names that TotalSegmentator and Connectome Workbench store in a NIfTI header extension: XML with `<Label
/// Key="5" …><![CDATA[liver]]></Label>` elements. Everything else in the extension, dates among it, is left unread.
struct NIfTILabelTable {
  /// Label value to name.
  let names: [Int: String]
  /// The bytes that the chunks take, with the four that say whether there are any.
  let length: Int

  /// No table of labels is longer; longer chunks hold something else and are passed over.
  private static let longest = 1 << 24

  /// Reads the extension chunks between the header and the voxels, and stops at the first voxel or where the chunks
  /// end.
  ///
  /// - Parameter count: the bytes between the header and the first voxel.
  init(reading bytes: inout InflatingBytes, count: Int, isBigEndian: Bool) throws {
    var names: [Int: String] = [:]
    let flags = try bytes.read(count: min(4, count))
    var at = 4
    while flags.first.map({ $0 != 0 }) ?? false, at + 8 <= count {
      let head = HeaderBytes(bytes: try bytes.read(count: 8), isBigEndian: isBigEndian)
      at += 8
      let size = Int(head.int32(0))
      guard head.bytes.count == 8, size >= 8, at - 8 + size <= count else {
        at -= 8
        break
      }
      if size <= Self.longest {
        let text = String(decoding: try bytes.read(count: size - 8), as: UTF8.self)
        if text.contains("<LabelTable") { names.merge(Self.labels(in: text)) { first, _ in first } }
      } else {
        _ = try bytes.skip(size - 8)
      }
      at += size - 8
    }
    self.names = names
    length = min(at, max(4, count))
  }

  private static func labels(in xml: String) -> [Int: String] {
    var names: [Int: String] = [:]
    for element in xml.split(separator: "<Label ").dropFirst() {
      guard let close = element.firstIndex(of: ">"), let key = attribute("Key", in: element[..<close]),
        let value = Int(key)
      else { continue }
      let content = element[element.index(after: close)...]
      let text: Substring
      if content.hasPrefix("<![CDATA[") {
        text = content.dropFirst(9).prefix(upTo: "]]>")
      } else {
        text = content.prefix { $0 != "<" }
      }
      let name = unescaped(text).filter { !$0.isNewline }
      if value > 0, !name.isEmpty { names[value] = String(name.prefix(120)) }
    }
    return names
  }

  private static func attribute(_ name: String, in tag: Substring) -> String? {
    for part in tag.split(separator: " ") where part.hasPrefix("\(name)=") {
      return part.dropFirst(name.count + 1).filter { $0 != "\"" && $0 != "'" }
    }
    return nil
  }

  private static func unescaped(_ text: Substring) -> String {
    var rest = text
    var result = ""
    let entities: [(String, Character)] = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"),
    ]
    while let first = rest.first {
      if first == "&", let (entity, character) = entities.first(where: { rest.hasPrefix($0.0) }) {
        result.append(character)
        rest = rest.dropFirst(entity.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}

extension Substring {
  /// The part before the first occurrence of a marker that is not empty, or all of it.
  func prefix(upTo marker: String) -> Substring {
    let bytes = Array(marker.utf8)
    var at = utf8.startIndex
    while let first = utf8[at...].firstIndex(of: bytes[0]) {
      if utf8[first...].starts(with: bytes) { return self[..<first] }
      at = utf8.index(after: first)
    }
    return self
  }
}
