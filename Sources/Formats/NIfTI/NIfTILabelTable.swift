/// The label names that TotalSegmentator and Connectome Workbench store in a NIfTI header extension: XML with `<Label
/// Key="5" …><![CDATA[liver]]></Label>` elements. Everything else in the extension, dates among it, is left unread.
struct NIfTILabelTable {
  /// Label value to name.
  let names: [Int: String]
  /// The bytes that the chunks take, with the four that say whether there are any.
  let length: Int

  /// Reads the extension chunks between the header and the voxels.
  init(extensions bytes: [UInt8], isBigEndian: Bool) {
    let header = HeaderBytes(bytes: bytes, isBigEndian: isBigEndian)
    var names: [Int: String] = [:]
    var at = 4
    guard bytes.count >= 4, bytes[0] != 0 else {
      self.names = [:]
      length = 4
      return
    }
    while at + 8 <= bytes.count {
      let size = Int(header.int32(at))
      guard size >= 8, at + size <= bytes.count else { break }
      let text = String(decoding: bytes[(at + 8)..<(at + size)], as: UTF8.self)
      if text.contains("<LabelTable") { names.merge(Self.labels(in: text)) { first, _ in first } }
      at += size
    }
    self.names = names
    length = at
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
  /// The part before the first occurrence of a marker, or all of it.
  func prefix(upTo marker: String) -> Substring {
    var at = startIndex
    while at < endIndex {
      if self[at...].hasPrefix(marker) { return self[..<at] }
      at = index(after: at)
    }
    return self
  }
}
