package import JSON
internal import Synchronization

/// A model behind an OpenAI-compatible `chat/completions` interface: OpenAI itself, vLLM, llama.cpp, Ollama and many gateways.
///
/// Three bounded loops, kept apart: a request that failed in passing is sent again (`RetryPolicy`); a server that refuses the newer name of the
/// token limit is asked once with the older one, and that is remembered; an answer that breaks the schema goes back to the model with the list of
/// violations. A refusal and a cut-off answer are never repaired.
package struct OpenAICompatibleModel: LanguageModel {
  package let name: String
  package let address: ServerAddress
  private let key: APIKey?
  private let repairTurns: Int
  private let retry: RetryPolicy
  private let transport: any Transport
  private let learned: LearnedField

  /// Throws a `configuration` error for an address that must not be used, a key that cannot be sent, or an empty name.
  ///
  /// - Parameters:
  ///   - baseURL: The server's address, with or without `/v1`, a trailing slash or the full path.
  ///   - key: Sent as a bearer token; nil or empty for servers that want none. White space around it is dropped.
  ///   - allowPlainHTTP: Whether pictures may travel unencrypted to another machine.
  ///   - repairTurns: How often an answer that breaks the schema may be corrected.
  package init(
    name: String, baseURL: String, key: String?, allowPlainHTTP: Bool = false,
    tokenLimitField: TokenLimitField = .maxCompletionTokens, repairTurns: Int = 2, retry: RetryPolicy = RetryPolicy(),
    transport: any Transport = HTTPTransport()
  ) throws(ModelError) {
    guard !name.isEmpty else { throw ModelError(code: .configuration, message: "No model is named; give its name.") }
    self.name = name
    address = try ServerAddress(base: baseURL, operation: "chat/completions", allowPlainHTTP: allowPlainHTTP)
    self.key = try APIKey(key)
    self.repairTurns = repairTurns
    self.retry = retry
    self.transport = transport
    learned = LearnedField(tokenLimitField)
  }

  package var fingerprint: JSONValue {
    [
      "interface": "chat-completions", "address": .string(address.text), "model": .string(name),
      "repair_turns": .integer(repairTurns),
    ]
  }

  package func answer(_ request: ModelRequest) async throws -> ModelAnswer {
    var tally = Tally()
    do throws(ModelError) {
      return try await converse(request, &tally)
    } catch {
      var error = error
      error.attempts = tally.attempts
      error.usage = tally.usage
      throw error
    }
  }

  private func converse(_ request: ModelRequest, _ tally: inout Tally) async throws(ModelError) -> ModelAnswer {
    let start = ContinuousClock.now
    let schema: JSONSchema
    do throws(JSONSchemaError) { schema = try JSONSchema(request.schema) } catch {
      throw ModelError(code: .configuration, message: "The schema \"\(request.schemaName)\" cannot be used: \(error).")
    }
    var chat = ChatRequest(model: name, request: request)
    for _ in 0...max(repairTurns, 0) {
      let completion = try await complete(chat, &tally)
      let answer = AnswerText(try text(of: completion, request))
      switch answer.read(as: schema) {
      case .valid(let value):
        return ModelAnswer(
          value: value, model: completion.model ?? name, usage: tally.usage,
          latencyMilliseconds: Int((ContinuousClock.now - start) / .milliseconds(1)), attempts: tally.attempts)
      case .broken(let violations): chat.correction = .init(answer: answer.text, violations: violations)
      }
    }
    let violations = chat.correction?.violations ?? []
    var error = ModelError(
      code: .invalidAnswer,
      message:
        "The model \(name) still broke the answer's schema after \(repairTurns) correction\(repairTurns == 1 ? "" : "s"): "
        + ServerMessage(violations.first ?? "", hiding: key).text
        + (violations.count > 1 ? " (and \(violations.count - 1) more)." : "."))
    error.violations = violations.map { ServerMessage($0, hiding: key).text }
    throw error
  }

  private func text(of completion: ChatCompletion, _ request: ModelRequest) throws(ModelError) -> String {
    switch completion.outcome {
    case .text(let text): return text
    case .refused(let words):
      let said = words.isEmpty ? "." : ": \(words)"
      throw ModelError(code: .refused, message: "The model \(name) refused to answer\(said)")
    case .cutOff:
      throw ModelError(
        code: .cutOff,
        message: "The answer of the model \(name) was cut off at \(request.maximumTokens) tokens; raise the limit.")
    case .failed(let words):
      throw ModelError(code: .serverFailure, message: "\(address.origin) reported a failure: \(words)")
    }
  }

  private func complete(_ chat: ChatRequest, _ tally: inout Tally) async throws(ModelError) -> ChatCompletion {
    let field = learned.field
    var response = try await post(chat, field, &tally)
    if field == .maxCompletionTokens, response.refuses(field) {
      let second = try await post(chat, .maxTokens, &tally)
      // Where the older name is refused as well, the limit itself was the matter, and the first answer says so.
      if !second.refuses(.maxTokens) { response = second }
      if second.isSuccess { learned.field = .maxTokens }
    }
    guard response.isSuccess else { throw failure(response) }
    guard let completion = ChatCompletion(body: response.body, hiding: key) else {
      tally.add(nil)
      throw ModelError(
        code: .serverFailure,
        message: "\(address.origin) answered with something else than a chat completion; check the address.")
    }
    tally.add(completion.usage)
    return completion
  }

  /// Sends, and again where that may help. Returns a response of any status that another try would not change.
  private func post(
    _ chat: ChatRequest, _ field: TokenLimitField, _ tally: inout Tally
  ) async throws(ModelError) -> HTTPResponse {
    let body: [UInt8]
    do throws(JSONError) { body = try chat.body(limitedBy: field) } catch {
      throw ModelError(code: .configuration, message: "The question to the model cannot be written: \(error).")
    }
    let headers = key.map { [HTTPHeader("Authorization", "Bearer " + $0.value)] } ?? []
    let request = HTTPRequest(address: address, headers: headers, body: body)
    var retries = 0
    while true {
      if Task.isCancelled { throw cancelled }
      tally.attempts += 1
      let asked: Duration?
      do throws(TransportError) {
        let response = try await transport.send(request)
        asked = response.retryAfter
        let isHopeless = response.isQuotaExhausted || (asked ?? .zero) > RetryPolicy.longestWait
        guard RetryPolicy.mayPass(response.status), retries < retry.retries, !isHopeless else { return response }
      } catch {
        guard RetryPolicy.mayPass(error.code), retries < retry.retries else { throw failure(error) }
        asked = nil
      }
      do { try await retry.sleep(retry.wait(beforeRetry: retries, asked: asked)) } catch { throw cancelled }
      retries += 1
    }
  }

  private var cancelled: ModelError {
    ModelError(code: .cancelled, message: "The question to \(address.origin) was cancelled.")
  }

  private func failure(_ error: TransportError) -> ModelError {
    let code: ModelError.Code =
      switch error.code {
      case .unreachable, .interrupted, .untrusted: .unreachable
      case .timeout: .timeout
      case .cancelled: .cancelled
      case .tooLarge: .serverFailure
      case .malformed: .configuration
      }
    return ModelError(code: code, message: error.message)
  }

  private func failure(_ response: HTTPResponse) -> ModelError {
    let words = ServerMessage(body: response.body, hiding: key).text
    let said = "\(address.origin) answered \(response.status)" + (words.isEmpty ? "" : " (\(words))")
    switch response.status {
    case 300..<400:
      return ModelError(code: .rejectedRequest, message: "\(said): it has moved; give its new address.")
    case 401, 403: return ModelError(code: .unauthorised, message: "\(said): check the key and what it may use.")
    case 404: return ModelError(code: .rejectedRequest, message: "\(said): check the address and the model's name.")
    case 408: return ModelError(code: .timeout, message: "\(said): it took too long; try again later.")
    case 429:
      let wait = response.retryAfter.map { "in \(Int(($0 / .seconds(1)).rounded(.up))) seconds" } ?? "later"
      return ModelError(
        code: .rateLimited, message: "\(said): the limit of requests or tokens is reached; try again \(wait).")
    case 500...599: return ModelError(code: .serverFailure, message: "\(said): the server failed; try again later.")
    default: return ModelError(code: .rejectedRequest, message: "\(said): it does not take this request.")
    }
  }
}

/// What one question has cost so far.
private struct Tally {
  var attempts = 0
  private var completions = 0
  private var known = 0
  private var sum = ModelUsage(inputTokens: 0, outputTokens: 0)

  /// Nil unless every answer came with a count: part of the cost is not the cost.
  var usage: ModelUsage? { known > 0 && known == completions ? sum : nil }

  mutating func add(_ usage: ModelUsage?) {
    completions += 1
    guard let usage else { return }
    known += 1
    sum.inputTokens += usage.inputTokens
    sum.outputTokens += usage.outputTokens
  }
}

/// Which name of the token limit the server takes, shared by all copies of a model.
private final class LearnedField: Sendable {
  private let value: Mutex<TokenLimitField>

  init(_ field: TokenLimitField) { value = Mutex(field) }

  var field: TokenLimitField {
    get { value.withLock { $0 } }
    set { value.withLock { $0 = newValue } }
  }
}

extension HTTPResponse {
  fileprivate var isSuccess: Bool { 200..<300 ~= status }

  fileprivate func refuses(_ field: TokenLimitField) -> Bool {
    (status == 400 || status == 422) && String(decoding: body, as: UTF8.self).contains(field.rawValue)
  }

  /// Waiting does not fill an account.
  fileprivate var isQuotaExhausted: Bool {
    status == 429 && String(decoding: body, as: UTF8.self).contains("insufficient_quota")
  }
}
