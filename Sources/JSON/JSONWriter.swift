extension JSONValue {
  package enum Layout: Hashable, Sendable {
    /// One line without spaces.
    case compact
    /// One member or element a line, two spaces a level.
    case indented
  }

  /// The value as JSON text, members in their order, doubles in the fewest digits that read back the same.
  ///
  /// The same value always gives the same text. Throws when a number is infinite or not a number: JSON has no word for
  /// them, and `null` would make a fault look like something absent.
  package func text(_ layout: Layout = .compact) throws(JSONError) -> String {
    String(decoding: try bytes(layout), as: UTF8.self)
  }

  /// The UTF-8 bytes of `text`.
  package func bytes(_ layout: Layout = .compact) throws(JSONError) -> [UInt8] {
    var writer = JSONWriter(layout: layout)
    try writer.write(self)
    return writer.output
  }
}

private struct JSONWriter {
  let layout: JSONValue.Layout
  var output: [UInt8] = []
  var depth = 0

  init(layout: JSONValue.Layout) { self.layout = layout }

  mutating func write(_ value: JSONValue) throws(JSONError) {
    switch value {
    case .null: put("null")
    case .bool(let flag): put(flag ? "true" : "false")
    case .integer(let whole): put(String(whole))
    case .number(let real):
      guard real.isFinite else {
        throw JSONError(
          code: .notWritable, message: "the number \(real) cannot be written as JSON", location: nil)
      }
      put(real.description)
    case .string(let text): write(text)
    case .array(let elements):
      try list(elements, "[", "]") { writer, element throws(JSONError) in try writer.write(element) }
    case .object(let members):
      try list(members, "{", "}") { writer, member throws(JSONError) in
        writer.write(member.name)
        writer.put(writer.layout == .compact ? ":" : ": ")
        try writer.write(member.value)
      }
    }
  }

  private mutating func list<T>(
    _ items: [T], _ open: String, _ close: String, item: (inout JSONWriter, T) throws(JSONError) -> Void
  ) throws(JSONError) {
    put(open)
    depth += 1
    for (index, element) in items.enumerated() {
      if index > 0 { put(",") }
      breakLine()
      try item(&self, element)
    }
    depth -= 1
    if !items.isEmpty { breakLine() }
    put(close)
  }

  private mutating func breakLine() {
    guard layout == .indented else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func write(_ text: String) {
    put("\"")
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): put("\\\"")
      case UInt8(ascii: "\\"): put("\\\\")
      case UInt8(ascii: "\n"): put("\\n")
      case UInt8(ascii: "\r"): put("\\r")
      case UInt8(ascii: "\t"): put("\\t")
      case 0..<0x20, 0x7F:
        let digits = String(byte, radix: 16)
        put("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: output.append(byte)
      }
    }
    put("\"")
  }

  private mutating func put(_ text: String) { output.append(contentsOf: text.utf8) }
}
