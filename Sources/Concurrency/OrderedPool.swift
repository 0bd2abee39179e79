/// Jobs that are worked on some at a time, and whose results come in the jobs' order.
package struct OrderedPool: Sendable {
  private let most: Int
  private let memory: Int?
  private let ahead: Int

  /// - Parameters:
  ///   - most: how many jobs at once; below 1 counts as 1.
  ///   - memory: what the jobs in work may weigh together, in bytes; one alone may weigh more. Nil: no limit.
  ///   - ahead: how many jobs may have begun before the first of them is delivered; what is done waits in memory for
  ///     those before it.
  package init(atMost most: Int, memory: Int? = nil, ahead: Int = .max) {
    self.most = max(1, most)
    self.memory = memory
    self.ahead = max(self.most, ahead)
  }

  /// Works on all jobs, and hands each result over in the jobs' order, one at a time.
  ///
  /// - Parameters:
  ///   - weight: what a job takes, in bytes, asked right before it may begin.
  ///   - work: done for several jobs at once.
  ///   - deliver: called while other jobs are in work. What it throws ends the run: no further job begins, and those in
  ///     work are cancelled.
  ///
  /// Returns false when the task was cancelled: no further job began, and what ended afterwards was not delivered.
  package func run<Job: Sendable, Result: Sendable>(
    _ jobs: some Sequence<Job>, weight: (Job) -> Int = { _ in 0 },
    work: @escaping @Sendable (Int, Job) async -> Result, deliver: (Int, Result) throws -> Void
  ) async throws -> Bool {
    try await withThrowingTaskGroup(of: (number: Int, weight: Int, result: Result).self) { group in
      var remaining = jobs.makeIterator()
      var next = remaining.next().map { ($0, weight($0)) }
      var (begun, delivered, running, held) = (0, 0, 0, 0)
      var waiting: [Int: Result] = [:]
      func fill() {
        while let (job, taken) = next, running < most, begun - delivered < ahead, !Task.isCancelled,
          running == 0 || memory.map({ held + taken <= $0 }) ?? true
        {
          let number = begun
          group.addTask { (number, taken, await work(number, job)) }
          (begun, running, held) = (begun + 1, running + 1, held + taken)
          next = remaining.next().map { ($0, weight($0)) }
        }
      }
      fill()
      while let done = try await group.next() {
        (running, held) = (running - 1, held - done.weight)
        if Task.isCancelled { continue }
        waiting[done.number] = done.result
        // A core that is free goes on while results are handed over.
        fill()
        while let result = waiting.removeValue(forKey: delivered) {
          try deliver(delivered, result)
          delivered += 1
        }
        fill()
      }
      return !Task.isCancelled
    }
  }
}
