import LanguageModel

/// Keeps recalled knowledge in memory: one answer per policy, group of structures, prompt and model, also when many
/// cases ask at once. Failures are not kept.
///
/// A case that is stopped while it waits leaves alone; the question goes on as long as any case waits for its answer.
actor KnowledgeMemory {
  /// What an answer depends on.
  struct Key: Hashable, Sendable {
    var policy: String
    /// The structures that are asked about.
    var structures: [String]
    var prompt: String
    var model: String
  }

  private enum Entry {
    case known(StageRecord)
    case asked(Question)
  }

  /// A question under way, and who waits for its answer.
  private struct Question {
    let id: Int
    let task: Task<Void, Never>
    var waiters: [Int: CheckedContinuation<StageRecord, any Error>] = [:]
  }

  private var entries: [Key: Entry] = [:]
  private var lastID = 0

  /// How many wait for the answer to a key.
  func waiting(for key: Key) -> Int {
    if case .asked(let question)? = entries[key] { question.waiters.count } else { 0 }
  }

  /// The record for a key, the same for all cases: which of them asked first depends on their timing, and must not
  /// show.
  func record(
    for key: Key, ask: @escaping @Sendable () async throws -> StageRecord
  ) async throws -> StageRecord {
    if case .known(let record)? = entries[key] { return record }
    let waiter = nextID()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<StageRecord, any Error>) in
        // Cancelled before there was anything to leave.
        guard !Task.isCancelled else {
          continuation.resume(throwing: CancellationError())
          return
        }
        var question = question(for: key, ask)
        question.waiters[waiter] = continuation
        entries[key] = .asked(question)
      }
    } onCancel: {
      Task { await leave(key, waiter) }
    }
  }

  private func question(for key: Key, _ ask: @escaping @Sendable () async throws -> StageRecord) -> Question {
    if case .asked(let question)? = entries[key] { return question }
    let id = nextID()
    let task = Task {
      let result: Result<StageRecord, any Error>
      do { result = .success(try await ask()) } catch { result = .failure(error) }
      finish(key, id, result)
    }
    return Question(id: id, task: task)
  }

  private func finish(_ key: Key, _ id: Int, _ result: Result<StageRecord, any Error>) {
    // Whoever left last took the question along.
    guard case .asked(let question)? = entries[key], question.id == id else { return }
    entries[key] = (try? result.get()).map(Entry.known)
    for continuation in question.waiters.values { continuation.resume(with: result) }
  }

  private func leave(_ key: Key, _ waiter: Int) {
    guard case .asked(var question)? = entries[key],
      let continuation = question.waiters.removeValue(forKey: waiter)
    else { return }
    if question.waiters.isEmpty {
      question.task.cancel()
      entries[key] = nil
    } else {
      entries[key] = .asked(question)
    }
    continuation.resume(throwing: CancellationError())
  }

  private func nextID() -> Int {
    lastID += 1
    return lastID
  }
}
