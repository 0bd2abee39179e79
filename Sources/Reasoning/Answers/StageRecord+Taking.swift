import LanguageModel

extension StageRecord {
  /// Notes what one answer took. Tokens stay unknown once one server did not say; a stage counts as kept when all its
  /// answers were.
  mutating func take(_ answer: ModelAnswer) {
    let isFirst = model == nil
    model = answer.model
    latencyMilliseconds = (latencyMilliseconds ?? 0) + answer.latencyMilliseconds
    cached = answer.isCached && (isFirst || cached)
    guard let more = answer.usage, isFirst || usage != nil else {
      usage = nil
      return
    }
    let taken = Usage(inputTokens: more.inputTokens, outputTokens: more.outputTokens)
    usage = usage.map { $0 + taken } ?? taken
  }
}

extension StageRecord.Usage {
  static func + (a: Self, b: Self) -> Self {
    Self(inputTokens: a.inputTokens + b.inputTokens, outputTokens: a.outputTokens + b.outputTokens)
  }
}
