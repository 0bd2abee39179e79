internal import CCurl

/// When a request is sent again, and how long to wait before.
package struct RetryPolicy: Sendable {
  /// How often beyond the first time.
  package var retries: Int
  /// Waits; tests put in their own.
  package var sleep: @Sendable (Duration) async throws -> Void
  /// From 0 to 1, drawn anew for every wait, so that many clients do not come back at the same moment.
  package var jitter: @Sendable () -> Double

  package init(
    retries: Int = 2,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    jitter: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
  ) {
    self.retries = retries
    self.sleep = sleep
    self.jitter = jitter
  }

  /// The longest wait that a server may ask for.
  static let longestWait = Duration.seconds(120)

  /// Whether a status may go away by itself.
  static func mayPass(_ status: Int) -> Bool { [408, 409, 425, 429].contains(status) || 500...599 ~= status }

  /// A timeout is not tried again: the server has the request, is likely still at work on it, and may charge for it.
  static func mayPass(_ code: TransportError.Code) -> Bool { code == .unreachable || code == .interrupted }

  /// How long to wait before retry number `index`, counted from 0: what the server asked for and up to a tenth more,
  /// else 0.5·2ⁿ s up to 8 s, less up to a quarter of it.
  func wait(beforeRetry index: Int, asked: Duration?) -> Duration {
    if let asked { return asked + .milliseconds(Int((asked / .milliseconds(10)) * jitter())) }
    let seconds = min(0.5 * Double(1 << min(index, 10)), 8)
    return .milliseconds(Int(1000 * seconds * (1 - 0.25 * jitter())))
  }
}

/// What a server's headers say about another try.
extension HTTPResponse {
  var isSuccess: Bool { 200..<300 ~= status }

  /// The wait that `retry-after-ms` (milliseconds) or else `Retry-After` asks for: seconds, or a date (RFC 9110,
  /// 10.2.3). Nil when absent, unreadable or past.
  var wait: Duration? {
    if let text = self[header: "retry-after-ms"], let wait = Self.wait(milliseconds: Double(text)) { return wait }
    guard let text = self[header: "Retry-After"] else { return nil }
    if let seconds = Double(text) { return Self.wait(milliseconds: 1000 * seconds) }
    let date = curl_getdate(text, nil)
    let wait = date - time(nil)
    return date > 0 && wait > 0 ? .seconds(wait) : nil
  }

  private static func wait(milliseconds: Double?) -> Duration? {
    guard let milliseconds, milliseconds > 0, milliseconds < 1e12 else { return nil }
    return .milliseconds(Int(milliseconds.rounded(.up)))
  }

  /// OpenAI and Anthropic say outright whether to try again.
  var shouldRetry: Bool? {
    switch self[header: "x-should-retry"]?.lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }

  var requestID: String? { self[header: "x-request-id"] ?? self[header: "request-id"] }
}
