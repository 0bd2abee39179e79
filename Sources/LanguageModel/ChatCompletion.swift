internal import JSON

/// What came back from `chat/completions`, read leniently: servers leave out, rename and add members.
struct ChatCompletion: Hashable, Sendable {
  enum Outcome: Hashable, Sendable {
    case text(String)
    /// With the model's words, where it gave any.
    case refused(String)
    /// The answer ran into the token limit; what there is of it is worth nothing.
    case cutOff
    case failed(String)
  }

  let outcome: Outcome
  let model: String?
  let usage: ModelUsage?

  /// Nil when the body is no chat completion.
  init?(body: [UInt8], hiding key: APIKey?) {
    guard let value = try? JSONValue(parsing: body) else { return nil }
    model = value["model"]?.string
    usage = Self.usage(value["usage"])
    guard let choice = value["choices"]?.array?.first else {
      // Some gateways report a failure with status 200.
      guard value["error"] != nil else { return nil }
      outcome = .failed(ServerMessage(body: body, hiding: key).text)
      return
    }
    let content = Self.content(choice["message"]?["content"])
    let refusal = choice["message"]?["refusal"]?.string ?? content.refusal ?? ""
    // A refusal comes with the finish reason "stop", so it is looked for first.
    switch choice["finish_reason"]?.string?.lowercased() {
    case _ where !refusal.isEmpty: outcome = .refused(ServerMessage(refusal, hiding: key).text)
    case "content_filter", "safety", "refusal": outcome = .refused("")
    case "length", "max_tokens", "model_length": outcome = .cutOff
    case "error": outcome = .failed("the model stopped with an error")
    default: outcome = .text(content.text)
    }
  }

  /// Null, a text, or (from some gateways) an array of parts.
  private static func content(_ value: JSONValue?) -> (text: String, refusal: String?) {
    if let text = value?.string { return (text, nil) }
    let parts = value?.array ?? []
    return (parts.compactMap { $0["text"]?.string }.joined(), parts.lazy.compactMap { $0["refusal"]?.string }.first)
  }

  private static func usage(_ value: JSONValue?) -> ModelUsage? {
    guard let input = value?["prompt_tokens"]?.integer, let output = value?["completion_tokens"]?.integer else {
      return nil
    }
    return ModelUsage(inputTokens: input, outputTokens: output)
  }
}
