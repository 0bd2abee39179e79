package import JSON

/// Messages of the Language Server Protocol in a stream of bytes: a header with `Content-Length`, a blank line, JSON.
package struct MessageStream: Sendable {
  private var bytes: [UInt8] = []

  /// Longer ones end the stream: no editor sends them.
  package static let longest = 64 << 20

  package init() {}

  package struct Broken: Error, CustomStringConvertible, Sendable {
    package let description: String
  }

  package mutating func add(_ more: some Sequence<UInt8>) { bytes += more }

  /// The next whole message; nil when more bytes are needed. Throws where the stream cannot be read on.
  package mutating func next() throws -> JSONValue? {
    let end: [UInt8] = Array("\r\n\r\n".utf8)
    guard let body = place(of: end) else {
      if bytes.count > 4096 { throw Broken(description: "no header of a message was met in 4096 bytes") }
      return nil
    }
    let header = String(decoding: bytes[..<body.start], as: UTF8.self)
    let fields = header.split(whereSeparator: \.isNewline).map { $0.split(separator: ":", maxSplits: 1) }
    let length = fields.first { $0.first?.lowercased() == "content-length" }?.last
      .flatMap { Int($0.drop(while: \.isWhitespace)) }
    guard let length, (0...Self.longest).contains(length) else {
      throw Broken(description: "a message has no usable Content-Length")
    }
    guard bytes.count >= body.end + length else { return nil }
    let message = Array(bytes[body.end..<(body.end + length)])
    bytes.removeFirst(body.end + length)
    return try JSONValue(parsing: message)
  }

  private func place(of mark: [UInt8]) -> (start: Int, end: Int)? {
    guard bytes.count >= mark.count else { return nil }
    for start in 0...(bytes.count - mark.count) where bytes[start..<(start + mark.count)].elementsEqual(mark) {
      return (start, start + mark.count)
    }
    return nil
  }

  /// A message with its header.
  package static func framed(_ message: JSONValue) throws -> [UInt8] {
    let body = try message.bytes()
    return Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
  }
}
