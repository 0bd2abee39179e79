internal import JSON

/// Anthropic's Messages.
struct Messages: Provider {
  let answerName = "a message"
  let streamFormat = StreamFormat.events
  /// What the model is made to call in the schema mode `tool`.
  private static let tool = "answer"

  func operation(_ profile: ModelProfile) -> Operation { Operation(path: "messages", version: "/v1") }

  func headers(_ key: APIKey?) -> [HTTPHeader] {
    [HTTPHeader("anthropic-version", "2023-06-01")] + (key.map { [HTTPHeader("x-api-key", $0.value)] } ?? [])
  }

  func body(_ turn: ModelTurn) -> [JSONValue.Member] {
    let profile = turn.profile
    var body: [JSONValue.Member] = []
    body.add("model", .string(turn.model))
    body.add("max_tokens", .integer(turn.maximumTokens))
    if !turn.request.system.isEmpty { body.add("system", .string(turn.request.system)) }
    body.add(
      "messages",
      .array(turn.messages.map { ["role": $0.isModel ? "assistant" : "user", "content": .array($0.parts.map(part))] }))
    var output: [JSONValue.Member] = []
    if profile.schemaMode == .native { output.add("format", ["type": "json_schema", "schema": turn.schema]) }
    output.add("effort", profile.reasoningEffort.map(JSONValue.string))
    body.add("output_config", output.object)
    if profile.schemaMode == .tool {
      body.add("tools", [["name": .string(Self.tool), "input_schema": turn.schema, "strict": true]])
      body.add(
        "tool_choice", ["type": "tool", "name": .string(Self.tool), "disable_parallel_tool_use": true])
    }
    body.add("thinking", profile.thinking.map(thinking))
    body.add("temperature", turn.temperature)
    if profile.streams { body.add("stream", true) }
    return body
  }

  private func thinking(_ thinking: ModelProfile.Thinking) -> JSONValue {
    switch thinking {
    case .off: ["type": "disabled"]
    case .on: ["type": "adaptive"]
    case .budget(let tokens): ["type": "enabled", "budget_tokens": .integer(tokens)]
    }
  }

  private func part(_ part: ModelRequest.Part) -> JSONValue {
    switch part {
    case .text(let text): ["type": "text", "text": .string(text)]
    case .png(let bytes):
      ["type": "image", "source": ["type": "base64", "media_type": "image/png", "data": bytes.base64]]
    }
  }

  func answer(_ document: JSONValue) -> ProviderAnswer? {
    if let failure = failure(in: document) { return failure }
    guard let content = document["content"]?.array else { return nil }
    let outcome: ProviderAnswer.Outcome
    switch document["stop_reason"]?.string {
    case "refusal":
      let details = document["stop_details"]
      outcome = .refused(details?["explanation"]?.string ?? details?["category"]?.string ?? "")
    case "max_tokens", "model_context_window_exceeded": outcome = .cutOff
    case "end_turn", "stop_sequence":
      // Thinking stands in blocks of its own.
      outcome = .text(content.filter { $0["type"]?.string == "text" }.compactMap { $0["text"]?.string }.joined())
    case "tool_use":
      // A tool's input is an object already. No tool but the answer's own is ever offered.
      let call = content.first { $0["type"]?.string == "tool_use" && $0["name"]?.string == Self.tool }?["input"]
      outcome =
        call.flatMap { try? $0.text() }.map { .text($0) } ?? .failed("the model called a tool instead of answering")
    case "pause_turn", nil: outcome = .unfinished
    case let reason?: outcome = .failed(.string("the model stopped with \(reason)"))
    }
    return ProviderAnswer(
      outcome: outcome, model: document["model"]?.string, usage: usage(document["usage"]),
      requestID: document["id"]?.string)
  }

  /// The cache's tokens are counted apart here.
  private func usage(_ value: JSONValue?) -> ModelUsage? {
    guard let input = value?["input_tokens"]?.integer, let output = value?["output_tokens"]?.integer else { return nil }
    let cached = ["cache_creation_input_tokens", "cache_read_input_tokens"].compactMap { value?[$0]?.integer }
    return ModelUsage(inputTokens: input + cached.reduce(0, +), outputTokens: output)
  }

  func assemble(_ pieces: [JSONValue]) -> JSONValue? {
    var message: [JSONValue.Member] = []
    var usage: [JSONValue.Member] = []
    var blocks: [Block] = []
    for piece in pieces {
      switch piece["type"]?.string {
      case "message_start":
        message = piece["message"]?.members ?? []
        usage = piece["message"]?["usage"]?.members ?? []
      case "content_block_start":
        blocks.append(Block(index: piece["index"]?.integer, start: piece["content_block"] ?? .null))
      case "content_block_delta":
        guard let place = blocks.lastIndex(where: { $0.index == piece["index"]?.integer }) else { continue }
        blocks[place].text += piece["delta"]?["text"]?.string ?? ""
        blocks[place].json += piece["delta"]?["partial_json"]?.string ?? ""
      case "message_delta":
        // Counts are of all so far, and those that are not repeated still hold.
        for member in piece["usage"]?.members ?? [] where !member.value.isNull {
          usage.removeAll { $0.name == member.name }
          usage.append(member)
        }
        for member in piece["delta"]?.members ?? [] {
          message.removeAll { $0.name == member.name }
          message.append(member)
        }
      default: break
      }
    }
    guard message.contains(where: { $0.name == "stop_reason" && !$0.value.isNull }) else { return nil }
    message.removeAll { ["content", "usage"].contains($0.name) }
    message.add("content", .array(blocks.map(\.document)))
    message.add("usage", usage.object)
    return .object(message)
  }

  private struct Block {
    let index: Int?
    let start: JSONValue
    var text = ""
    var json = ""

    var document: JSONValue {
      switch start["type"]?.string {
      case "text": ["type": "text", "text": .string((start["text"]?.string ?? "") + text)]
      case "tool_use":
        // An input that is no JSON stays text, and breaks the schema.
        [
          "type": "tool_use", "name": start["name"] ?? .null,
          "input": (try? JSONValue(parsing: json.isEmpty ? "{}" : json)) ?? .string(json),
        ]
      default: start
      }
    }
  }
}
