import Concurrency
import Synchronization
import Testing

/// Jobs at once, results in order.
@Suite struct `Ordered pools` {
  /// An actor: the thread sanitizer sees how it is handed over, and not how a contended `Mutex` is.
  private actor Gauge {
    private var now = 0
    private(set) var most = 0
    func enter(_ weight: Int = 1) {
      now += weight
      most = max(most, now)
    }
    func leave(_ weight: Int = 1) { now -= weight }
  }

  /// Jobs that take their time, the first of several the longest.
  private static func pause(_ number: Int) async {
    try? await Task.sleep(for: .microseconds((7 - number % 7) * 300))
  }

  @Test(arguments: [1, 2, 3, 16])
  func `results come in the jobs' order, and no more than allowed are in work`(most: Int) async throws {
    let gauge = Gauge()
    var results: [Int] = []
    let isWhole = try await OrderedPool(atMost: most).run(0..<100) { number, job in
      await gauge.enter()
      await Self.pause(job)
      await gauge.leave()
      #expect(number == job)
      return job * 2
    } deliver: { number, result in
      #expect(number == results.count)
      results.append(result)
    }
    #expect(isWhole && results == (0..<100).map { $0 * 2 })
    let reached = await gauge.most
    #expect(reached <= most && reached >= min(most, 2))
  }

  @Test func `jobs weigh no more together than is allowed, unless one alone does`() async throws {
    let gauge = Gauge()
    let weights = [3, 8, 1, 1, 1, 20, 2, 2, 9, 4]
    var count = 0
    _ = try await OrderedPool(atMost: 8, memory: 10).run(weights) {
      $0
    } work: { _, weight in
      await gauge.enter(weight)
      await Self.pause(weight)
      await gauge.leave(weight)
    } deliver: { _, _ in
      count += 1
    }
    #expect(count == weights.count)
    #expect(await gauge.most == 20)
  }

  @Test func `what is done waits in memory for what came before, but not without end`() async throws {
    let begun = Atomic(0)
    var ahead = 0
    _ = try await OrderedPool(atMost: 4, ahead: 10).run(0..<60) { _, job in
      begun.add(1, ordering: .sequentiallyConsistent)
      if job == 0 { try? await Task.sleep(for: .milliseconds(40)) }
    } deliver: { number, _ in
      ahead = max(ahead, begun.load(ordering: .sequentiallyConsistent) - number)
    }
    #expect(ahead <= 10 && ahead >= 4)
  }

  @Test func `an output that fails ends the run`() async throws {
    struct Full: Error {}
    let begun = Atomic(0)
    await #expect(throws: Full.self) {
      _ = try await OrderedPool(atMost: 2).run(0..<1000) { _, _ in
        begun.add(1, ordering: .sequentiallyConsistent)
      } deliver: { number, _ in
        if number == 5 { throw Full() }
      }
    }
    #expect(begun.load(ordering: .sequentiallyConsistent) < 20)
  }

  @Test func `a cancelled run begins nothing more, and delivers nothing that ends later`() async throws {
    let begun = Atomic(0)
    let task = Task {
      var delivered = 0
      let isWhole = try await OrderedPool(atMost: 2).run(0..<1000) { _, _ in
        begun.add(1, ordering: .sequentiallyConsistent)
        try? await Task.sleep(for: .milliseconds(5))
      } deliver: { _, _ in
        delivered += 1
      }
      return (isWhole, delivered)
    }
    try await Task.sleep(for: .milliseconds(50))
    task.cancel()
    let (isWhole, delivered) = try await task.value
    #expect(!isWhole && delivered < 1000 && begun.load(ordering: .sequentiallyConsistent) <= delivered + 2)
  }
}
