internal import CCurl
internal import Dispatch
internal import Synchronization

/// HTTP by libcurl; HTTP/2 where TLS settles on it. Follows no redirects: a server that moved must not get the key and
/// the pictures unasked. Copies share their open connections.
package struct HTTPTransport: Transport {
  package struct Limits: Hashable, Sendable {
    package var connectSeconds: Int
    /// From the start to the last byte of the answer.
    package var totalSeconds: Int
    /// How long the line may be silent. A model that thinks sends nothing meanwhile.
    package var silentSeconds: Int
    package var maximumResponseBytes: Int

    package init(
      connectSeconds: Int = 10, totalSeconds: Int = 600, silentSeconds: Int = 300, maximumResponseBytes: Int = 16 << 20
    ) {
      self.connectSeconds = connectSeconds
      self.totalSeconds = totalSeconds
      self.silentSeconds = silentSeconds
      self.maximumResponseBytes = maximumResponseBytes
    }
  }

  package enum Proxy: Hashable, Sendable {
    /// What `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy` say.
    case environment
    case none
    case address(String)
  }

  package let limits: Limits
  private let proxy: Proxy
  private let authorities: String?
  private let pool = CurlPool()

  /// - Parameters:
  ///   - proxy: Never asked for this machine.
  ///   - authorities: A file of certificate authorities (PEM) to trust instead of the system's.
  package init(limits: Limits = Limits(), proxy: Proxy = .environment, authorities: String? = nil) {
    self.limits = limits
    self.proxy = proxy
    self.authorities = authorities
  }

  /// Sends and waits on a thread of its own. Cancelling the task ends the transfer within about a second.
  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    guard let handle = await pool.take() else {
      throw TransportError(code: .malformed, message: "The HTTP library could not be started.")
    }
    let received = CurlTransfer.Received(maximumBytes: limits.maximumResponseBytes)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // A serial queue gets a thread of its own. A concurrent one would block threads that Swift's tasks run on.
        DispatchQueue(label: "segwarden.http").async {
          let result = perform(request, into: received, with: handle)
          received.isComplete.store(true, ordering: .releasing)
          continuation.resume(returning: result)
        }
      }
    } onCancel: {
      received.isCancelled.store(true, ordering: .relaxed)
    }
    _ = received.isComplete.load(ordering: .acquiring)
    await pool.put(handle)
    return try result.get()
  }

  private func perform(
    _ request: HTTPRequest, into received: CurlTransfer.Received, with handle: CurlHandle
  ) -> Result<HTTPResponse, TransportError> {
    var transfer = CurlTransfer(handle)
    transfer.set(CURLOPT_URL, request.address.text)
    // A proxy from the environment must not see what is meant for this machine.
    switch proxy {
    case _ where request.address.isLoopback: transfer.set(CURLOPT_NOPROXY, "*")
    case .environment: break
    case .none: transfer.set(CURLOPT_PROXY, "")
    case .address(let address): transfer.set(CURLOPT_PROXY, address)
    }
    if let file = authorities ?? CertificateAuthorities.system { transfer.set(CURLOPT_CAINFO, file) }
    transfer.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    transfer.set(CURLOPT_NOSIGNAL, 1)
    transfer.set(CURLOPT_POST, 1)
    transfer.set(CURLOPT_USERAGENT, "segwarden")
    transfer.set(CURLOPT_CONNECTTIMEOUT, limits.connectSeconds)
    transfer.set(CURLOPT_TIMEOUT, limits.totalSeconds)
    transfer.set(CURLOPT_LOW_SPEED_LIMIT, 1)
    transfer.set(CURLOPT_LOW_SPEED_TIME, limits.silentSeconds)
    transfer.add(header: "Content-Type: application/json")
    transfer.add(header: "Accept: application/json, text/event-stream, application/x-ndjson")
    // Without this curl waits a second for "100 Continue" before a large body.
    transfer.add(header: "Expect:")
    for header in request.headers { transfer.add(header: "\(header.name): \(header.value)") }
    let code = transfer.perform(sending: request.body, into: received)
    guard code == CURLE_OK else {
      let failure = explain(code, received, reached: transfer.wasConnected, at: request.address.origin)
      return .failure(failure)
    }
    return .success(HTTPResponse(status: transfer.status, headers: received.headers, body: received.body))
  }

  private func explain(
    _ code: CURLcode, _ received: CurlTransfer.Received, reached: Bool, at origin: String
  ) -> TransportError {
    let reason = String(cString: curl_easy_strerror(code))
    switch code {
    case CURLE_ABORTED_BY_CALLBACK:
      return TransportError(code: .cancelled, message: "The request to \(origin) was cancelled.")
    case CURLE_WRITE_ERROR where received.isTooLarge:
      return TransportError(
        code: .tooLarge, message: "The answer of \(origin) is larger than \(limits.maximumResponseBytes) bytes.")
    case CURLE_OPERATION_TIMEDOUT where reached:
      return TransportError(
        code: .timeout,
        message: "\(origin) did not finish its answer within \(limits.totalSeconds) seconds, or was silent for "
          + "\(limits.silentSeconds) seconds.")
    case CURLE_OPERATION_TIMEDOUT:
      return TransportError(
        code: .unreachable, message: "No connection to \(origin) within \(limits.connectSeconds) seconds.")
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
      return TransportError(
        code: .untrusted,
        message: "No secure connection to \(origin): \(reason). Check its certificate and the address.")
    case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM:
      return TransportError(
        code: .interrupted, message: "The connection to \(origin) broke before the answer was complete: \(reason).")
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
      return TransportError(
        code: .unreachable,
        message: "No connection to \(origin): \(reason). Check the address and that the server runs.")
    default:
      return TransportError(code: .malformed, message: "The request to \(origin) failed: \(reason).")
    }
  }
}
