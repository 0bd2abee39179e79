import Dispatch
import JSON
import LanguageModel
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An HTTP server on this machine that answers each connection with the next step of a script and keeps what it was sent.
final class ScriptedServer: Sendable {
  enum Step: Sendable {
    case answer(Int, [String] = [], String)
    /// These bytes, then the end of the connection.
    case raw(String)
    /// Nothing, until the server stops.
    case silence
  }

  struct Request: Sendable {
    let head: String
    let body: [UInt8]

    var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
  }

  private struct State {
    var steps: [Step]
    var requests: [Request] = []
    var open: [Int32] = []
  }

  let port: UInt16
  private let listener: Int32
  private let state: Mutex<State>

  var address: String { "http://127.0.0.1:\(port)" }
  var requests: [Request] { state.withLock { $0.requests } }

  /// Without listening, the port stays taken and every connection is refused.
  init(_ steps: [Step], isListening: Bool = true) {
    #if canImport(Glibc)
      let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    self.listener = listener
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        _ = bind(listener, generic, size)
        if isListening { _ = listen(listener, 16) }
        _ = getsockname(listener, generic, &size)
      }
    }
    port = UInt16(bigEndian: name.sin_port)
    state = Mutex(State(steps: steps))
    guard isListening else {
      state.withLock { $0.open.append(listener) }
      return
    }
    DispatchQueue(label: "scripted-server").async { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { break }
        serve(connection)
      }
      // Closed here and not by `stop`, which would free the number for another server while this loop still uses it.
      close(listener)
    }
  }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    for descriptor in state.withLock({ $0.open }) { close(descriptor) }
  }

  private func serve(_ connection: Int32) {
    guard let request = receive(connection) else {
      close(connection)
      return
    }
    let step = state.withLock { state -> Step in
      state.requests.append(request)
      return state.steps.isEmpty ? .answer(418, [], "the script is over") : state.steps.removeFirst()
    }
    switch step {
    case .answer(let status, let headers, let body):
      let head = ["HTTP/1.1 \(status) Scripted", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
      send(head.joined(separator: "\r\n") + "\r\n\r\n" + body, over: connection)
      close(connection)
    case .raw(let text):
      send(text, over: connection)
      close(connection)
    case .silence: state.withLock { $0.open.append(connection) }
    }
  }

  private func receive(_ connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      bytes.append(contentsOf: buffer[..<count])
      guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
      let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      let length = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
        .flatMap { Int($0.drop { !$0.isNumber }) }
      if bytes.count - end.upperBound >= length ?? 0 {
        return Request(head: head, body: Array(bytes[end.upperBound...]))
      }
    }
  }

  private func send(_ text: String, over connection: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}

/// Runs a test body against a scripted server, and stops the server.
func withServer<T>(_ steps: [ScriptedServer.Step], _ body: (ScriptedServer) async throws -> T) async throws -> T {
  let server = ScriptedServer(steps)
  defer { server.stop() }
  return try await body(server)
}
