/// Lets so many requests to one server go at a time, and so many a minute.
///
/// A server that says "too many" halves the number, once per burst: requests that were under way by then say nothing
/// new. As many answers as may go at a time raise it by one again, up to where it began (additive increase,
/// multiplicative decrease: Chiu and Jain, 1989).
package actor RequestGate {
  /// What leaving says about the server.
  package enum Verdict: Sendable {
    case served
    case tooMany
    /// Neither: no connection, a bad question.
    case silent
  }

  /// A place inside, to be given back.
  package struct Ticket: Sendable { fileprivate let time: ContinuousClock.Instant }

  private struct Waiter {
    let id: Int
    let continuation: CheckedContinuation<Void, any Error>
  }

  private let limit: Int
  private let spacing: Duration?
  private let clock = ContinuousClock()
  /// How many may be inside now.
  package private(set) var width: Int
  package private(set) var inside = 0
  private var waiters: [Waiter] = []
  private var lastID = 0
  private var served = 0
  private var narrowed: ContinuousClock.Instant?
  private var nextStart: ContinuousClock.Instant?

  /// - Parameters:
  ///   - limit: At most so many at a time, at least one.
  ///   - requestsPerMinute: Requests start evenly spaced, at most so many a minute; nil for no limit.
  package init(limit: Int = 8, requestsPerMinute: Int? = nil) {
    self.limit = max(limit, 1)
    width = max(limit, 1)
    spacing = requestsPerMinute.map { .seconds(60) / max($0, 1) }
  }

  package var waiting: Int { waiters.count }

  /// Waits for a place, in order of coming. Throws `CancellationError` when the task is cancelled; then there is no
  /// place to give back.
  package func enter() async throws -> Ticket {
    try Task.checkCancellation()
    if inside < width, waiters.isEmpty { inside += 1 } else { try await wait() }
    do {
      try Task.checkCancellation()
      if let spacing {
        let start = max(nextStart ?? clock.now, clock.now)
        nextStart = start + spacing
        try await clock.sleep(until: start)
      }
    } catch {
      inside -= 1
      admit()
      throw error
    }
    return Ticket(time: clock.now)
  }

  package func leave(_ ticket: Ticket, _ verdict: Verdict) {
    inside -= 1
    switch verdict {
    case .tooMany:
      served = 0
      if narrowed.map({ ticket.time > $0 }) ?? true {
        width = max(width / 2, 1)
        narrowed = clock.now
      }
    case .served:
      served += 1
      if width < limit, served >= width {
        width += 1
        served = 0
      }
    case .silent: break
    }
    admit()
  }

  private func wait() async throws {
    lastID += 1
    let id = lastID
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        // Cancelled before there was anything to end.
        guard !Task.isCancelled else {
          continuation.resume(throwing: CancellationError())
          return
        }
        waiters.append(Waiter(id: id, continuation: continuation))
      }
    } onCancel: {
      Task { await abandon(id) }
    }
  }

  private func abandon(_ id: Int) {
    guard let place = waiters.firstIndex(where: { $0.id == id }) else { return }
    waiters.remove(at: place).continuation.resume(throwing: CancellationError())
  }

  private func admit() {
    while inside < width, !waiters.isEmpty {
      inside += 1
      waiters.removeFirst().continuation.resume()
    }
  }
}
