package import JSON
internal import Synchronization

/// A model behind a server, whichever interface it speaks.
///
/// Three bounded loops, kept apart: a request that failed in passing is sent again (`RetryPolicy`); a server that
/// refuses the newer name of the token limit is asked once with the older one, and that is remembered; an answer that
/// breaks the schema goes back to the model with the list of violations. A refusal, a block and a cut-off answer are
/// never repaired. Copies share the connections, the gate and what was learned.
package struct RemoteModel: LanguageModel {
  package let profile: ModelProfile
  package let name: String
  package let address: ServerAddress
  let key: APIKey?
  let provider: any Provider
  let transport: any Transport
  let gate: RequestGate
  private let retry: RetryPolicy
  private let learned: LearnedField

  /// Throws a `configuration` error for an address that must not be used, a key that cannot be sent, a profile without
  /// a model's name, or further fields that collide with the profile's own.
  ///
  /// - Parameters:
  ///   - key: Nil or empty for servers that want none. White space around it is dropped.
  ///   - allowPlainHTTP: Whether pictures may travel unencrypted to another machine.
  ///   - retry: Nil for the profile's number of retries.
  ///   - transport: Nil for HTTP with the profile's limits.
  package init(
    profile: ModelProfile, key: String?, allowPlainHTTP: Bool = false, retry: RetryPolicy? = nil,
    transport: (any Transport)? = nil
  ) throws(ModelError) {
    guard let name = profile.model, !name.isEmpty else {
      throw ModelError(code: .configuration, message: "No model is named for '\(profile.name)'; give its name.")
    }
    self.profile = profile
    self.name = name
    provider = profile.interface.provider
    let operation = try provider.operation(profile)
    address = try ServerAddress(
      base: profile.baseURL, operation: operation.path, version: operation.version, query: operation.query,
      allowPlainHTTP: allowPlainHTTP)
    self.key = try APIKey(key)
    self.retry = retry ?? RetryPolicy(retries: profile.retries)
    self.transport =
      transport
      ?? HTTPTransport(limits: profile.limits, proxy: profile.proxy, authorities: profile.authorities)
    gate = RequestGate(limit: profile.requestsAtATime, requestsPerMinute: profile.requestsPerMinute)
    learned = LearnedField(profile.tokenLimitField ?? .maxCompletionTokens)
    // Mistakes in the further fields are told before anything is asked.
    let nothing = ModelRequest(system: "s", parts: [.text("t")], schemaName: "s", schema: ["type": "object"])
    _ = try body(ModelTurn(request: nothing, profile: profile, model: name))
  }

  package var fingerprint: JSONValue { profile.fingerprint(address: address) }
  package var capacity: ModelCapacity { profile.capacity }

  package func answer(_ request: ModelRequest) async throws(ModelError) -> ModelAnswer {
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
    try checkPictures(request)
    var turn = ModelTurn(request: request, profile: profile, model: name)
    for _ in 0...max(profile.repairTurns, 0) {
      let reply = try await ask(turn, &tally)
      let answer = AnswerText(try text(of: reply, turn))
      switch answer.read(as: schema) {
      case .valid(let value):
        var whole = ModelAnswer(
          value: value, model: reply.model ?? name, usage: tally.usage,
          latencyMilliseconds: Int((ContinuousClock.now - start) / .milliseconds(1)), attempts: tally.attempts,
          tokens: reply.tokens.flatMap { ModelToken.list($0, of: answer) })
        whole.requestID = reply.requestID
        return whole
      case .broken(_, isJSON: false) where (reply.usage?.outputTokens ?? 0) >= turn.maximumTokens:
        // Some servers do not say that they cut off.
        throw cutOff(turn)
      case .broken(let violations, _):
        turn.correction = .init(answer: answer.text, violations: violations)
      }
    }
    let violations = turn.correction?.violations ?? []
    let turns = profile.repairTurns
    var error = ModelError(
      code: turn.correction?.answer.isEmpty == true ? .emptyAnswer : .invalidAnswer,
      message: "The model \(name) still broke the answer's schema after \(turns) correction\(turns == 1 ? "" : "s"): "
        + ServerMessage(violations.first ?? "", hiding: key).text
        + (violations.count > 1 ? " (and \(violations.count - 1) more)." : "."))
    error.violations = violations.map { ServerMessage($0, hiding: key).text }
    throw error
  }

  private func checkPictures(_ request: ModelRequest) throws(ModelError) {
    let sizes = request.parts.compactMap { part -> Int? in
      if case .png(let bytes) = part { bytes.count } else { nil }
    }
    if let most = profile.pictureCount, sizes.count > most {
      throw ModelError(
        code: .configuration,
        message:
          "The question has \(sizes.count) pictures, and the model '\(profile.name)' takes \(most); ask with fewer."
      )
    }
    if let most = profile.pictureBytes, let largest = sizes.max(), largest > most {
      throw ModelError(
        code: .configuration,
        message: "A picture has \(largest) bytes, and the model '\(profile.name)' takes \(most); ask with smaller ones."
      )
    }
  }

  private func text(of reply: ProviderAnswer, _ turn: ModelTurn) throws(ModelError) -> String {
    func said(_ words: String) -> String {
      let words = ServerMessage(words, hiding: key).text
      return words.isEmpty ? "." : ": \(words)"
    }
    switch reply.outcome {
    case .text(let text): return text
    case .refused(let words):
      throw ModelError(code: .refused, message: "The model \(name) refused to answer\(said(words))")
    case .blocked(let words):
      throw ModelError(
        code: .blocked, message: "The filters of \(address.origin) held the question or the answer back\(said(words))")
    case .cutOff: throw cutOff(turn)
    // `attempt` has made failures of these.
    case .unfinished, .failed: throw FailedAttempt.unfinished(from: address.origin).error
    }
  }

  private func cutOff(_ turn: ModelTurn) -> ModelError {
    ModelError(
      code: .cutOff,
      message:
        "The answer of the model \(name) was cut off at \(turn.maximumTokens) tokens; raise 'answer_tokens' of its profile."
    )
  }

  private func ask(_ turn: ModelTurn, _ tally: inout Tally) async throws(ModelError) -> ProviderAnswer {
    var turn = turn
    turn.tokenLimitField = learned.field
    let first: FailedAttempt
    switch try await send(turn, &tally) {
    case .answered(let answer): return answer
    case .failed(let failure): first = failure
    }
    guard profile.interface == .chatCompletions, profile.tokenLimitField == nil,
      turn.tokenLimitField == .maxCompletionTokens, first.refusal.contains(turn.tokenLimitField.rawValue)
    else { throw first.error }
    turn.tokenLimitField = .maxTokens
    switch try await send(turn, &tally) {
    case .answered(let answer):
      learned.field = .maxTokens
      return answer
    // Where the older name is refused as well, the limit itself was the matter, and the first answer says so.
    case .failed(let second) where second.refusal.contains(turn.tokenLimitField.rawValue): throw first.error
    case .failed(let second): throw second.error
    }
  }

  /// Sends, and again where that may help. Returns what another try would not change.
  private func send(_ turn: ModelTurn, _ tally: inout Tally) async throws(ModelError) -> Attempt {
    let request = HTTPRequest(
      address: address, headers: provider.headers(key) + profile.headers, body: try body(turn))
    var retries = 0
    while true {
      let attempt = await attempt(request, &tally)
      guard case .failed(let failure) = attempt, failure.mayPass, retries < retry.retries,
        failure.wait ?? .zero <= RetryPolicy.longestWait
      else { return attempt }
      do { try await retry.sleep(retry.wait(beforeRetry: retries, asked: failure.wait)) } catch {
        return .failed(cancelled)
      }
      retries += 1
    }
  }
}

/// Which name of the token limit the server takes, shared by all copies of a model.
private final class LearnedField: Sendable {
  private let isOlder: Atomic<Bool>

  init(_ field: TokenLimitField) { isOlder = Atomic(field == .maxTokens) }

  var field: TokenLimitField {
    get { isOlder.load(ordering: .relaxed) ? .maxTokens : .maxCompletionTokens }
    set { isOlder.store(newValue == .maxTokens, ordering: .relaxed) }
  }
}
