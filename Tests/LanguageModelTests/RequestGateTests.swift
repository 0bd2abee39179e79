import LanguageModel
import Testing

/// Counts by itself who is inside.
private actor Crowd {
  private var now = 0
  private(set) var most = 0

  func come() {
    now += 1
    most = max(most, now)
  }

  func go() { now -= 1 }
}

@Suite struct RequestGateTests {
  /// Lets other tasks run until something holds.
  private func until(_ holds: () async -> Bool) async throws {
    for _ in 0..<2000 where !(await holds()) { try await Task.sleep(for: .milliseconds(1)) }
    #expect(await holds())
  }

  @Test func `no more than the limit are inside, and all get in`() async throws {
    let gate = RequestGate(limit: 3)
    let crowd = Crowd()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<40 {
        group.addTask {
          let ticket = try await gate.enter()
          await crowd.come()
          try await Task.sleep(for: .milliseconds(1))
          await crowd.go()
          await gate.leave(ticket, .served)
        }
      }
      try await group.waitForAll()
    }
    #expect(await crowd.most == 3)
    #expect(await gate.inside == 0)
  }

  @Test func `too many requests halve the width once per burst, and answers bring it back`() async throws {
    let gate = RequestGate(limit: 8)
    var burst: [RequestGate.Ticket] = []
    for _ in 0..<8 { burst.append(try await gate.enter()) }
    for ticket in burst { await gate.leave(ticket, .tooMany) }
    #expect(await gate.width == 4)
    await gate.leave(try await gate.enter(), .tooMany)
    #expect(await gate.width == 2)
    for _ in 0..<2 {
      await gate.leave(try await gate.enter(), .tooMany)
      #expect(await gate.width == 1)
    }
    // 1 + 2 + 3 answers for three steps.
    for (answers, width) in [(1, 2), (2, 3), (3, 4)] {
      for _ in 0..<answers { await gate.leave(try await gate.enter(), .served) }
      #expect(await gate.width == width)
    }
    for _ in 0..<100 { await gate.leave(try await gate.enter(), .served) }
    #expect(await gate.width == 8)
  }

  @Test func `other failures change nothing`() async throws {
    let gate = RequestGate(limit: 4)
    for _ in 0..<10 { await gate.leave(try await gate.enter(), .silent) }
    #expect(await gate.width == 4)
  }

  @Test func `a narrowed gate lets nobody in before enough have left`() async throws {
    let gate = RequestGate(limit: 4)
    var tickets: [RequestGate.Ticket] = []
    for _ in 0..<4 { tickets.append(try await gate.enter()) }
    let waiting = Task { try await gate.enter() }
    try await until { await gate.waiting == 1 }
    await gate.leave(tickets[0], .tooMany)
    await gate.leave(tickets[1], .tooMany)
    #expect(await gate.inside == 2)
    #expect(await gate.waiting == 1)
    await gate.leave(tickets[2], .silent)
    _ = try await waiting.value
    #expect(await gate.inside == 2)
  }

  @Test func `who gives up waiting leaves the line, and the next gets the place`() async throws {
    let gate = RequestGate(limit: 1)
    let ticket = try await gate.enter()
    let first = Task { try await gate.enter() }
    try await until { await gate.waiting == 1 }
    let second = Task { try await gate.enter() }
    try await until { await gate.waiting == 2 }
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    #expect(await gate.waiting == 1)
    await gate.leave(ticket, .served)
    await gate.leave(try await second.value, .served)
    #expect(await gate.inside == 0)
  }

  @Test func `cancelling at any moment loses no place`() async throws {
    let gate = RequestGate(limit: 2)
    for round in 0..<300 {
      let tasks = (0..<6).map { _ in
        Task {
          let ticket = try await gate.enter()
          await Task.yield()
          await gate.leave(ticket, .served)
        }
      }
      if round % 3 > 0 { await Task.yield() }
      for task in tasks.prefix(4) { task.cancel() }
      for task in tasks { _ = await task.result }
    }
    try await until { await gate.inside == 0 }
    #expect(await gate.waiting == 0)
  }

  @Test func `requests start evenly, so many a minute`() async throws {
    let gate = RequestGate(limit: 8, requestsPerMinute: 1200)
    let clock = ContinuousClock()
    let time = try await clock.measure {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<6 {
          group.addTask { await gate.leave(try await gate.enter(), .served) }
        }
        try await group.waitForAll()
      }
    }
    // Five gaps of 50 ms.
    #expect(time >= .milliseconds(250))
  }

  @Test func `a question cancelled in line ends as cancelled without being sent`() async throws {
    try await withServer([.silence]) { server in
      let model = try server.model { $0.requestsAtATime = 1 }
      let first = Task { await failure(of: model) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
      let second = Task { await failure(of: model) }
      try await Task.sleep(for: .milliseconds(20))
      second.cancel()
      let error = try #require(await second.value)
      #expect(error.code == .cancelled && error.attempts == 0)
      first.cancel()
      #expect(await first.value?.code == .cancelled)
      #expect(server.requests.count == 1)
    }
  }
}
