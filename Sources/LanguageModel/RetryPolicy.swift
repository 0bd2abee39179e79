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
  static func mayPass(_ status: Int) -> Bool { [408, 409, 429].contains(status) || 500...599 ~= status }

  /// A timeout is not tried again: the server has the request, is likely still at work on it, and may charge for it.
  static func mayPass(_ code: TransportError.Code) -> Bool { code == .unreachable || code == .interrupted }

  /// How long to wait before retry number `index`, counted from 0: what the server asked for, else 0.5·2ⁿ s up to 8 s, less up to a quarter of it.
  func wait(beforeRetry index: Int, asked: Duration?) -> Duration {
    if let asked { return asked }
    let seconds = min(0.5 * Double(1 << min(index, 10)), 8)
    return .milliseconds(Int(1000 * seconds * (1 - 0.25 * jitter())))
  }
}

extension HTTPResponse {
  /// The wait that `Retry-After` asks for: seconds, or a date (RFC 9110, 10.2.3). Nil when absent, unreadable or past.
  var retryAfter: Duration? {
    guard let text = self[header: "Retry-After"] else { return nil }
    if let seconds = Double(text) {
      return seconds > 0 && seconds < 1e9 ? .milliseconds(Int((1000 * seconds).rounded(.up))) : nil
    }
    let date = curl_getdate(text, nil)
    let wait = date - time(nil)
    return date > 0 && wait > 0 ? .seconds(wait) : nil
  }
}
