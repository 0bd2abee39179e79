internal import JSON

/// An answer as files keep it: its value in the model's own order of members, and what it took. Reads back as it was,
/// to the last digit.
struct StoredAnswer {
  let answer: ModelAnswer

  init(_ answer: ModelAnswer) { self.answer = answer }

  /// What a file holds in an answer's place.
  enum Reading: Hashable, Sendable {
    case whole(ModelAnswer)
    /// Why it is not used; fits after “the kept answer is damaged: ”.
    case damaged(String)
  }

  /// Reads what `document` wrote and checks the value against the question's schema again: a file may be damaged, old,
  /// or another's work.
  static func reading(_ document: JSONValue, schema: JSONValue) -> Reading {
    guard let value = document["value"], let model = document["model"]?.string,
      let attempts = document["attempts"]?.integer
    else { return .damaged("a part of the answer is missing") }
    guard let schema = try? JSONSchema(schema) else { return .damaged("the question's schema cannot be used") }
    guard schema.violations(of: value).isEmpty else { return .damaged("the answer breaks the question's schema") }
    let (usage, tokens) = (document["usage"].map(ModelUsage.init), document["tokens"].map(Self.tokens))
    // What is absent is unknown; what is there and cannot be read is damage.
    if case .some(.none) = usage { return .damaged("the answer's count of tokens cannot be read") }
    if case .some(.none) = tokens { return .damaged("the answer's tokens cannot be read") }
    var answer = ModelAnswer(
      value: value, model: model, usage: usage ?? nil, latencyMilliseconds: document["latency_ms"]?.integer ?? 0,
      attempts: attempts, tokens: tokens ?? nil)
    answer.isCached = document["cached"]?.bool ?? false
    return .whole(answer)
  }

  /// What can be read back. Nothing of the question, nothing of the key.
  var document: JSONValue {
    var members: [JSONValue.Member] = [
      .init("value", answer.value), .init("model", .string(answer.model)), .init("attempts", .integer(answer.attempts)),
    ]
    if let usage = answer.usage { members.append(.init("usage", usage.document)) }
    if answer.latencyMilliseconds > 0 { members.append(.init("latency_ms", .integer(answer.latencyMilliseconds))) }
    if answer.isCached { members.append(.init("cached", true)) }
    if let tokens = answer.tokens { members.append(.init("tokens", .array(tokens.map(Self.document)))) }
    return .object(members)
  }
}

extension StoredAnswer {
  /// `[text, logarithm, [[text, logarithm], …]]`: there are thousands of them.
  private static func document(_ token: ModelToken) -> JSONValue {
    [
      .string(token.text), .init(logarithm: token.logProbability),
      .array(token.alternatives.map { [.string($0.text), .init(logarithm: $0.logProbability)] }),
    ]
  }

  /// Nil for what is no list of tokens.
  private static func tokens(_ document: JSONValue) -> [ModelToken]? {
    guard let list = document.array else { return nil }
    var tokens: [ModelToken] = []
    for item in list {
      guard let parts = item.array, parts.count == 3, let text = parts[0].string, let own = parts[1].logarithm,
        let others = parts[2].array
      else { return nil }
      var token = ModelToken(text: text, logProbability: own)
      for other in others {
        guard let pair = other.array, pair.count == 2, let text = pair[0].string, let logarithm = pair[1].logarithm
        else { return nil }
        token.alternatives.append(.init(text: text, logProbability: logarithm))
      }
      tokens.append(token)
    }
    return tokens
  }
}

extension JSONValue {
  /// A logarithm of a probability; that of an impossible thing is a word, since JSON has no such number.
  fileprivate init(logarithm: Double) {
    self = logarithm.isFinite ? .number(logarithm) : .string(logarithm.isNaN ? "nan" : logarithm < 0 ? "-inf" : "inf")
  }

  fileprivate var logarithm: Double? {
    switch self {
    case .string("-inf"): -.infinity
    case .string("inf"): .infinity
    case .string("nan"): .nan
    default: number
    }
  }
}

extension ModelUsage {
  var document: JSONValue { ["input_tokens": .integer(inputTokens), "output_tokens": .integer(outputTokens)] }

  init?(_ document: JSONValue) {
    guard let input = document["input_tokens"]?.integer, let output = document["output_tokens"]?.integer else {
      return nil
    }
    self.init(inputTokens: input, outputTokens: output)
  }
}
