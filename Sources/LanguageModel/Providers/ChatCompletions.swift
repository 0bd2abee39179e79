internal import JSON

/// OpenAI's Chat Completions, which vLLM, llama.cpp, Ollama, LM Studio and many gateways speak as well.
struct ChatCompletions: Provider {
  let answerName = "a chat completion"
  let streamFormat = StreamFormat.events

  func operation(_ profile: ModelProfile) -> Operation { Operation(path: "chat/completions", version: "/v1") }

  func headers(_ key: APIKey?) -> [HTTPHeader] { key.map { [HTTPHeader("Authorization", "Bearer " + $0.value)] } ?? [] }

  func body(_ turn: ModelTurn) -> [JSONValue.Member] {
    let profile = turn.profile
    var messages: [JSONValue] = []
    if !turn.request.system.isEmpty {
      messages.append(["role": "system", "content": .string(turn.request.system)])
    }
    messages += turn.messages.map {
      ["role": $0.isModel ? "assistant" : "user", "content": content($0.parts, detail: profile.pictureDetail)]
    }
    var body: [JSONValue.Member] = []
    body.add("model", .string(turn.model))
    body.add("messages", .array(messages))
    body.add("response_format", format(turn))
    body.add(turn.tokenLimitField.rawValue, .integer(turn.maximumTokens))
    body.add("temperature", turn.temperature)
    body.add("seed", turn.seed)
    if let count = profile.alternatives {
      body.add("logprobs", true)
      body.add("top_logprobs", .integer(count))
    }
    body.add("reasoning_effort", profile.reasoningEffort.map(JSONValue.string))
    body.add("store", profile.store.map(JSONValue.bool))
    if profile.streams {
      body.add("stream", true)
      body.add("stream_options", ["include_usage": true])
    }
    return body
  }

  private func format(_ turn: ModelTurn) -> JSONValue? {
    switch turn.profile.schemaMode {
    case .native:
      [
        "type": "json_schema",
        "json_schema": ["name": .string(turn.request.schemaName), "strict": true, "schema": turn.schema],
      ]
    case .object: ["type": "json_object"]
    case .prompt, .tool: nil
    }
  }

  /// A single text goes as a plain string, which servers without picture support understand too.
  private func content(_ parts: [ModelRequest.Part], detail: String?) -> JSONValue {
    if parts.count == 1, case .text(let text) = parts[0] { return .string(text) }
    return .array(
      parts.map { part in
        switch part {
        case .text(let text): return ["type": "text", "text": .string(text)]
        case .png(let bytes):
          var image: [JSONValue.Member] = []
          image.add("url", .string("data:image/png;base64," + (bytes.base64.string ?? "")))
          image.add("detail", detail.map(JSONValue.string))
          return ["type": "image_url", "image_url": .object(image)]
        }
      })
  }

  func answer(_ document: JSONValue) -> ProviderAnswer? {
    if let failure = failure(in: document) { return failure }
    guard let choice = document["choices"]?.array?.first else { return nil }
    if let failure = failure(in: choice) { return failure }
    let content = Self.content(choice["message"]?["content"])
    let refusal = choice["message"]?["refusal"]?.string ?? content.refusal ?? ""
    // A refusal comes with the finish reason "stop", so it is looked for first.
    let outcome: ProviderAnswer.Outcome =
      switch choice["finish_reason"]?.string?.lowercased() {
      case _ where !refusal.isEmpty: .refused(refusal)
      case "refusal": .refused("")
      case "content_filter", "safety": .blocked("")
      case "length", "max_tokens", "model_length": .cutOff
      case "stop", "eos", "eos_token", "stop_sequence", "end_turn": .text(content.text)
      case nil: .unfinished
      case let reason?: .failed(.string("the model stopped with \(reason)"))
      }
    return ProviderAnswer(
      outcome: outcome, model: document["model"]?.string, usage: usage(document["usage"]),
      requestID: document["id"]?.string, tokens: WireToken.list(choice["logprobs"]?["content"]))
  }

  /// Null, a text, or (from some gateways) an array of parts.
  private static func content(_ value: JSONValue?) -> (text: String, refusal: String?) {
    if let text = value?.string { return (text, nil) }
    let parts = value?.array ?? []
    return (parts.compactMap { $0["text"]?.string }.joined(), parts.lazy.compactMap { $0["refusal"]?.string }.first)
  }

  private func usage(_ value: JSONValue?) -> ModelUsage? {
    guard let input = value?["prompt_tokens"]?.integer, let output = value?["completion_tokens"]?.integer else {
      return nil
    }
    return ModelUsage(inputTokens: input, outputTokens: output)
  }

  func assemble(_ pieces: [JSONValue]) -> JSONValue? {
    var content = ""
    var refusal = ""
    var finish: JSONValue?
    var usage: JSONValue?
    var tokens: [JSONValue] = []
    var error: JSONValue?
    for piece in pieces {
      if let counted = piece["usage"], !counted.isNull { usage = counted }
      guard let choice = piece["choices"]?.array?.first(where: { ($0["index"]?.integer ?? 0) == 0 }) else { continue }
      let delta = Self.content(choice["delta"]?["content"])
      content += delta.text
      refusal += choice["delta"]?["refusal"]?.string ?? delta.refusal ?? ""
      tokens += choice["logprobs"]?["content"]?.array ?? []
      if let reason = choice["finish_reason"], !reason.isNull { finish = reason }
      if let told = choice["error"], !told.isNull { error = told }
    }
    guard let finish else { return nil }
    var document: [JSONValue.Member] = []
    for name in ["id", "model"] { document.add(name, pieces.lazy.compactMap { $0[name] }.first { !$0.isNull }) }
    document.add(
      "choices",
      [
        [
          "finish_reason": finish, "message": ["content": .string(content), "refusal": .string(refusal)],
          "logprobs": tokens.isEmpty ? .null : ["content": .array(tokens)], "error": error ?? .null,
        ]
      ])
    document.add("usage", usage)
    return .object(document)
  }
}
