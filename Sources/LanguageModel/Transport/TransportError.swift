/// Why no whole response came.
package struct TransportError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// No connection came about.
    case unreachable
    /// The connection broke before the response was complete.
    case interrupted
    /// The server was reached and took too long.
    case timeout
    /// The server could not prove who it is, or speaks no TLS we accept.
    case untrusted
    /// The response is larger than the bound.
    case tooLarge
    case cancelled
    /// The request could not be formed.
    case malformed
  }

  package let code: Code
  /// One sentence with the server's origin.
  package let message: String

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }
}
