internal import Cases
package import Cohorts
internal import Digest
internal import JSON
internal import PolicyLanguage
internal import Report
internal import SegWarden
internal import Wording

/// `segwarden policy drift`: whether new cases still look like those that a policy was learned from.
package struct PolicyDriftRun: Sendable {
  /// What a user may choose.
  package struct Options: Sendable {
    package var policy: String
    /// A folder or table of cases: see `CaseSource`.
    package var cases: String
    /// Columns `subgroup.NAME` or `context.NAME` of the table; empty: all of `subgroup`.
    package var subgroups: [String] = []
    package var labels: String?
    package var context: [String: String] = [:]
    /// The false discovery rate that is aimed at, 0…1.
    package var aim = 0.05
    package var format = CohortReportFormat.text
    package var jobs = 1

    package init(policy: String, cases: String) {
      self.policy = policy
      self.cases = cases
    }
  }

  private let options: Options
  private let policy: Policy

  /// Throws a `ProgramError` for a policy that cannot be used.
  package init(_ options: Options) throws {
    self.options = options
    policy = try PolicyLibrary().policy(options.policy).checked()
    let mistakes = policy.mistakes(inFacts: options.context)
    guard mistakes.isEmpty else { throw ProgramError(.usage, mistakes.map(\.sentence).joined(separator: " ")) }
  }

  /// Measures and prints: 0 no sign of drift, 1 drifted, 2 too few cases to tell.
  package func run() async throws -> ExitStatus {
    let report = try await report()
    Console.print(options.format == .text ? report.text : try report.json.text(.indented))
    return switch report.answer {
    case .noSign: .success
    case .drifted: .rejected
    case .tooFew: .review
    }
  }

  /// Throws a `ProgramError` where the policy keeps nothing learned, or no case can be measured.
  package func report() async throws -> DriftReport {
    let numbers = LearnedNumber.all(of: policy)
    guard !numbers.isEmpty else {
      throw ProgramError(
        .configuration,
        "the policy \(policy.id) keeps nothing that was learned; `policy fit --patch` puts ranges and a card into it.")
    }
    var exports = try CaseSource.cases(at: options.cases, for: policy)
    for place in exports.indices { exports[place].labels = exports[place].labels ?? options.labels }
    let own = Set(exports.flatMap(\.subgroups.keys))
    let columns = options.subgroups.isEmpty ? own.sorted() : options.subgroups
    for column in columns where !own.contains(column) && !exports.contains(where: { $0.context[column] != nil }) {
      throw ProgramError(
        .usage,
        "\(options.cases): there is no column 'subgroup.\(column)' or 'context.\(column)' for --subgroup\(Suggestion.didYouMean(column, among: own.sorted()).map { "; \($0)" } ?? "")."
      )
    }
    let measured = await DriftMeasuring(
      policy: policy, numbers: numbers, context: options.context, jobs: options.jobs
    ).cases(exports)
    guard !measured.cases.isEmpty else {
      let first = measured.failures.first.map { " The first: \($0.name): \($0.message)" } ?? ""
      throw ProgramError(.badInput, "\(options.cases): none of the cases can be measured.\(first)")
    }
    let independent = Self.onePerGroup(measured.cases)
    var notes: [String] = []
    if independent.count < measured.cases.count {
      notes.append(
        "\(measured.cases.count - independent.count) further cases of the same patients were left out, for they are not independent."
      )
    }
    return DriftReport(
      policy: policy, cohort: Cohort.name(of: options.cases), aim: options.aim, numbers: numbers, cases: independent,
      columns: columns, failures: measured.failures, notes: notes)
  }

  /// One case of each patient, chosen by a digest of its name.
  private static func onePerGroup(_ cases: [DriftMeasuring.Case]) -> [DriftMeasuring.Case] {
    var chosen: [String: Int] = [:]
    for (place, one) in cases.enumerated() {
      guard let group = one.group else { continue }
      if let other = chosen[group], SHA256.of(cases[other].name) <= SHA256.of(one.name) { continue }
      chosen[group] = place
    }
    return cases.enumerated().filter { place, one in one.group.map { chosen[$0] == place } ?? true }.map(\.element)
  }
}
