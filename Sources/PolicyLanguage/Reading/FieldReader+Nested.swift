internal import Diagnostics
internal import YAML

/// Fields that hold fields of their own.
extension FieldReader {
  /// Whether a key's value is a mapping; for fields with a short form beside the long one.
  package func hasMapping(_ key: Key) -> Bool { isRecording || key.name.flatMap { node[$0]?.entries } != nil }

  /// Whether a key's value is to be read as something else than a mapping, if it is there.
  package func hasNoMapping(_ key: Key) -> Bool { isRecording || !hasMapping(key) }

  /// The mapping of a key, read by a reader of its own, which also reports the keys that nobody asked for.
  package mutating func nested<Value>(_ key: Key, _ read: (inout FieldReader) -> Value?) -> Value? {
    if isRecording {
      let (value, fields) = recorded(read)
      record(key, .mapping(fields))
      return value
    }
    guard let node = node(key) else { return nil }
    return mapping(node, of: key, owner: name(key), read)
  }

  /// The mappings of a key's list, in their order; nil when there is none or one of them gave nil.
  ///
  /// - Parameter item: what one of them is called, for messages: `a point`.
  package mutating func nestedList<Value>(
    _ key: Key, of item: String, _ read: (inout FieldReader) -> Value?
  ) -> [Value]? {
    if isRecording {
      let (value, fields) = recorded(read)
      record(key, .mappings(fields))
      return value.map { [$0] }
    }
    guard let node = node(key) else { return nil }
    guard let elements = node.elements else {
      wrongType(key, node, expected: "a list")
      return nil
    }
    if elements.isEmpty {
      diagnostics.error(.missingValue, "\(name(key)) is empty", at: node.range)
      return nil
    }
    let read = elements.map { mapping($0, of: key, owner: item, read) }
    let values = read.compactMap { $0 }
    return values.count == read.count ? values : nil
  }

  private mutating func mapping<Value>(
    _ node: YAMLNode, of key: Key, owner: String, _ read: (inout FieldReader) -> Value?
  ) -> Value? {
    guard node.entries != nil else {
      wrongType(key, node, expected: "a mapping")
      return nil
    }
    var reader = FieldReader(owner, node, scope: scope, subjects: subjects, hasSubject: hasSubject)
    let value = read(&reader)
    reader.finish()
    merge(reader)
    return value
  }

  private func recorded<Value>(_ read: (inout FieldReader) -> Value?) -> (Value?, [FieldDeclaration]) {
    var reader = FieldReader(owner, node, scope: scope, subjects: subjects)
    reader.recording = FieldRecording(shape: .mapping)
    let value = read(&reader)
    return (value, reader.recording?.fields ?? [])
  }
}
