extension JSONValue {
  /// How many arrays and objects may stand inside one another in a text.
  package static let maximumDepth = 128

  /// Reads one JSON text (RFC 8259), and nothing but one.
  ///
  /// Strict where leniency would hide a fault: duplicate member names, comments, trailing commas, unpaired surrogates,
  /// invalid UTF-8, a byte order mark, numbers beyond a `Double` and nesting beyond `maximumDepth` are errors. A whole
  /// number beyond `Int` becomes a `number`. Cost: linear.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.document()
  }

  package init(parsing text: String) throws(JSONError) { try self.init(parsing: Array(text.utf8)) }
}

/// A parser of our own, because Foundation's loses the order of members, keeps one of two members of the same name
/// without a word, and brings ICU into the program.
private struct JSONParser {
  let bytes: [UInt8]
  var position = 0
  var depth = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw fault("a JSON text must not begin with a byte order mark") }
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw fault("unexpected \(found) after the end of the JSON value") }
    return value
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    guard let byte = peek else { throw fault("expected a value, found \(found)") }
    switch byte {
    case UInt8(ascii: "{"): return .object(try nested { parser throws(JSONError) in try parser.members() })
    case UInt8(ascii: "["): return .array(try nested { parser throws(JSONError) in try parser.elements() })
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw fault("expected a value, found \(found)")
    }
  }

  private mutating func nested<T>(_ body: (inout JSONParser) throws(JSONError) -> T) throws(JSONError) -> T {
    depth += 1
    guard depth <= JSONValue.maximumDepth else { throw fault("nested more than \(JSONValue.maximumDepth) levels deep") }
    position += 1
    let result = try body(&self)
    depth -= 1
    return result
  }

  private mutating func members() throws(JSONError) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    skipSpace()
    if take("}") { return members }
    while true {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw fault("expected a member's name in quotes, found \(found)") }
      let start = position
      let name = try string()
      // Swift compares canonically, so two spellings of "é" are one name here: they would be one to every reader too.
      guard names.insert(name).inserted else {
        throw fault("the member \"\(name)\" stands twice in one object", at: start)
      }
      skipSpace()
      guard take(":") else { throw fault("expected ':' after the member's name, found \(found)") }
      members.append(JSONValue.Member(name, try value()))
      skipSpace()
      if take("}") { return members }
      guard take(",") else { throw fault("expected ',' or '}' after the member \"\(name)\", found \(found)") }
    }
  }

  private mutating func elements() throws(JSONError) -> [JSONValue] {
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return elements }
    while true {
      elements.append(try value())
      skipSpace()
      if take("]") { return elements }
      guard take(",") else { throw fault("expected ',' or ']' after an array's element, found \(found)") }
    }
  }

  private mutating func string() throws(JSONError) -> String {
    let start = position
    position += 1
    var content: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else {
          throw fault("this string is not valid UTF-8", at: start)
        }
        return text
      case UInt8(ascii: "\\"): content.append(contentsOf: try escape().utf8)
      case 0..<0x20: throw fault("a control character must be escaped in a string", at: position - 1)
      default: content.append(byte)
      }
    }
    throw fault("this string has no closing quote", at: start)
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = position - 1
    guard let byte = peek else { throw fault("the text ends within an escape", at: start) }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let first = try hexadecimal(start)
      if let scalar = Unicode.Scalar(first) { return scalar }
      guard first < 0xDC00, take("\\"), take("u") else { throw fault("unpaired surrogate in an escape", at: start) }
      let second = try hexadecimal(start)
      guard 0xDC00...0xDFFF ~= second,
        let scalar = Unicode.Scalar(0x10000 + (UInt32(first - 0xD800) << 10 | UInt32(second - 0xDC00)))
      else { throw fault("unpaired surrogate in an escape", at: start) }
      return scalar
    default: throw fault("'\\\(Unicode.Scalar(byte))' is no escape of JSON", at: start)
    }
  }

  private mutating func hexadecimal(_ start: Int) throws(JSONError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw fault("'\\u' needs four hexadecimal digits", at: start)
      }
      value = value << 4 | UInt16(digit)
      position += 1
    }
    return value
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    _ = take("-")
    let whole = digits()
    guard whole > 0 else { throw fault("expected a digit, found \(found)") }
    if whole > 1, bytes[position - whole] == UInt8(ascii: "0") {
      throw fault("a number must not begin with a zero", at: start)
    }
    var isWhole = true
    if take(".") {
      isWhole = false
      guard digits() > 0 else { throw fault("expected a digit after the decimal point, found \(found)") }
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      guard digits() > 0 else { throw fault("expected a digit in the exponent, found \(found)") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let integer = Int(text) { return .integer(integer) }
    guard let real = Double(text), real.isFinite else { throw fault("this number is too large", at: start) }
    return .number(real)
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = peek, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { position += 1 }
    return position - start
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw fault("expected a value, found \(found)") }
    position += word.utf8.count
    return value
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard let byte = peek, UInt32(byte) == scalar.value else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  /// What stands at the position, for a message.
  private var found: String {
    switch peek {
    case nil: "the end of the text"
    case .some(let byte) where (0x21...0x7E).contains(byte): "'\(Unicode.Scalar(byte))'"
    case .some(let byte): "the byte 0x" + String(byte, radix: 16, uppercase: true)
    }
  }

  private func fault(_ message: String, at offset: Int? = nil) -> JSONError {
    JSONError(
      code: .notJSON, message: message, location: JSONError.Location(offset: offset ?? position, in: bytes))
  }
}
