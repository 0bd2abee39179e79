/// Work that many ask for and that is done once: what came of it is kept by its key. Failures are not kept.
///
/// A task that is stopped while it waits leaves alone; the work goes on as long as any task waits for it.
package actor SharedWork<Key: Hashable & Sendable, Value: Sendable> {
  private enum Entry {
    case done(Value)
    case underWay(Work)
  }

  /// Work under way, and who waits for it.
  private struct Work {
    let id: Int
    let task: Task<Void, Never>
    var waiters: [Int: CheckedContinuation<Value, any Error>] = [:]
  }

  private var entries: [Key: Entry] = [:]
  private var lastID = 0

  package init() {}

  /// How many wait for the value of a key.
  package func waiting(for key: Key) -> Int {
    if case .underWay(let work)? = entries[key] { work.waiters.count } else { 0 }
  }

  /// The values that are there.
  package var done: [Key: Value] {
    entries.compactMapValues { entry in if case .done(let value) = entry { value } else { nil } }
  }

  /// The value of a key, the same for all who ask: which of them asked first depends on their timing, and must not
  /// show. Throws what the work throws, and `CancellationError` in a task that is stopped.
  package func value(
    for key: Key, work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    if case .done(let value)? = entries[key] { return value }
    let waiter = nextID()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
        // Cancelled before there was anything to leave.
        guard !Task.isCancelled else {
          continuation.resume(throwing: CancellationError())
          return
        }
        var shared = underWay(for: key, work)
        shared.waiters[waiter] = continuation
        entries[key] = .underWay(shared)
      }
    } onCancel: {
      Task { await leave(key, waiter) }
    }
  }

  private func underWay(for key: Key, _ work: @escaping @Sendable () async throws -> Value) -> Work {
    if case .underWay(let work)? = entries[key] { return work }
    let id = nextID()
    let task = Task { @concurrent in
      let result: Result<Value, any Error>
      do { result = .success(try await work()) } catch { result = .failure(error) }
      await finish(key, id, result)
    }
    return Work(id: id, task: task)
  }

  private func finish(_ key: Key, _ id: Int, _ result: Result<Value, any Error>) {
    // Whoever left last took the work along.
    guard case .underWay(let work)? = entries[key], work.id == id else { return }
    entries[key] = (try? result.get()).map(Entry.done)
    for continuation in work.waiters.values { continuation.resume(with: result) }
  }

  private func leave(_ key: Key, _ waiter: Int) {
    guard case .underWay(var work)? = entries[key],
      let continuation = work.waiters.removeValue(forKey: waiter)
    else { return }
    if work.waiters.isEmpty {
      work.task.cancel()
      entries[key] = nil
    } else {
      entries[key] = .underWay(work)
    }
    continuation.resume(throwing: CancellationError())
  }

  private func nextID() -> Int {
    lastID += 1
    return lastID
  }
}
