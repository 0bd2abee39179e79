internal import Cases
package import Cohorts
internal import Diagnostics
internal import FoundationEssentials
internal import JSON
internal import Learning
internal import PolicyLanguage
internal import Report
internal import SegWarden
internal import YAML

/// How what was learned is printed.
package enum PolicyFitFormat: String, CaseIterable, Sendable {
  case text, json, csv
}

/// What a scorecard is fitted to.
package enum CardScope: String, CaseIterable, Sendable {
  /// One for the case as a whole.
  case wholeCase = "case"
  /// One for each label, from rejected cases alone.
  case labels
  case none
}

/// `segwarden policy fit`: learns ranges and scorecards from cohorts, and proposes them as a patch. It changes no file
/// but the one that the patch is written to.
package struct PolicyFitRun: Sendable {
  /// What a user may choose.
  package struct Options: Sendable {
    package var policy: String
    /// Folders or tables of cases: see `CaseSource`.
    package var accepted: String
    package var rejected: String?
    /// Numbers beside those that the policy limits; with rejected cases, those that cards may use.
    package var measures: [String] = []
    /// Labels or groups; empty: all of the policy.
    package var subjects: [String] = []
    /// A label table for cases that name none.
    package var labels: String?
    /// Facts that hold for all cases.
    package var context: [String: String] = [:]
    /// What the accepted cohort is called; nil takes its folder's or table's name.
    package var cohort: String?
    package var replacing: ReplacedLimits?
    /// Whether to write the patch, to `output` or to standard output in place of the report.
    package var isPatch = false
    package var output: String?
    /// Where the numbers that the card for whole cases was learned from are written to.
    package var table: String?
    package var format = PolicyFitFormat.text
    package var jobs = 1
    package var card = CardScope.wholeCase
    package var caseCard = CaseCardOptions()
    /// The day that is noted; nil: today.
    package var date: String?

    package init(policy: String, accepted: String, rejected: String? = nil) {
      self.policy = policy
      self.accepted = accepted
      self.rejected = rejected
    }
  }

  private let options: Options
  private let text: PolicyText
  private let policy: Policy
  private let choice: FitChoice
  private let date: CalendarDay

  /// Throws a `ProgramError` for a policy that cannot be used, and for names that nothing has.
  package init(_ options: Options) throws {
    self.options = options
    text = try PolicyLibrary().policy(options.policy)
    policy = try text.checked()
    choice = try FitChoice(measures: options.measures, labels: options.subjects, policy: policy)
    let mistakes = policy.mistakes(inFacts: options.context)
    guard mistakes.isEmpty else { throw ProgramError(.usage, mistakes.map(\.sentence).joined(separator: " ")) }
    guard let date = options.date.map({ CalendarDay($0) }) ?? .today else {
      throw ProgramError(.usage, "the date is written as 2026-11-25.")
    }
    self.date = date
  }

  /// Measures, learns and prints. Success whatever was learned; bad input when no accepted case could be read.
  package func run() async throws -> ExitStatus {
    let report = try await report()
    if let path = options.table {
      guard let card = report.caseCard else {
        throw ProgramError(.usage, "--table is about the card for whole cases; leave --card out.")
      }
      try write(card.learned.csv, to: path, what: "the table")
    }
    if options.isPatch {
      let (patch, notes) = try patch(of: report)
      for note in notes { Console.note(note) }
      guard let output = options.output else {
        if patch.isEmpty {
          Console.note("There is nothing to propose.")
        } else {
          Console.print(String(patch.dropLast()))
        }
        return .success
      }
      try write(patch, to: output, what: "the patch")
    }
    Console.print(try rendered(report))
    return .success
  }

  /// The report in the chosen format.
  package func rendered() async throws -> String { try rendered(await report()) }

  /// The patch against the policy's text, with what it leaves out; empty when nothing is proposed.
  package func patch() async throws -> (patch: String, notes: [String]) { try patch(of: await report()) }

  private func rendered(_ report: FitReport) throws -> String {
    switch options.format {
    case .text: report.text
    case .json: try report.json.text(.indented)
    case .csv: report.csv
    }
  }

  // MARK: Learning

  private func report() async throws -> FitReport {
    let accepted = try exports(at: options.accepted)
    let rejected = try options.rejected.map { try exports(at: $0) }
    let questions = FitQuestions(
      policy: policy, choice: choice, nature: CohortNature(of: accepted),
      withCards: rejected != nil && options.card == .labels)
    let measuring = CohortMeasuring(
      policy: policy, wanted: questions.wanted, context: options.context, readsImages: questions.needsImage,
      jobs: options.jobs)
    let sound = await measuring.cohort(named: options.cohort ?? Cohort.name(of: options.accepted), accepted)
    guard !sound.cases.isEmpty else {
      let first = sound.failures.first.map { " The first: \($0.name): \($0.message)" } ?? ""
      throw ProgramError(.badInput, "\(options.accepted): none of the cases can be measured.\(first)")
    }
    var faulty: Cohort?
    if let rejected, let path = options.rejected {
      faulty = await measuring.cohort(named: Cohort.name(of: path), rejected)
    }
    let rule = RangeRule()
    func learned(_ place: Int) -> LearnedRange {
      LearnedRange(questions.wanted[place], at: place, in: sound, policy: policy, rule: rule)
    }
    var caseCard: FittedCaseCard?
    if options.card == .wholeCase {
      caseCard = await FittedCaseCard(
        accepted: accepted, rejected: rejected ?? [], policy: policy, context: options.context,
        options: options.caseCard, jobs: options.jobs)
    }
    let cards = faulty.map { faulty in
      questions.cards.map {
        FittedCard(
          $0.subject, labels: $0.labels, accepted: sound, rejected: faulty, features: $0.features, rule: FitRule())
      }
    }
    return FitReport(
      policy: policy, date: date, accepted: sound, rejected: faulty,
      proposals: LimitProposal.grouped(questions.limited.map(learned), decision: policy.decision),
      additions: questions.additional.map(learned), cards: cards ?? [], caseCard: caseCard, notes: questions.notes)
  }

  private func exports(at path: String) throws -> [Export] {
    try CaseSource.cases(at: path, for: policy).map { export in
      var export = export
      export.labels = export.labels ?? options.labels
      return export
    }
  }

  // MARK: The patch

  private func patch(of report: FitReport) throws -> (patch: String, notes: [String]) {
    let own = text.reading.sources.first?.text ?? text.entry.text
    do {
      var patch = try PolicyPatch(report, text: own, replacing: options.replacing)
      let changed = patch.patched()
      try check(changed, patch.notes)
      let file = text.entry.file.split(separator: "/").last.map(String.init) ?? text.entry.file
      return (UnifiedDiff.between(own, changed, oldName: "a/\(file)", newName: "b/\(file)"), patch.notes)
    } catch let error as YAMLEditError {
      throw ProgramError(.configuration, "\(text.entry.file): no patch can be made: \(error.message).")
    }
  }

  /// A patch that would make a policy unusable is no proposal.
  private func check(_ changed: String, _ notes: [String]) throws {
    let entry = PolicyLibrary.Entry(name: text.entry.name, file: text.entry.file, text: changed)
    let reading = PolicyText(entry, in: PolicyLibrary())
    let errors = reading.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else {
      throw ProgramError(
        .internal,
        (["no patch is written, for the policy would not be sound with it."] + notes
          + [reading.rendered(errors)]).joined(separator: "\n"))
    }
  }

  private func write(_ text: String, to path: String, what: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw ProgramError(
        .inputOutput, "\(path): \(what) cannot be written; check the folder's permissions and space.")
    }
  }
}
