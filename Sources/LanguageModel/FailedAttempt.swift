/// What came of one request to a server.
enum Attempt: Sendable {
  case answered(ProviderAnswer)
  case failed(FailedAttempt)
}

/// Why one request brought no answer, and whether another may.
struct FailedAttempt: Sendable {
  var error: ModelError
  var mayPass = false
  /// The wait that the server asks for.
  var wait: Duration?
  /// The body of a refusal, for what may be learned from it.
  var refusal: String = ""
  /// Whether the model may have worked, and be paid for it.
  var mayCost = false
}

extension FailedAttempt {
  init(_ error: TransportError) {
    let code: ModelError.Code =
      switch error.code {
      case .unreachable, .untrusted: .unreachable
      case .interrupted: .interrupted
      case .timeout: .timeout
      case .cancelled: .cancelled
      case .tooLarge: .serverFailure
      case .malformed: .configuration
      }
    self.init(
      error: ModelError(code: code, message: error.message, cause: error), mayPass: RetryPolicy.mayPass(error.code),
      mayCost: [.interrupted, .timeout, .tooLarge, .cancelled].contains(error.code))
  }

  /// - Parameter key: The key that was sent, which no message may hold.
  init(_ response: HTTPResponse, from origin: String, key: APIKey?, keyVariables: [String]) {
    let complaint = Complaint(body: response.body, hiding: key)
    let id = response.requestID.map { ServerMessage($0, hiding: key).text }
    let details = [complaint.text, id.map { "request \($0)" } ?? ""].filter { !$0.isEmpty }
    let said =
      "\(origin) answered \(response.status)" + (details.isEmpty ? "" : " (\(details.joined(separator: "; ")))")
    let wait = response.wait ?? complaint.wait
    let code: ModelError.Code
    let advice: String
    switch response.status {
    case _ where complaint.isBlock:
      (code, advice) = (.blocked, "the provider's filters held the question back")
    case 300..<400: (code, advice) = (.rejectedRequest, "it has moved; give its new address")
    case 401 where key == nil:
      (code, advice) = (.unauthorised, "no key was sent; put it into \(keyVariables.joined(separator: " or "))")
    case 401, 403: (code, advice) = (.unauthorised, "check the key and what it may use")
    case 402: (code, advice) = (.quotaExhausted, "the account cannot pay; look after it")
    case 404: (code, advice) = (.rejectedRequest, "check the address and the model's name")
    case 407: (code, advice) = (.unauthorised, "the proxy wants a user and a password in the environment's https_proxy")
    case 408: (code, advice) = (.timeout, "it took too long; try again later")
    case 413: (code, advice) = (.rejectedRequest, "the question is too large; send fewer or smaller pictures")
    case 429 where complaint.isQuotaExhausted:
      (code, advice) = (.quotaExhausted, "the account's quota is used up; look after it")
    case 429:
      let later = wait.map { "in \(Int(($0 / .seconds(1)).rounded(.up))) seconds" } ?? "later"
      (code, advice) = (.rateLimited, "the limit of requests or tokens is reached; try again \(later)")
    case 500...599: (code, advice) = (.serverFailure, "the server failed; try again later")
    default: (code, advice) = (.rejectedRequest, "it does not take this request")
    }
    let isHopeless = code == .quotaExhausted || code == .blocked
    self.init(
      error: ModelError(code: code, message: "\(said): \(advice)."),
      mayPass: !isHopeless && (response.shouldRetry ?? RetryPolicy.mayPass(response.status)), wait: wait,
      refusal: [400, 422].contains(response.status)
        ? String(decoding: response.body.prefix(1 << 16), as: UTF8.self) : "")
  }

  /// A failure that is reported with status 200.
  init(_ complaint: Complaint, from origin: String, inStream: Bool) {
    let kind = complaint.kind
    let place = inStream ? " in the middle of its answer" : ""
    self.init(
      error: ModelError(
        code: kind.code,
        message:
          "\(origin) reported a failure\(place): \(complaint.text.isEmpty ? "it does not say why" : complaint.text)."
      ), mayPass: kind.mayPass, wait: complaint.wait, mayCost: true)
  }

  static func unfinished(from origin: String) -> FailedAttempt {
    FailedAttempt(
      error: ModelError(
        code: .interrupted, message: "The answer of \(origin) broke off before its end; try again later."),
      mayPass: true, mayCost: true)
  }

  /// Something else answered: a proxy, another service.
  static func noAnswer(_ response: HTTPResponse, _ name: String, from origin: String, key: APIKey?) -> FailedAttempt {
    let start = String(decoding: response.body.prefix(64), as: UTF8.self).trimmingSpace
    let title = start.hasPrefix("<") ? ServerMessage(body: response.body, hiding: key).text : ""
    let page = start.hasPrefix("<") ? " (a web page\(title.isEmpty ? "" : ": \(title)"))" : ""
    return FailedAttempt(
      error: ModelError(
        code: .serverFailure,
        message:
          "\(origin) answered with something else than \(name)\(page); check the address, and the proxy if there is one."
      ), mayCost: true)
  }
}
