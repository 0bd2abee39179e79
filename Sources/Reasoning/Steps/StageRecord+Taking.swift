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
    usage = Usage(
      inputTokens: (usage?.inputTokens ?? 0) + more.inputTokens,
      outputTokens: (usage?.outputTokens ?? 0) + more.outputTokens)
  }
}
