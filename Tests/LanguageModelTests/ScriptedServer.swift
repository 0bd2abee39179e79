import Foundation
import JSON
import LanguageModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An HTTP server on this machine that answers each request with the next step of a script and keeps what it was sent.
/// Its state is behind a lock that the thread sanitizer knows (it does not know `Mutex` on Linux).
final class ScriptedServer: @unchecked Sendable {
  enum Step: Sendable {
    case answer(Int, [String] = [], String)
    /// Bytes, then the end of the connection.
    case raw(String)
    /// An answer after a pause; the connection stays open for the next request.
    case keep(Int, String, milliseconds: Int = 0)
    /// A good head, then the text a letter at a time.
    case drip(String, milliseconds: Int)
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
    var connections = 0
    var inside = 0
    var mostInside = 0
  }

  let port: UInt16
  private let listener: Int32
  private let lock = NSLock()
  private var guarded: State

  var address: String { "http://127.0.0.1:\(port)" }
  var requests: [Request] { withState { $0.requests } }
  /// How many connections were made.
  var connections: Int { withState { $0.connections } }
  /// The most requests that were being answered at a time.
  var mostInside: Int { withState { $0.mostInside } }

  private func withState<T>(_ body: (inout State) -> T) -> T { lock.withLock { body(&guarded) } }

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
        if isListening { _ = listen(listener, 64) }
        _ = getsockname(listener, generic, &size)
      }
    }
    port = UInt16(bigEndian: name.sin_port)
    guarded = State(steps: steps)
    guard isListening else {
      withState { $0.open.append(listener) }
      return
    }
    // Threads of its own: of those that Dispatch has, many servers at a time would take all, and wait for one another.
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { break }
        withState { $0.connections += 1 }
        Thread.detachNewThread { [self] in while serve(connection) {} }
      }
      // Closed here and not by `stop`, which would free the number for another server while this loop still uses it.
      close(listener)
    }
  }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    for descriptor in withState({ $0.open }) { close(descriptor) }
  }

  /// Answers one request. Whether another may follow.
  private func serve(_ connection: Int32) -> Bool {
    guard let request = receive(connection) else {
      close(connection)
      return false
    }
    let step = withState { state -> Step in
      state.requests.append(request)
      state.inside += 1
      state.mostInside = max(state.mostInside, state.inside)
      return state.steps.isEmpty ? .answer(418, [], "the script is over") : state.steps.removeFirst()
    }
    // Before the answer is out: the client may ask again at once.
    func leave() { withState { $0.inside -= 1 } }
    switch step {
    case .answer(let status, let headers, let body):
      leave()
      let head = ["HTTP/1.1 \(status) Scripted", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
      send(head.joined(separator: "\r\n") + "\r\n\r\n" + body, over: connection)
    case .keep(let status, let body, let milliseconds):
      usleep(UInt32(1000 * milliseconds))
      leave()
      send("HTTP/1.1 \(status) Scripted\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body, over: connection)
      return true
    case .drip(let text, let milliseconds):
      leave()
      send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", over: connection)
      for letter in text {
        guard send(String(letter), over: connection) else { break }
        usleep(UInt32(1000 * milliseconds))
      }
    case .raw(let text):
      leave()
      send(text, over: connection)
    case .silence:
      withState { $0.open.append(connection) }
      return false
    }
    close(connection)
    return false
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

  /// False when the other side is gone.
  @discardableResult private func send(_ text: String, over connection: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      #if canImport(Glibc)
        let flags = Int32(MSG_NOSIGNAL)
      #else
        let flags: Int32 = 0
      #endif
      let count = rest.withUnsafeBytes { systemSend(connection, $0.baseAddress, $0.count, flags) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

/// `send` of the system, which has the name of a method above. A client that went away must not end the tests with a
/// signal.
private func systemSend(_ connection: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
  send(connection, bytes, count, flags)
}

/// Runs a test body against a scripted server, and stops the server.
func withServer<T>(_ steps: [ScriptedServer.Step], _ body: (ScriptedServer) async throws -> T) async throws -> T {
  let server = ScriptedServer(steps)
  defer { server.stop() }
  return try await body(server)
}
