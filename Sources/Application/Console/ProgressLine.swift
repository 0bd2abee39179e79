internal import Reasoning
internal import Results
internal import Wording

/// How far a run is: a line that is renewed on a terminal, a plain line every half minute elsewhere.
struct ProgressLine {
  private let cases: Int
  private let isShown: Bool
  private let clock = ContinuousClock()
  private let began: ContinuousClock.Instant
  private var shown: ContinuousClock.Instant
  private var lastReject: String?

  init(of cases: Int, isShown: Bool) {
    self.cases = cases
    self.isShown = isShown
    began = clock.now
    shown = began
  }

  /// One more case is done.
  mutating func advance(_ tally: RunTally, last: CaseSummary) {
    if last.decision == .reject { lastReject = "\(last.caseName): \(last.codes.first ?? "")" }
    guard isShown else { return }
    let now = clock.now
    guard now - shown >= (Console.isTerminal ? .milliseconds(200) : .seconds(30)) else { return }
    shown = now
    Console.progress(text(tally, after: now - began))
  }

  /// Takes the line off a terminal.
  func finish() { if isShown { Console.progress(nil) } }

  private func text(_ tally: RunTally, after time: Duration) -> String {
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    let rate = Double(tally.cases) / max(seconds, 1e-3)
    var parts = [
      "\(tally.cases) of \(cases)", "\(Significant.text(rate, digits: 2)) a second",
      "\(Self.words(Double(cases - tally.cases) / rate)) left",
      "\(tally.count(of: .accept)) accept, \(tally.count(of: .review)) review, \(tally.count(of: .reject)) reject"
        + (tally.failures > 0 ? ", \(tally.failures) without a verdict" : ""),
    ]
    if let lastReject { parts.append("last reject \(lastReject)") }
    return parts.joined(separator: " · ")
  }

  /// `40 s`, `12 min`, `3 h 20 min`.
  private static func words(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e6).rounded(.up))
    if whole < 100 { return "\(whole) s" }
    let minutes = (whole + 59) / 60
    return minutes < 100 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
  }
}
