internal import JSON

/// Ollama's own `api/chat`.
struct Ollama: Provider {
  let answerName = "an answer of Ollama's api/chat"
  let streamFormat = StreamFormat.lines

  func operation(_ profile: ModelProfile) -> Operation { Operation(path: "chat", version: "/api") }

  func headers(_ key: APIKey?) -> [HTTPHeader] { ChatCompletions().headers(key) }

  func body(_ turn: ModelTurn) -> [JSONValue.Member] {
    let profile = turn.profile
    var messages: [JSONValue] = []
    if !turn.request.system.isEmpty {
      messages.append(["role": "system", "content": .string(turn.request.system)])
    }
    messages += turn.messages.flatMap(self.messages)
    var body: [JSONValue.Member] = []
    body.add("model", .string(turn.model))
    body.add("messages", .array(messages))
    // Answers come in pieces unless this is said.
    body.add("stream", .bool(profile.streams))
    switch profile.schemaMode {
    case .native: body.add("format", turn.schema)
    case .object: body.add("format", "json")
    case .prompt, .tool: break
    }
    body.add("think", profile.reasoningEffort.map(JSONValue.string) ?? profile.thinking.map { .bool($0 != .off) })
    var options: [JSONValue.Member] = []
    options.add("num_predict", .integer(turn.maximumTokens))
    options.add("temperature", turn.temperature)
    options.add("seed", turn.seed)
    body.add("options", .object(options))
    return body
  }

  /// Pictures stand beside a message's text, not in it. Each ends a message, so that it stays with the words before it;
  /// the server joins what one side says.
  private func messages(_ message: ModelTurn.Message) -> [JSONValue] {
    let role: JSONValue = message.isModel ? "assistant" : "user"
    var messages: [JSONValue] = []
    var texts: [String] = []
    for part in message.parts {
      switch part {
      case .text(let text): texts.append(text)
      case .png(let bytes):
        messages.append(["role": role, "content": .string(texts.joined(separator: "\n\n")), "images": [bytes.base64]])
        texts = []
      }
    }
    if !texts.isEmpty { messages.append(["role": role, "content": .string(texts.joined(separator: "\n\n"))]) }
    return messages
  }

  func answer(_ document: JSONValue) -> ProviderAnswer? {
    if let failure = failure(in: document) { return failure }
    guard let text = document["message"]?["content"]?.string else { return nil }
    let outcome: ProviderAnswer.Outcome =
      switch document["done_reason"]?.string {
      case _ where document["done"]?.bool != true: .unfinished
      case "length": .cutOff
      case "stop": .text(text)
      case nil: .unfinished
      case let reason?: .failed(.string("the model stopped with \(reason)"))
      }
    var usage: ModelUsage?
    if let input = document["prompt_eval_count"]?.integer, let output = document["eval_count"]?.integer {
      usage = ModelUsage(inputTokens: input, outputTokens: output)
    }
    return ProviderAnswer(outcome: outcome, model: document["model"]?.string, usage: usage)
  }

  func assemble(_ pieces: [JSONValue]) -> JSONValue? {
    guard let last = pieces.last, last["done"]?.bool == true else { return nil }
    let content = pieces.compactMap { $0["message"]?["content"]?.string }.joined()
    let rest = (last.members ?? []).filter { $0.name != "message" }
    return .object(rest + [.init("message", ["content": .string(content)])])
  }
}
