internal import CCurl
internal import Synchronization

/// One transfer by libcurl with a borrowed handle: owns the header list, and frees it.
struct CurlTransfer: ~Copyable {
  private let owner: CurlHandle
  private var headers: UnsafeMutablePointer<curl_slist>?
  private var failure = CURLE_OK

  init(_ handle: CurlHandle) { owner = handle }

  deinit { curl_slist_free_all(headers) }

  private var handle: UnsafeMutableRawPointer { owner.raw }

  mutating func set(_ option: CURLoption, _ value: String) {
    note(segwarden_curl_set_string(handle, option, value))
  }

  mutating func set(_ option: CURLoption, _ value: Int) { note(segwarden_curl_set_long(handle, option, value)) }

  mutating func add(header: String) {
    guard let longer = curl_slist_append(headers, header) else { return note(CURLE_OUT_OF_MEMORY) }
    headers = longer
  }

  /// Sends the body and waits for the end. Blocks the thread.
  mutating func perform(sending body: [UInt8], into received: Received) -> CURLcode {
    note(segwarden_curl_set_list(handle, CURLOPT_HTTPHEADER, headers))
    // `received` outlives the transfer: this frame holds it.
    let context = Unmanaged.passUnretained(received).toOpaque()
    note(
      segwarden_curl_on_body(
        handle,
        { bytes, size, count, context in
          guard let context, let bytes else { return 0 }
          let received = Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
          return received.append(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
        }, context))
    note(
      segwarden_curl_on_header(
        handle,
        { bytes, size, count, context in
          guard let context, let bytes else { return 0 }
          let received = Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
          return received.read(header: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
        }, context))
    note(
      segwarden_curl_on_progress(
        handle,
        { context, _, _, _, _ in
          guard let context else { return 1 }
          let received = Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
          return received.isCancelled.load(ordering: .relaxed) ? 1 : 0
        }, context))
    return withExtendedLifetime(received) {
      body.withUnsafeBytes { bytes in
        guard failure == CURLE_OK else { return failure }
        // An empty array has no address; curl wants one.
        let code = withUnsafeBytes(of: 0 as UInt8) { empty in
          (bytes.baseAddress ?? empty.baseAddress).map { segwarden_curl_set_body(handle, $0, curl_off_t(bytes.count)) }
        }
        guard code == CURLE_OK else { return CURLE_OUT_OF_MEMORY }
        return curl_easy_perform(handle)
      }
    }
  }

  var status: Int { segwarden_curl_status(handle) }

  /// Whether the server was reached at all.
  var wasConnected: Bool { segwarden_curl_connected_after(handle) > 0 }

  private mutating func note(_ code: CURLcode) { if failure == CURLE_OK { failure = code } }

  /// What came back, written by one thread: the one that performs the transfer. Only the flags are shared.
  final class Received: @unchecked Sendable {
    let isCancelled = Atomic(false)
    /// Set by the writing thread at its end and read by the waiting one: an order between them that the thread
    /// sanitizer sees, too.
    let isComplete = Atomic(false)
    let maximumBytes: Int
    private(set) var headers: [HTTPHeader] = []
    private(set) var body: [UInt8] = []
    private(set) var isTooLarge = false
    private var headerBytes = 0

    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    /// False stops the transfer.
    fileprivate func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
      isTooLarge = bytes.count > maximumBytes - body.count
      if !isTooLarge { body.append(contentsOf: bytes) }
      return !isTooLarge
    }

    fileprivate func read(header bytes: UnsafeRawBufferPointer) -> Bool {
      headerBytes += bytes.count
      isTooLarge = headerBytes > 1 << 18
      let line = String(decoding: bytes, as: UTF8.self)
      // A new status line, after "100 Continue" for example, begins a new set of headers.
      if line.hasPrefix("HTTP/") { headers = [] }
      if let colon = line.firstIndex(of: ":") {
        let value = line[line.index(after: colon)...]
        headers.append(HTTPHeader(String(line[..<colon]), value.trimmingSpace))
      }
      return !isTooLarge
    }
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmingSpace: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? endIndex
    return start < end ? String(self[start..<end]) : ""
  }
}
