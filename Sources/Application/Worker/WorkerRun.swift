internal import Cases
internal import Dispatch
internal import JSON
internal import Results
internal import Runs
internal import SegWarden

/// `segwarden worker`: one request a line on standard input, one answer a line on standard output, in the order in
/// which they are ready. Policies are read once. A request that cannot be served is answered with an error; nothing but
/// the end of its input, or a signal, ends the worker, and what was begun is answered before.
package struct WorkerRun: Sendable {
  private let options: CheckOptions
  private let wardens: Wardens
  private let asking: ModelRun?

  /// Throws a `ProgramError` for a policy that cannot be used.
  package init(_ options: CheckOptions) throws {
    self.options = options
    asking = options.reasoner == .model ? try ModelRun(options.model, options.asking) : nil
    wardens = try Wardens(options, reasoner: options.model.reasoner(asking: asking, options.reasoning))
  }

  /// Serves until its input ends or it is asked to terminate.
  package func run() async throws -> ExitStatus {
    let requests = RequestLines(atMost: 2 * options.jobs)
    _ = try await Interrupt.finishing(requests.end) {
      await withTaskGroup(of: Void.self) { group in
        var running = 0
        for await line in requests.lines {
          if running >= options.jobs {
            await group.next()
            running -= 1
          }
          group.addTask {
            Console.print(await answer(to: line))
            requests.free()
          }
          running += 1
        }
      }
    }
    let unrecorded = await asking?.close()
    if let unrecorded { throw unrecorded }
    return .success
  }

  private func answer(to line: String) async -> String {
    let request = WorkerRequest(line)
    var members: [JSONValue.Member] = [.init("id", request.id)]
    switch request.wish {
    case .ping:
      members.append(.init("pong", .string(Warden.program)))
      members.append(.init("policies", .array(policies)))
    case .unclear(let message): members.append(.init("error", Self.error("bad-request", message + ".")))
    case .check(let export):
      let result = await CheckedCase(ListedCase(options.completed(export)), by: wardens).result
      if let record = result.record, let value = try? JSONValue(encoding: record) {
        members.append(.init("record", value))
      } else {
        let failure = result.failure ?? CaseFailure(code: "internal", message: "the record cannot be written.")
        members.append(.init("error", Self.error(failure.code, failure.message)))
      }
    }
    return (try? JSONValue.object(members).text())
      ?? #"{"id":null,"error":{"code":"internal","message":"the answer cannot be written."}}"#
  }

  /// By which texts it judges: who keeps answers can tell whether they are still what would be answered.
  private var policies: [JSONValue] {
    wardens.policies.sorted { $0.id < $1.id }.map { policy in
      .object([
        .init("id", .string(policy.id)), .init("version", .string(policy.version)),
        .init("sha256", .string(policy.digest)),
      ])
    }
  }

  private static func error(_ code: String, _ message: String) -> JSONValue {
    .object([.init("code", .string(code)), .init("message", .string(message))])
  }
}

/// Lines of standard input, no more of them in memory than are allowed: reading waits until some are done with.
private final class RequestLines: Sendable {
  let lines: AsyncStream<String>
  private let more: AsyncStream<String>.Continuation
  private let room: DispatchSemaphore

  init(atMost most: Int) {
    (lines, more) = AsyncStream<String>.makeStream()
    // Begun at zero: a semaphore may not be let go with less than it began with.
    room = DispatchSemaphore(value: 0)
    for _ in 0..<max(1, most) { room.signal() }
    // On a thread of its own, since reading waits.
    DispatchQueue(label: "requests").async { [more, room] in
      while true {
        room.wait()
        guard let line = readLine() else { break }
        if line.isEmpty { room.signal() } else { more.yield(line) }
      }
      more.finish()
    }
  }

  /// A line is done with.
  func free() { room.signal() }

  /// No more lines are taken.
  func end() { more.finish() }
}
