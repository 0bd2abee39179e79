internal import JSON

/// Google's Gemini, `generateContent`. Unknown request fields are refused there.
struct Gemini: Provider {
  let answerName = "an answer of generateContent"
  let streamFormat = StreamFormat.events

  func operation(_ profile: ModelProfile) throws(ModelError) -> Operation {
    let name = profile.model ?? ""
    // The name stands in the path.
    let characters = name.unicodeScalars
    guard
      characters.allSatisfy({
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789._-/".unicodeScalars.contains($0))
      }),
      !name.contains("//"), !name.contains("..")
    else {
      throw ModelError(code: .configuration, message: "The model's name holds characters that no Gemini model has.")
    }
    let resource = name.contains("/") ? name : "models/" + name
    return Operation(
      path: resource + (profile.streams ? ":streamGenerateContent" : ":generateContent"), version: "/v1beta",
      query: profile.streams ? "alt=sse" : nil)
  }

  func headers(_ key: APIKey?) -> [HTTPHeader] { key.map { [HTTPHeader("x-goog-api-key", $0.value)] } ?? [] }

  func body(_ turn: ModelTurn) -> [JSONValue.Member] {
    let profile = turn.profile
    var body: [JSONValue.Member] = []
    if !turn.request.system.isEmpty {
      body.add("systemInstruction", ["parts": [["text": .string(turn.request.system)]]])
    }
    body.add(
      "contents",
      .array(turn.messages.map { ["role": $0.isModel ? "model" : "user", "parts": .array($0.parts.map(part))] }))
    var generation: [JSONValue.Member] = []
    if profile.schemaMode != .prompt { generation.add("responseMimeType", "application/json") }
    if profile.schemaMode == .native { generation.add("responseJsonSchema", turn.schema) }
    generation.add("maxOutputTokens", .integer(turn.maximumTokens))
    generation.add("temperature", turn.temperature)
    generation.add("seed", turn.seed)
    if let count = profile.alternatives {
      generation.add("responseLogprobs", true)
      if count > 0 { generation.add("logprobs", .integer(count)) }
    }
    generation.add(
      "mediaResolution", profile.pictureDetail.map { .string("MEDIA_RESOLUTION_" + $0.uppercased()) })
    var thinking: [JSONValue.Member] = []
    thinking.add("thinkingLevel", profile.reasoningEffort.map { .string($0.uppercased()) })
    thinking.add("thinkingBudget", profile.thinking.map { .integer($0.budget ?? -1) })
    generation.add("thinkingConfig", thinking.object)
    body.add("generationConfig", .object(generation))
    return body
  }

  private func part(_ part: ModelRequest.Part) -> JSONValue {
    switch part {
    case .text(let text): ["text": .string(text)]
    case .png(let bytes): ["inlineData": ["mimeType": "image/png", "data": bytes.base64]]
    }
  }

  func answer(_ document: JSONValue) -> ProviderAnswer? {
    if let failure = failure(in: document) { return failure }
    let usage = usage(document["usageMetadata"])
    var answer = ProviderAnswer(
      outcome: .blocked(""), model: document["modelVersion"]?.string, usage: usage,
      requestID: document["responseId"]?.string)
    if let reason = document["promptFeedback"]?["blockReason"]?.string {
      answer.outcome = .blocked(reason)
      return answer
    }
    guard let candidate = document["candidates"]?.array?.first else {
      // A question that is held back has no candidates.
      if document["promptFeedback"] != nil { return answer }
      if document["usageMetadata"] != nil {
        answer.outcome = .text("")
        return answer
      }
      return nil
    }
    let reason = candidate["finishReason"]?.string
    switch reason {
    case "STOP":
      // Thoughts are not the answer.
      let parts = (candidate["content"]?["parts"]?.array ?? []).filter { $0["thought"]?.bool != true }
      answer.outcome = .text(parts.compactMap { $0["text"]?.string }.joined())
      answer.tokens = tokens(candidate["logprobsResult"])
    case "MAX_TOKENS": answer.outcome = .cutOff
    case "FINISH_REASON_UNSPECIFIED", nil: answer.outcome = .unfinished
    case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "LANGUAGE",
      "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION":
      answer.outcome = .blocked(
        [reason, candidate["finishMessage"]?.string].compactMap(\.self).joined(separator: ", "))
    default:
      let words = [reason, candidate["finishMessage"]?.string].compactMap(\.self).joined(separator: ", ")
      answer.outcome = .failed(.string("the model stopped with \(words)"))
    }
    return answer
  }

  private func tokens(_ result: JSONValue?) -> [WireToken]? {
    guard let chosen = result?["chosenCandidates"]?.array, !chosen.isEmpty else { return nil }
    let others = result?["topCandidates"]?.array ?? []
    var tokens: [WireToken] = []
    for (index, token) in chosen.enumerated() {
      guard let text = token["token"]?.string, let probability = token["logProbability"]?.number else { return nil }
      let alternatives = index < others.count ? others[index]["candidates"]?.array ?? [] : []
      tokens.append(
        WireToken(
          bytes: Array(text.utf8), logProbability: probability,
          alternatives: alternatives.compactMap {
            guard let text = $0["token"]?.string, let probability = $0["logProbability"]?.number else { return nil }
            return .init(text: text, logProbability: probability)
          }))
    }
    return tokens
  }

  /// Thoughts are counted apart here, and paid for as output.
  private func usage(_ value: JSONValue?) -> ModelUsage? {
    guard let input = value?["promptTokenCount"]?.integer else { return nil }
    let counts = ["candidatesTokenCount", "thoughtsTokenCount"].compactMap { value?[$0]?.integer }
    guard let output = counts.isEmpty ? value?["totalTokenCount"]?.integer.map({ $0 - input }) : counts.reduce(0, +)
    else { return nil }
    return ModelUsage(inputTokens: input, outputTokens: output)
  }

  /// Each piece is an answer of its own with some of the parts; the last says how it ended.
  func assemble(_ pieces: [JSONValue]) -> JSONValue? {
    var parts: [JSONValue] = []
    var chosen: [JSONValue] = []
    var others: [JSONValue] = []
    var end: [JSONValue.Member] = []
    var document: [JSONValue.Member] = []
    for name in ["modelVersion", "responseId", "usageMetadata", "promptFeedback"] {
      document.add(name, pieces.last { $0[name] != nil }?[name])
    }
    for candidate in pieces.compactMap({ $0["candidates"]?.array?.first }) {
      parts += candidate["content"]?["parts"]?.array ?? []
      chosen += candidate["logprobsResult"]?["chosenCandidates"]?.array ?? []
      others += candidate["logprobsResult"]?["topCandidates"]?.array ?? []
      for name in ["finishReason", "finishMessage"] {
        if let value = candidate[name], !value.isNull {
          end.removeAll { $0.name == name }
          end.add(name, value)
        }
      }
    }
    let isBlocked = document.contains { $0.name == "promptFeedback" && $0.value["blockReason"] != nil }
    guard isBlocked || end.contains(where: { $0.name == "finishReason" }) else { return nil }
    if !end.isEmpty {
      end.add("content", ["parts": .array(parts)])
      if !chosen.isEmpty {
        end.add("logprobsResult", ["chosenCandidates": .array(chosen), "topCandidates": .array(others)])
      }
      document.add("candidates", [.object(end)])
    }
    return .object(document)
  }
}
