extension JSONValue {
  /// A value as JSON. Members come in the order of their names, so that equal values give equal texts; numbers that
  /// JSON has no word for become `"inf"`, `"-inf"` and `"nan"`, which `decoded` reads back.
  ///
  /// Throws what the value's own `encode(to:)` throws, and for whole numbers beyond `Int`.
  package init(encoding value: some Encodable) throws {
    let node = Node()
    try value.encode(to: NodeEncoder(node: node))
    self = node.json
  }
}

/// A value that is being written. A class, since a container writes into its parent after it was handed out.
private final class Node {
  /// One of the three, or none for what has written nothing.
  var value: JSONValue?
  var elements: [Node]?
  var members: [(name: String, node: Node)]?

  var json: JSONValue {
    if let value { return value }
    if let elements { return .array(elements.map(\.json)) }
    // A type without properties writes nothing: an object without members.
    let sorted = (members ?? []).sorted { $0.name < $1.name }
    return .object(sorted.map { JSONValue.Member($0.name, $0.node.json) })
  }

  func element() -> Node {
    let child = Node()
    elements?.append(child)
    return child
  }

  func member(_ name: String) -> Node {
    let child = Node()
    members?.append((name, child))
    return child
  }

  func putWhole(_ value: some BinaryInteger, at path: [any CodingKey]) throws {
    guard let whole = Int(exactly: value) else {
      throw EncodingError.invalidValue(
        value, .init(codingPath: path, debugDescription: "the number \(value) is too large for JSON here"))
    }
    self.value = .integer(whole)
  }

  func put(_ value: Double) {
    self.value = value.isFinite ? .number(value) : .string(value.isNaN ? "nan" : value > 0 ? "inf" : "-inf")
  }

  func put<T: Encodable>(_ value: T, at path: [any CodingKey]) throws {
    switch value {
    case let value as Int: self.value = .integer(value)
    case let value as Double: put(value)
    case let value as String: self.value = .string(value)
    case let value as Bool: self.value = .bool(value)
    default: try value.encode(to: NodeEncoder(node: self, codingPath: path))
    }
  }
}

private struct NodeEncoder: Encoder {
  let node: Node
  var codingPath: [any CodingKey] = []
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if node.members == nil { node.members = [] }
    return KeyedEncodingContainer(Members<Key>(node: node, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if node.elements == nil { node.elements = [] }
    return Elements(node: node, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(node: node, codingPath: codingPath) }
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: Node
  let codingPath: [any CodingKey]

  func encodeNil(forKey key: Key) { node.member(key.stringValue).value = .null }
  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try node.member(key.stringValue).put(value, at: codingPath + [key])
  }
  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested>
  {
    NodeEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key]).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    NodeEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key]).unkeyedContainer()
  }
  func superEncoder() -> any Encoder { NodeEncoder(node: node.member("super"), codingPath: codingPath) }
  func superEncoder(forKey key: Key) -> any Encoder {
    NodeEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key])
  }
}

private struct Elements: UnkeyedEncodingContainer {
  let node: Node
  let codingPath: [any CodingKey]
  var count: Int { node.elements?.count ?? 0 }

  func encodeNil() { node.element().value = .null }
  func encode<T: Encodable>(_ value: T) throws { try node.element().put(value, at: codingPath) }
  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    NodeEncoder(node: node.element(), codingPath: codingPath).container(keyedBy: type)
  }
  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    NodeEncoder(node: node.element(), codingPath: codingPath).unkeyedContainer()
  }
  func superEncoder() -> any Encoder { NodeEncoder(node: node.element(), codingPath: codingPath) }
}

private struct Single: SingleValueEncodingContainer {
  let node: Node
  let codingPath: [any CodingKey]

  func encodeNil() { node.value = .null }
  func encode(_ value: Bool) { node.value = .bool(value) }
  func encode(_ value: String) { node.value = .string(value) }
  func encode(_ value: Double) { node.put(value) }
  func encode(_ value: Float) { node.put(Double(value)) }
  func encode(_ value: Int) { node.value = .integer(value) }
  func encode(_ value: Int8) throws { try node.putWhole(value, at: codingPath) }
  func encode(_ value: Int16) throws { try node.putWhole(value, at: codingPath) }
  func encode(_ value: Int32) throws { try node.putWhole(value, at: codingPath) }
  func encode(_ value: Int64) throws { try node.putWhole(value, at: codingPath) }
  func encode(_ value: UInt) throws { try node.putWhole(value, at: codingPath) }
  func encode(_ value: UInt8) throws { try node.putWhole(value, at: codingPath) }
  func encode(_ value: UInt16) throws { try node.putWhole(value, at: codingPath) }
  func encode(_ value: UInt32) throws { try node.putWhole(value, at: codingPath) }
  func encode(_ value: UInt64) throws { try node.putWhole(value, at: codingPath) }
  func encode<T: Encodable>(_ value: T) throws { try node.put(value, at: codingPath) }
}
