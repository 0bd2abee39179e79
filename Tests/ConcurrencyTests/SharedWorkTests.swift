import Testing

@testable import Concurrency

/// One piece of work for many tasks, some of which are stopped while they wait.
@Suite struct SharedWorkTests {
  /// Work that ends when the test says so.
  private actor Oracle {
    private(set) var asked = 0
    private(set) var cancelled = 0
    private var isOpen = false

    func answer() async throws -> String {
      asked += 1
      let turn = asked
      while !isOpen {
        if Task.isCancelled {
          cancelled += 1
          throw CancellationError()
        }
        try? await Task.sleep(for: .milliseconds(1))
      }
      return "answer \(turn)"
    }

    func open() { isOpen = true }
  }

  private static let key = "key"
  private let shared = SharedWork<String, String>()
  private let oracle = Oracle()

  private func ask() -> Task<String, any Error> {
    Task { [shared, oracle] in try await shared.value(for: Self.key) { try await oracle.answer() } }
  }

  private func wait(for count: Int) async {
    while await shared.waiting(for: Self.key) != count { await Task.yield() }
  }

  /// Which of three tasks are stopped; the others get the one value.
  @Test(arguments: [[0], [0, 1], [0, 2], [1], [1, 2], [2], []])
  func `a task that is stopped takes neither the work nor the others along`(stopped: [Int]) async throws {
    var cases: [Task<String, any Error>] = []
    for number in 0..<3 {
      cases.append(ask())
      await wait(for: number + 1)
    }
    for number in stopped { cases[number].cancel() }
    // They leave before there is an answer.
    for number in stopped { await #expect(throws: CancellationError.self) { try await cases[number].value } }
    await wait(for: 3 - stopped.count)
    await oracle.open()
    for number in 0..<3 where !stopped.contains(number) {
      #expect(try await cases[number].value == "answer 1")
    }
    let later = try await ask().value
    #expect(later == "answer 1")
    #expect(await oracle.asked == 1)
    #expect(await oracle.cancelled == 0)
  }

  @Test func `when all are stopped the work is, and the next task begins anew`() async throws {
    let cases = [ask(), ask()]
    await wait(for: 2)
    for one in cases { one.cancel() }
    for one in cases { await #expect(throws: CancellationError.self) { try await one.value } }
    while await oracle.cancelled == 0 { await Task.yield() }
    await oracle.open()
    #expect(try await ask().value == "answer 2")
    #expect(await oracle.asked == 2)
  }

  @Test func `a task that was stopped before it asked begins nothing`() async throws {
    let stopped = Task { [shared, oracle] in
      withUnsafeCurrentTask { $0?.cancel() }
      return try await shared.value(for: Self.key) { try await oracle.answer() }
    }
    await #expect(throws: CancellationError.self) { try await stopped.value }
    #expect(await oracle.asked == 0)
  }
}
