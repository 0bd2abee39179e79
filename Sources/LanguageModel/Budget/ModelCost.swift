internal import JSON

/// What asking takes, or is expected to take at most.
package struct ModelCost: Hashable, Sendable {
  /// Requests to the server.
  package var calls: Int
  package var inputTokens: Int
  package var outputTokens: Int

  package init(calls: Int = 0, inputTokens: Int = 0, outputTokens: Int = 0) {
    self.calls = calls
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
  }

  package var tokens: Int { inputTokens + outputTokens }

  package static func + (a: ModelCost, b: ModelCost) -> ModelCost {
    ModelCost(
      calls: a.calls + b.calls, inputTokens: a.inputTokens + b.inputTokens,
      outputTokens: a.outputTokens + b.outputTokens)
  }

  package static func - (a: ModelCost, b: ModelCost) -> ModelCost {
    ModelCost(
      calls: a.calls - b.calls, inputTokens: a.inputTokens - b.inputTokens,
      outputTokens: a.outputTokens - b.outputTokens)
  }

  package static func * (cost: ModelCost, times: Int) -> ModelCost {
    ModelCost(
      calls: cost.calls * times, inputTokens: cost.inputTokens * times, outputTokens: cost.outputTokens * times)
  }
}

extension ModelCost {
  /// What was really taken where this much was expected at most for one request.
  func taken(by result: Result<ModelAnswer, ModelError>) -> ModelCost {
    switch result {
    case .success(let answer) where answer.isCached: return ModelCost()
    case .success(let answer): return replaced(by: answer.usage, answer.attempts)
    case .failure(let error):
      guard error.usage == nil else { return replaced(by: error.usage, error.attempts) }
      switch error.code {
      case .unauthorised, .rejectedRequest, .rateLimited, .configuration:
        // The server took no question, or one at most, whose answer it was then to correct.
        var cost = error.attempts > 1 ? self : ModelCost()
        cost.calls = error.attempts
        return cost
      default: return replaced(by: nil, error.attempts)
      }
    }
  }

  /// The server's count; this much for every request when it does not tell.
  private func replaced(by usage: ModelUsage?, _ requests: Int) -> ModelCost {
    guard let usage else { return self * requests }
    return ModelCost(calls: requests, inputTokens: usage.inputTokens, outputTokens: usage.outputTokens)
  }
}

/// What a model's tokens cost, in a currency that is the user's own matter.
package struct ModelPrice: Hashable, Sendable {
  /// For a million tokens of questions.
  package var input: Double
  /// For a million tokens of answers.
  package var output: Double

  package init(input: Double, output: Double) {
    self.input = input
    self.output = output
  }

  package func money(inputTokens: Int, outputTokens: Int) -> Double {
    (Double(inputTokens) * input + Double(outputTokens) * output) / 1_000_000
  }

  package func money(_ cost: ModelCost) -> Double {
    money(inputTokens: cost.inputTokens, outputTokens: cost.outputTokens)
  }
}

extension ModelRequest {
  /// What one request with this question takes at most, corrections apart: its tokens as estimated, and an answer as
  /// long as allowed.
  ///
  /// Text is counted as a token for every two bytes, a schema as two for every three. Measured on questions of the
  /// shipped policies with Mistral's vocabularies of 32 000 and 131 000 tokens: 2.0 to 3.9 bytes of text a token, 1.6
  /// to 4.2 of a schema, the least where ids are listed. A picture is counted as a token for every 28 × 28 pixels,
  /// which is what servers that do not shrink pictures take (Qwen2.5-VL). A server's own count replaces the estimate
  /// once it has answered.
  package var worstCost: ModelCost {
    var bytes = system.utf8.count
    let ofSchema = (2 * ((try? schema.bytes().count) ?? 0) + 2) / 3
    var pictures = 0
    for part in parts {
      switch part {
      case .text(let text): bytes += text.utf8.count
      case .png(let png): pictures += Self.tokens(ofPicture: png)
      }
    }
    return ModelCost(
      calls: 1, inputTokens: (bytes + 1) / 2 + ofSchema + pictures + Self.framing, outputTokens: max(maximumTokens, 0))
  }

  /// Roles, separators, and the words with which servers ask for JSON.
  private static let framing = 200

  private static func tokens(ofPicture png: [UInt8]) -> Int {
    let size = size(ofPicture: png) ?? (1024, 1024)
    return ((size.width + 27) / 28) * ((size.height + 27) / 28)
  }

  /// The size of a PNG in pixels; nil for bytes that are none.
  package static func size(ofPicture png: [UInt8]) -> (width: Int, height: Int)? {
    // Width and height stand in the first chunk, the high byte first (PNG specification, 11.2.1).
    guard png.starts(with: [137, 80, 78, 71]), png.count >= 24 else { return nil }
    func number(at start: Int) -> Int { png[start..<start + 4].reduce(0) { min($0 << 8 | Int($1), 1 << 24) } }
    return (number(at: 16), number(at: 20))
  }
}
