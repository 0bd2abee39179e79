internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What a person or a scheduler ends a run with: Ctrl-C or a request to terminate.
package enum Interrupt: Int32, Sendable, CaseIterable {
  case interrupt = 2
  case terminate = 15

  /// Does some work, and cancels its task at the first signal; at the second one the program ends at once. What was
  /// signalled is told when the work ends.
  package static func cancelling<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> (result: Result, interrupt: Interrupt?) {
    let task = Task { try await work() }
    return try await watching({ task.cancel() }) { try await task.value }
  }

  /// Does some work, and asks it to come to its end at the first signal.
  package static func finishing<Result: Sendable>(
    _ finish: @escaping @Sendable () -> Void, _ work: () async throws -> Result
  ) async throws -> (result: Result, interrupt: Interrupt?) {
    try await watching(finish, work)
  }

  private static func watching<Result: Sendable>(
    _ react: @escaping @Sendable () -> Void, _ work: () async throws -> Result
  ) async throws -> (result: Result, interrupt: Interrupt?) {
    let seen = Seen()
    let sources = allCases.map { signal in
      signal.ignore()
      let source = DispatchSource.makeSignalSource(signal: signal.rawValue)
      source.setEventHandler {
        if seen.note(signal) { exit(128 + signal.rawValue) }
        react()
      }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    let result = try await work()
    return (result, seen.first)
  }

  /// Takes the signal's usual effect away: it is seen by those who watch for it alone.
  private func ignore() {
    #if canImport(Glibc)
      Glibc.signal(rawValue, SIG_IGN)
    #elseif canImport(Musl)
      Musl.signal(rawValue, SIG_IGN)
    #else
      Darwin.signal(rawValue, SIG_IGN)
    #endif
  }

  private final class Seen: Sendable {
    private let signal = Mutex<Interrupt?>(nil)

    var first: Interrupt? { signal.withLock { $0 } }

    /// Whether there was one before.
    func note(_ interrupt: Interrupt) -> Bool {
      signal.withLock { signal in
        defer { signal = signal ?? interrupt }
        return signal != nil
      }
    }
  }
}
