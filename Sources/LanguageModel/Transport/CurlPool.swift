internal import CCurl

/// Handles that are not in use, with their open connections.
///
/// libcurl keeps connections in the handle that made them, and a handle serves one thread at a time; its share
/// interface does not allow connections to be shared between threads. So handles are lent whole: as many connections
/// stay open as requests went at a time.
actor CurlPool {
  private var idle: [CurlHandle] = []

  /// The one that was used last, whose connection is likeliest to be alive; else a new one. Nil when libcurl cannot
  /// start.
  func take() -> CurlHandle? { idle.popLast() ?? CurlHandle() }

  func put(_ handle: CurlHandle) {
    // Keeps connections and sessions, forgets options, of which the key is one.
    curl_easy_reset(handle.raw)
    idle.append(handle)
  }
}

/// Owner of a handle of libcurl. Used by one thread at a time: whoever took it.
final class CurlHandle: @unchecked Sendable {
  let raw: UnsafeMutableRawPointer

  /// Must happen once, before any handle is made.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init?() {
    guard Self.isReady, let raw = curl_easy_init() else { return nil }
    self.raw = raw
  }

  deinit { curl_easy_cleanup(raw) }
}
