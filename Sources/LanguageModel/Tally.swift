/// What one question has cost so far.
struct Tally {
  var attempts = 0
  private var answers = 0
  private var known = 0
  private var sum = ModelUsage(inputTokens: 0, outputTokens: 0)

  /// Nil unless every answer came with a count: part of the cost is not the cost.
  var usage: ModelUsage? { known > 0 && known == answers ? sum : nil }

  /// Counts an answer, or what may have been one: a stream that broke is paid for as well.
  mutating func add(_ usage: ModelUsage?) {
    answers += 1
    guard let usage else { return }
    known += 1
    sum.inputTokens += usage.inputTokens
    sum.outputTokens += usage.outputTokens
  }
}
