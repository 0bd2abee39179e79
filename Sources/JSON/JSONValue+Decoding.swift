extension JSONValue {
  /// The value that `JSONValue(encoding:)` wrote. Throws a `DecodingError` where this is none.
  package func decoded<T: Decodable>(as type: T.Type) throws -> T { try decoded(as: type, at: []) }

  fileprivate func decoded<T: Decodable>(as type: T.Type, at path: [any CodingKey]) throws -> T {
    try T(from: ValueDecoder(value: self, codingPath: path))
  }

  fileprivate func whole<T: FixedWidthInteger>(_ type: T.Type, at path: [any CodingKey]) throws -> T {
    guard case .integer(let whole) = self, let value = T(exactly: whole) else { throw mismatch(type, at: path) }
    return value
  }

  fileprivate func real(at path: [any CodingKey]) throws -> Double {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .string("inf"): .infinity
    case .string("-inf"): -.infinity
    case .string("nan"): .nan
    default: throw mismatch(Double.self, at: path)
    }
  }

  fileprivate func mismatch(_ type: Any.Type, at path: [any CodingKey]) -> DecodingError {
    .typeMismatch(type, .init(codingPath: path, debugDescription: "this JSON value is no \(type)"))
  }
}

private struct ValueDecoder: Decoder {
  let value: JSONValue
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = value else { throw value.mismatch([String: JSONValue].self, at: codingPath) }
    return KeyedDecodingContainer(Members<Key>(members: members, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = value else { throw value.mismatch([JSONValue].self, at: codingPath) }
    return Elements(elements: elements, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { Single(value: value, codingPath: codingPath) }
}

private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: [JSONValue.Member]
  let codingPath: [any CodingKey]

  var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }
  func contains(_ key: Key) -> Bool { members.contains { $0.name == key.stringValue } }

  private func value(_ key: Key) throws -> JSONValue {
    guard let member = members.first(where: { $0.name == key.stringValue }) else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "there is no member \"\(key.stringValue)\""))
    }
    return member.value
  }

  func decodeNil(forKey key: Key) throws -> Bool { try value(key) == .null }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try value(key).decoded(as: type, at: codingPath + [key])
  }
  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try ValueDecoder(value: value(key), codingPath: codingPath + [key]).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try ValueDecoder(value: value(key), codingPath: codingPath + [key]).unkeyedContainer()
  }
  func superDecoder() throws -> any Decoder {
    ValueDecoder(value: members.first { $0.name == "super" }?.value ?? .null, codingPath: codingPath)
  }
  func superDecoder(forKey key: Key) throws -> any Decoder {
    ValueDecoder(value: try value(key), codingPath: codingPath + [key])
  }
}

private struct Elements: UnkeyedDecodingContainer {
  let elements: [JSONValue]
  let codingPath: [any CodingKey]
  var currentIndex = 0

  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  private mutating func next() throws -> JSONValue {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        JSONValue.self, .init(codingPath: codingPath, debugDescription: "the array has no element \(currentIndex)"))
    }
    currentIndex += 1
    return elements[currentIndex - 1]
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decoded(as: type, at: codingPath) }
  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
    try ValueDecoder(value: next(), codingPath: codingPath).container(keyedBy: type)
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try ValueDecoder(value: next(), codingPath: codingPath).unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder { ValueDecoder(value: try next(), codingPath: codingPath) }
}

private struct Single: SingleValueDecodingContainer {
  let value: JSONValue
  let codingPath: [any CodingKey]

  func decodeNil() -> Bool { value == .null }
  func decode(_ type: Bool.Type) throws -> Bool {
    guard case .bool(let flag) = value else { throw value.mismatch(type, at: codingPath) }
    return flag
  }
  func decode(_ type: String.Type) throws -> String {
    guard case .string(let text) = value else { throw value.mismatch(type, at: codingPath) }
    return text
  }
  func decode(_ type: Double.Type) throws -> Double { try value.real(at: codingPath) }
  func decode(_ type: Float.Type) throws -> Float { Float(try value.real(at: codingPath)) }
  func decode(_ type: Int.Type) throws -> Int { try value.whole(type, at: codingPath) }
  func decode(_ type: Int8.Type) throws -> Int8 { try value.whole(type, at: codingPath) }
  func decode(_ type: Int16.Type) throws -> Int16 { try value.whole(type, at: codingPath) }
  func decode(_ type: Int32.Type) throws -> Int32 { try value.whole(type, at: codingPath) }
  func decode(_ type: Int64.Type) throws -> Int64 { try value.whole(type, at: codingPath) }
  func decode(_ type: UInt.Type) throws -> UInt { try value.whole(type, at: codingPath) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try value.whole(type, at: codingPath) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try value.whole(type, at: codingPath) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try value.whole(type, at: codingPath) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try value.whole(type, at: codingPath) }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try value.decoded(as: type, at: codingPath) }
}
