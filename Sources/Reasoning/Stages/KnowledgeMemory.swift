import LanguageModel

/// Keeps recalled knowledge in memory: one answer per policy, prompt and model, also when many cases ask at once. Failures are not kept.
actor KnowledgeMemory {
  /// What an answer depends on.
  struct Key: Hashable, Sendable {
    var policy: String
    var prompt: String
    var model: String
  }

  private var running: [Key: Task<StageRecord, any Error>] = [:]

  /// The record for a key, the same for all cases: which of them asked first depends on their timing, and must not show.
  func record(
    for key: Key, ask: @escaping @Sendable () async throws -> StageRecord
  ) async throws -> StageRecord {
    while true {
      let earlier = running[key]
      let task = earlier ?? Task { try await ask() }
      running[key] = task
      do {
        let record = try await withTaskCancellationHandler {
          try await task.value
        } onCancel: {
          task.cancel()
        }
        return record
      } catch {
        if running[key] == task { running[key] = nil }
        // Another case was cancelled while this one waited for its answer: ask anew.
        if earlier != nil, task.isCancelled, !Task.isCancelled { continue }
        throw error
      }
    }
  }
}
