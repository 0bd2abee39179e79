import Testing

@testable import Reasoning

/// One question for many cases, some of which are stopped while they wait.
@Suite struct KnowledgeMemoryTests {
  /// A question that is answered when the test says so.
  private actor Oracle {
    private(set) var asked = 0
    private(set) var cancelled = 0
    private var isOpen = false

    func answer() async throws -> StageRecord {
      asked += 1
      let turn = asked
      while !isOpen {
        if Task.isCancelled {
          cancelled += 1
          throw CancellationError()
        }
        try? await Task.sleep(for: .milliseconds(1))
      }
      return StageRecord(name: .knowledgeRecall, note: "answer \(turn)")
    }

    func open() { isOpen = true }
  }

  private static let key = KnowledgeMemory.Key(policy: "p", structures: [], prompt: "q", model: "m")
  private let memory = KnowledgeMemory()
  private let oracle = Oracle()

  private func ask() -> Task<StageRecord, any Error> {
    Task { [memory, oracle] in try await memory.record(for: Self.key) { try await oracle.answer() } }
  }

  private func wait(for count: Int) async {
    while await memory.waiting(for: Self.key) != count { await Task.yield() }
  }

  /// Which of three cases are stopped; the others get the one answer.
  @Test(arguments: [[0], [0, 1], [0, 2], [1], [1, 2], [2], []])
  func `a case that is stopped takes neither the question nor the others along`(stopped: [Int]) async throws {
    var cases: [Task<StageRecord, any Error>] = []
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
      #expect(try await cases[number].value.note == "answer 1")
    }
    let later = try await ask().value
    #expect(later.note == "answer 1")
    #expect(await oracle.asked == 1)
    #expect(await oracle.cancelled == 0)
  }

  @Test func `when all are stopped the question is, and the next case asks anew`() async throws {
    let cases = [ask(), ask()]
    await wait(for: 2)
    for one in cases { one.cancel() }
    for one in cases { await #expect(throws: CancellationError.self) { try await one.value } }
    while await oracle.cancelled == 0 { await Task.yield() }
    await oracle.open()
    #expect(try await ask().value.note == "answer 2")
    #expect(await oracle.asked == 2)
  }

  @Test func `a case that was stopped before it asked asks nothing`() async throws {
    let stopped = Task { [memory, oracle] in
      withUnsafeCurrentTask { $0?.cancel() }
      return try await memory.record(for: Self.key) { try await oracle.answer() }
    }
    await #expect(throws: CancellationError.self) { try await stopped.value }
    #expect(await oracle.asked == 0)
  }
}
