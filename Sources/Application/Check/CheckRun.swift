internal import Cases
internal import Concurrency
internal import PolicyLanguage
internal import Reasoning
internal import Report
internal import Results
internal import Runs
internal import SegWarden

/// `segwarden check`: judges exports against a policy, prints what was decided and keeps it, case by case. One bad
/// export does not stop the others.
package struct CheckRun: Sendable {
  private let options: CheckOptions
  private let cases: [ListedCase]
  private let wardens: Wardens
  /// Nil with the rules.
  private let asking: ModelRun?
  private let outputs: CheckOutputs

  /// Opens everything that results go to. Throws a `ProgramError` for what would keep the run from being whole.
  package init(_ options: CheckOptions) throws {
    self.options = options
    asking = options.reasoner == .model ? try ModelRun(options.model, options.asking) : nil
    let wardens = try Wardens(options, reasoner: options.model.reasoner(asking: asking, options.reasoning))
    let cases = try options.listed(for: wardens.policies)
    outputs = try CheckOutputs(options, cases: cases, policies: wardens.policies, asking: asking)
    (self.wardens, self.cases) = (wardens, cases)
  }

  /// Checks all cases, at most `jobs` at a time and no more than fit into memory, and prints them in the order given.
  /// Ctrl-C ends it after what is being written.
  package func run() async throws -> ExitStatus {
    let outcome: Outcome
    let interrupt: Interrupt?
    do {
      (outcome, interrupt) = try await Interrupt.cancelling { try await checkAll() }
    } catch {
      outputs.stop(hasFailed: true)
      throw error
    }
    let unrecorded = await asking?.close()
    for line in await asking?.summary() ?? [] { Console.warn(line) }
    if let interrupt {
      outputs.stop(hasFailed: false)
      let goOn = outputs.canResume ? "; go on with --resume" : ""
      Console.warn("interrupted after \(outcome.tally.cases) of \(cases.count) cases\(goOn).")
      return interrupt == .interrupt ? .interrupted : .terminated
    }
    try outputs.finish(outcome.numbers)
    if let unrecorded { throw unrecorded }
    return status(outcome, isOverBudget: await asking?.isOverBudget ?? false)
  }

  private struct Outcome: Sendable {
    var tally = RunTally()
    /// What cases without a verdict mean for the exit status.
    var failures: Set<ExitStatus> = []
    /// What pages plot.
    var numbers = RunNumbers()
  }

  private func checkAll() async throws -> Outcome {
    var printer = CheckPrinter(options.format, policies: wardens.policies)
    var progress = ProgressLine(of: cases.count, isShown: !options.isQuiet && cases.count > 1)
    var outcome = Outcome()
    let pool = OrderedPool(
      atMost: options.jobs, memory: cases.count > 1 ? MachineMemory.usable : nil, ahead: 4 * options.jobs + 32)
    let readsImages = wardens.readImages
    _ = try await pool.run(cases.indices) { index in
      cases[index].export.map { CaseWeight.bytes(of: $0, readsImage: readsImages) } ?? 0
    } work: { _, index in
      await Result<CheckedCase, any Error>.catching { try await check(index) }
    } deliver: { _, result in
      let checked = try result.get()
      if let complaint = checked.complaint { Console.warn(complaint) }
      let summary = CaseSummary(checked.result)
      if outputs.hasPages, let record = checked.result.record {
        outcome.numbers.add(RunNumbers.numbers(of: record), case: outcome.tally.cases)
      }
      outcome.tally.add(summary)
      if checked.status != .success { outcome.failures.insert(checked.status) }
      try outputs.deliver(checked.result)
      try printer.print(checked)
      progress.advance(outcome.tally, last: summary)
    }
    progress.finish()
    try printer.finish(outcome.tally)
    return outcome
  }

  /// Checks a case and keeps it; throws when it cannot be kept. What is cancelled meanwhile is not kept, since a model
  /// that was not waited for gave no answer.
  private func check(_ index: Int) async throws -> CheckedCase {
    if let done = try outputs.done(index) { return done }
    var checked = await CheckedCase(cases[index], by: wardens)
    if !Task.isCancelled { try outputs.keep(index, checked) }
    if options.format != .html { (checked.pictures, checked.places) = ([], []) }
    checked.atlas = nil
    checked.answers = nil
    return checked
  }

  /// What several failures end with; nil without any.
  static func weightiest(of statuses: some Sequence<ExitStatus>) -> ExitStatus? {
    statuses.filter { $0 != .success }.max { $0.weight < $1.weight }
  }

  /// A case without a verdict weighs most: the run is not whole. Then a budget that is used up, which left cases
  /// without the model's opinion; then reject, then review.
  private func status(_ outcome: Outcome, isOverBudget: Bool) -> ExitStatus {
    if let failed = Self.weightiest(of: outcome.failures) { return failed }
    if isOverBudget { return .overBudget }
    if options.failsOn != .error, outcome.tally.count(of: .reject) > 0 { return .rejected }
    return options.failsOn == .review && outcome.tally.count(of: .review) > 0 ? .review : .success
  }
}

extension ExitStatus {
  /// Which of several failures an exit status tells.
  fileprivate var weight: Int { self == .internal ? 3 : self == .configuration ? 2 : self == .badInput ? 1 : 0 }
}

extension Result where Failure == any Error {
  fileprivate static func catching(_ body: () async throws -> Success) async -> Result {
    do {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
  }
}
