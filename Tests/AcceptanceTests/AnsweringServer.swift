import Foundation

/// A model's server on this machine that answers every question with the smallest value its schema allows, and counts
/// the questions.
final class AnsweringServer: @unchecked Sendable {
  let address: String
  private let listener: Int32
  private let fails: @Sendable (_ schemaName: String, _ body: String) -> Bool
  /// What goes over the line instead of an answer, head and all.
  private let instead: @Sendable (_ schemaName: String) -> String?
  // A lock that the thread sanitizer knows.
  private let lock = NSLock()
  private var received: [String] = []

  /// The questions' bodies, in the order in which they came.
  var requests: [String] { lock.withLock { received } }

  /// - Parameters:
  ///   - fails: to which questions, by the schema's name and the whole body, the server says that it does not take
  ///     them.
  ///   - instead: what it sends for a question, word for word, where that is not its usual answer.
  init(
    failsOn fails: @escaping @Sendable (_ schemaName: String, _ body: String) -> Bool = { _, _ in false },
    sending instead: @escaping @Sendable (_ schemaName: String) -> String? = { _ in nil }
  ) {
    self.fails = fails
    self.instead = instead
    #if canImport(Glibc)
      let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        _ = bind(listener, generic, size)
        _ = listen(listener, 16)
        _ = getsockname(listener, generic, &size)
      }
    }
    self.listener = listener
    address = "http://127.0.0.1:\(UInt16(bigEndian: name.sin_port))/v1"
    DispatchQueue(label: "answering-server").async { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { break }
        serve(connection)
        close(connection)
      }
      // Closed here and not by `stop`, which would free the number for another server while this loop still uses it.
      close(listener)
    }
  }

  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve(_ connection: Int32) {
    guard let body = Self.body(connection),
      let question = try? JSONSerialization.jsonObject(with: body) as? [String: Any],
      let format = (question["response_format"] as? [String: Any])?["json_schema"] as? [String: Any],
      let name = format["name"] as? String, let schema = format["schema"] as? [String: Any]
    else { return }
    let text = String(decoding: body, as: UTF8.self)
    lock.withLock { received.append(text) }
    if let words = instead(name) { return Self.send(words, over: connection) }
    guard !fails(name, text), let content = try? Self.text(Self.smallest(schema)),
      let answer = try? Self.text([
        "model": "served-1", "usage": ["prompt_tokens": 1000, "completion_tokens": 50],
        "choices": [["finish_reason": "stop", "message": ["content": content]]],
      ])
    else { return Self.send(400, #"{"error":{"message":"not this one"}}"#, over: connection) }
    Self.send(200, answer, over: connection)
  }

  /// Empty lists, the first of several values, no confidence.
  private static func smallest(_ schema: [String: Any]) -> Any {
    if let values = schema["enum"] as? [Any], let first = values.first { return first }
    switch schema["type"] as? String {
    case "object": return (schema["properties"] as? [String: [String: Any]] ?? [:]).mapValues(smallest)
    case "array": return [Any]()
    case "integer", "number": return 0
    case "boolean": return false
    default: return "text"
    }
  }

  private static func text(_ value: Any) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: value, options: .sortedKeys), as: UTF8.self)
  }

  private static func body(_ connection: Int32) -> Data? {
    var bytes = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      bytes.append(contentsOf: buffer[..<count])
      guard let end = bytes.firstRange(of: Data("\r\n\r\n".utf8)) else { continue }
      let length =
        String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        .first { $0.lowercased().hasPrefix("content-length:") }.flatMap { Int($0.drop { !$0.isNumber }) } ?? 0
      if bytes.count - end.upperBound >= length { return bytes[end.upperBound...] }
    }
  }

  private static func send(_ status: Int, _ body: String, over connection: Int32) {
    let head = "HTTP/1.1 \(status) Answered\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
    send(head + body, over: connection)
  }

  private static func send(_ words: String, over connection: Int32) {
    var rest = Array(words.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}

/// Runs a test body against an answering server, and stops the server.
func withAnsweringServer<T>(
  failsOn fails: @escaping @Sendable (_ schemaName: String, _ body: String) -> Bool = { _, _ in false },
  _ body: (AnsweringServer) throws -> T
) rethrows -> T {
  let server = AnsweringServer(failsOn: fails)
  defer { server.stop() }
  return try body(server)
}
