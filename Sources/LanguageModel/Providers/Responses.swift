internal import JSON

/// OpenAI's Responses. Third-party servers often do not enforce the schema here; OpenAI does.
struct Responses: Provider {
  let answerName = "a response"
  let streamFormat = StreamFormat.events

  func operation(_ profile: ModelProfile) -> Operation { Operation(path: "responses", version: "/v1") }

  func headers(_ key: APIKey?) -> [HTTPHeader] { ChatCompletions().headers(key) }

  func body(_ turn: ModelTurn) -> [JSONValue.Member] {
    let profile = turn.profile
    var body: [JSONValue.Member] = []
    body.add("model", .string(turn.model))
    if !turn.request.system.isEmpty { body.add("instructions", .string(turn.request.system)) }
    body.add("input", .array(turn.messages.map { message($0, detail: profile.pictureDetail) }))
    body.add("text", format(turn).map { ["format": $0] })
    // The interface takes no less.
    body.add("max_output_tokens", .integer(max(turn.maximumTokens, 16)))
    body.add("temperature", turn.temperature)
    if let count = profile.alternatives {
      body.add("top_logprobs", .integer(count))
      body.add("include", ["message.output_text.logprobs"])
    }
    body.add("reasoning", profile.reasoningEffort.map { ["effort": .string($0)] })
    body.add("store", profile.store.map(JSONValue.bool))
    if profile.streams { body.add("stream", true) }
    return body
  }

  private func format(_ turn: ModelTurn) -> JSONValue? {
    switch turn.profile.schemaMode {
    case .native:
      [
        "type": "json_schema", "name": .string(turn.request.schemaName), "strict": true, "schema": turn.schema,
      ]
    case .object: ["type": "json_object"]
    case .prompt, .tool: nil
    }
  }

  private func message(_ message: ModelTurn.Message, detail: String?) -> JSONValue {
    let parts = message.parts.map { part -> JSONValue in
      switch part {
      case .text(let text): return ["type": message.isModel ? "output_text" : "input_text", "text": .string(text)]
      case .png(let bytes):
        var image: [JSONValue.Member] = [.init("type", "input_image")]
        image.add("image_url", .string("data:image/png;base64," + (bytes.base64.string ?? "")))
        image.add("detail", detail.map(JSONValue.string))
        return .object(image)
      }
    }
    return ["type": "message", "role": message.isModel ? "assistant" : "user", "content": .array(parts)]
  }

  func answer(_ document: JSONValue) -> ProviderAnswer? {
    if let failure = failure(in: document) { return failure }
    guard let output = document["output"]?.array ?? (document["status"]?.string == nil ? nil : []) else {
      return nil
    }
    // Reasoning and other items may stand before the message.
    let messages = output.filter { $0["type"]?.string == "message" }
    let parts = messages.flatMap { $0["content"]?.array ?? [] }
    let refusal = parts.lazy.compactMap { $0["refusal"]?.string }.first
    let texts = parts.filter { $0["type"]?.string == "output_text" }
    let outcome: ProviderAnswer.Outcome
    switch document["status"]?.string {
    case "failed", "cancelled": outcome = .failed(document)
    case "incomplete":
      switch document["incomplete_details"]?["reason"]?.string {
      case "content_filter": outcome = .blocked("")
      case "max_output_tokens": outcome = .cutOff
      default: outcome = .unfinished
      }
    case "completed":
      if messages.contains(where: { $0["status"]?.string.map { $0 != "completed" } ?? false }) {
        outcome = .unfinished
      } else if let refusal {
        outcome = .refused(refusal)
      } else {
        outcome = .text(texts.compactMap { $0["text"]?.string }.joined())
      }
    // Queued, in progress, or nothing said.
    default: outcome = .unfinished
    }
    let tokens = texts.flatMap { WireToken.list($0["logprobs"]) ?? [] }
    return ProviderAnswer(
      outcome: outcome, model: document["model"]?.string, usage: usage(document["usage"]),
      requestID: document["id"]?.string, tokens: tokens.isEmpty ? nil : tokens)
  }

  private func usage(_ value: JSONValue?) -> ModelUsage? {
    guard let input = value?["input_tokens"]?.integer, let output = value?["output_tokens"]?.integer else { return nil }
    return ModelUsage(inputTokens: input, outputTokens: output)
  }

  /// The last event carries the whole response.
  func assemble(_ pieces: [JSONValue]) -> JSONValue? {
    let ends = ["response.completed", "response.failed", "response.incomplete"]
    return pieces.last { ends.contains($0["type"]?.string ?? "") }?["response"]
  }
}
