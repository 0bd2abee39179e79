package import Agreement
internal import Cases
internal import Cohorts
internal import Concurrency
internal import Diagnostics
internal import Digest
internal import Evaluation
internal import Formats
internal import FoundationEssentials
internal import JSON
internal import PolicyLanguage
internal import Reasoning
internal import Report
internal import Results
internal import SegWarden
package import Validation
internal import Wording
internal import YAML

/// How what was found about a policy and a cohort is printed.
package enum CohortReportFormat: String, CaseIterable, Sendable {
  case text, json
}

/// `segwarden policy calibrate`: from which score on a policy may accept, by labelled cases that it did not learn from.
package struct PolicyCalibrateRun: Sendable {
  /// What a user may choose.
  package struct Options: Sendable {
    package var policy: String
    /// A table with what is true of each case (`TruthTable`) and its export (`CaseManifest`).
    package var manifest: String
    /// The Dice from which on an export is good; nil reads the truth in words.
    package var cut: Double?
    package var control: RiskControl
    /// What the labelled cases are called; nil takes the table's name.
    package var cohort: String?
    package var context: [String: String] = [:]
    /// Whether cases that were used before may be used again.
    package var again = false
    /// Whether to write the cut-off into the policy's own file.
    package var writes = false
    /// A file for the policy with the cut-off.
    package var output: String?
    package var format = CohortReportFormat.text
    package var jobs = 1
    /// The day that is noted; nil: today.
    package var date: String?

    package init(policy: String, manifest: String, control: RiskControl) {
      self.policy = policy
      self.manifest = manifest
      self.control = control
    }
  }

  private let options: Options
  private let text: PolicyText
  private let policy: Policy
  private let date: CalendarDay

  /// Throws a `ProgramError` for a policy that cannot be used.
  package init(_ options: Options) throws {
    self.options = options
    text = try PolicyLibrary().policy(options.policy)
    policy = try text.checked()
    guard let date = options.date.map({ CalendarDay($0) }) ?? .today else {
      throw ProgramError(.usage, "the date is written as 2026-11-25.")
    }
    self.date = date
    if options.writes, !FileManager.default.fileExists(atPath: text.entry.file) {
      throw ProgramError(
        .usage, "\(options.policy): only a policy in a file of your own can be written to; name another file (-o).")
    }
  }

  /// Judges, tests, and writes where that was asked for. Bad input where no cut-off can be given.
  package func run() async throws -> ExitStatus {
    let report = try await report()
    Console.print(options.format == .text ? report.text : try report.json.text(.indented))
    guard let score = report.score else { return .badInput }
    if options.writes { try write(try changed(score), to: text.entry.file) }
    if let output = options.output { try write(try changed(score), to: output) }
    return .success
  }

  /// Throws a `ProgramError` for cases that cannot be used, that were used before, or that the policy learned from.
  package func report() async throws -> AcceptScoreReport {
    let spent = try SpentSet(of: options.manifest)
    let question = try question()
    if !options.again { try spent.check(asking: question) }
    let truth = try TruthTable(path: options.manifest, cut: options.cut, subgroups: [])
    let exports = try CaseSource.cases(at: options.manifest, for: policy)
    let truths = Dictionary(truth.cases.map { ($0.name, $0) }) { first, _ in first }
    let labelled = exports.compactMap { export in
      truths[export.name].flatMap { known in
        known.isUnacceptable.map { Labelled(export: export, isBad: $0, group: export.group ?? known.patient) }
      }
    }
    guard !labelled.isEmpty else {
      throw ProgramError(.badInput, "\(options.manifest): of no case it says whether its mask is acceptable.")
    }
    let judged = try await judge(labelled)
    try refuseLearned(judged)
    var notes: [String] = []
    if policy.learnedMasks.isEmpty {
      notes.append(
        "The policy does not say which masks it was learned from; that none of them is among these is for you to know."
      )
    }
    let silent = exports.count - labelled.count
    if silent > 0 {
      notes.append("\(counted(silent, "case")) without a truth \(silent == 1 ? "was" : "were") left out.")
    }
    let unread = judged.filter { $0.failure != nil }
    if let first = unread.first {
      notes.append(
        "\(counted(unread.count, "case")) cannot be read and would not be accepted: \(first.name): \(first.failure ?? "")"
      )
    }
    let independent = Self.onePerGroup(judged)
    if independent.count < judged.count {
      notes.append(
        "\(judged.count - independent.count) further cases of the same patients were left out, for they are not independent."
      )
    }
    let candidates = independent.compactMap { one in
      one.accepts.map { RiskControl.Candidate(score: $0, isBad: one.isBad) }
    }
    // Nothing was learned of the truth where there are too few cases to test.
    if candidates.count >= options.control.leastAccepted {
      try spent.spend(for: question, on: date)
      notes.append("\(spent.path) notes that these cases are spent.")
    }
    // The same question again has the same answer: nobody learns anything of it.
    let isSpent = spent.isSpent && !spent.uses(of: question)
    let name = options.cohort ?? Cohort.name(of: options.manifest)
    return AcceptScoreReport(
      policy: policy, cohort: isSpent ? "\(name), used before" : name, date: date,
      control: options.control, labelled: independent.count, bad: independent.count(where: \.isBad),
      candidates: candidates, lowest: RulesVerdict.leastScore, isSpent: isSpent, notes: notes)
  }

  /// What the cases are asked, in one line.
  private func question() throws -> String {
    let bytes: [UInt8]
    do {
      bytes = try FileText.bytes(options.manifest)
    } catch let error as ReadError {
      throw ProgramError(error.status, "\(options.manifest): \(error.message)")
    }
    let control = options.control
    let asked =
      [
        "wrong \(control.wrong)", "confidence \(control.confidence)", control.search.rawValue,
        options.cut.map { "cut \($0)" },
      ].compactMap(\.self) + options.context.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return
      "policy calibrate (\(asked.joined(separator: ", "))), policy \(policy.id) \(policy.version) sha256 \(policy.digest), table sha256 \(SHA256.of(bytes))"
  }

  // MARK: Cases

  private struct Labelled: Sendable {
    let export: Export
    let isBad: Bool
    let group: String?
  }

  private struct Judged: Sendable {
    let name: String
    let isBad: Bool
    let group: String?
    /// SHA-256 of the mask; empty where it cannot be read.
    let digest: String
    /// The score of a case that would be accepted if no score were asked for.
    let accepts: Double?
    let failure: String?
  }

  /// Checks every case by the rules, without a cut-off, as if the policy were in force.
  private func judge(_ labelled: [Labelled]) async throws -> [Judged] {
    var settings = policy.decision
    settings.acceptScore = nil
    let warden = try Warden(
      policy: policy.with(decision: settings), reasoner: RulesReasoner(), reasonerName: "rules",
      context: options.context, drawsPictures: false)
    return await labelled.concurrentMap(atMost: options.jobs) { one in
      do {
        let record = try await warden.check(one.export)
        let digest = record.provenance.inputs.first { $0.role == "mask" }?.sha256 ?? ""
        return Judged(
          name: one.export.name, isBad: one.isBad, group: one.group, digest: digest,
          accepts: record.decision == .accept ? record.score : nil, failure: nil)
      } catch {
        let message = ProgramError.reading(one.export.path, error).message
        return Judged(
          name: one.export.name, isBad: one.isBad, group: one.group, digest: "", accepts: nil, failure: message)
      }
    }
  }

  private func refuseLearned(_ judged: [Judged]) throws {
    let known = judged.filter { one in policy.learnedMasks.contains { !one.digest.isEmpty && one.digest.hasPrefix($0) }
    }
    guard !known.isEmpty else { return }
    throw ProgramError(
      .badInput,
      "\(options.manifest): the policy was learned from \(counted(known.count, "case")) of these, which cannot show how it does on others; take \(known.count == 1 ? "it" : "them") out: \(listed(known.map(\.name), atMost: 10))."
    )
  }

  /// One case of each group, chosen by a digest of its mask, which knows nothing of the truth.
  private static func onePerGroup(_ judged: [Judged]) -> [Judged] {
    var chosen: [String: Int] = [:]
    for (place, one) in judged.enumerated() {
      guard let group = one.group else { continue }
      let mark = { (place: Int) in SHA256.of(judged[place].digest + judged[place].name) }
      if let other = chosen[group], mark(other) <= mark(place) { continue }
      chosen[group] = place
    }
    return judged.enumerated().filter { place, one in one.group.map { chosen[$0] == place } ?? true }.map(\.element)
  }

  // MARK: The policy

  /// The policy's text with the cut-off and where it comes from.
  private func changed(_ score: AcceptScore) throws -> String {
    let own = text.reading.sources.first?.text ?? text.entry.text
    let changed: String
    do {
      changed = try AcceptScoreEdit(score).made(in: own)
    } catch {
      throw ProgramError(.configuration, "\(text.entry.file): the cut-off cannot be written: \(error.message).")
    }
    let entry = PolicyLibrary.Entry(name: text.entry.name, file: text.entry.file, text: changed)
    let reading = PolicyText(entry, in: PolicyLibrary())
    let errors = reading.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty, reading.policy?.decision.acceptScore == score else {
      throw ProgramError(
        .internal, "nothing is written, for the policy would not be sound with it.\n\(reading.rendered(errors))")
    }
    return changed
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path).resolvingSymlinksInPath(), options: .atomic)
    } catch {
      throw ProgramError(
        .inputOutput, "\(path): the policy cannot be written; check the permissions of the file and its folder.")
    }
  }
}
