package import Cases
internal import Concurrency
internal import Diagnostics
internal import Formats
internal import FoundationEssentials
internal import Pictures
internal import PolicyLanguage
package import Reasoning
internal import Report
internal import Results
internal import SegWarden

/// How results are printed.
package enum CheckFormat: String, CaseIterable, Sendable {
  case text, json, jsonl, html
}

/// `segwarden check`: judges exports against a policy and prints what was decided. One bad export does not stop the
/// others.
package struct CheckRun: Sendable {
  /// What a user may choose.
  package struct Options: Sendable {
    package var exports: [Export]
    /// A list of further cases: see `CaseSource`.
    package var manifest: String?
    /// A label table for cases that name none.
    package var labels: String?
    /// The structures that were asked for, for cases that name none; nil when nobody said.
    package var structures: [String]?
    /// A policy's name or file, or `auto`: for each case the one that fits.
    package var policy: String
    /// Values for the policy's parameters.
    package var settings: [String: String]
    /// A file of waivers beside the policy's own.
    package var waivers: String?
    /// What kind of images the masks belong to, for `auto`.
    package var modality: String?
    package var context: [String: String]
    package var reasoner: ReasonerName
    package var model: ModelSettings
    /// What stands between the reasoner and the model.
    package var asking: AskingSettings
    /// What a model's reasoning does without, or with beside the four stages.
    package var reasoning: ReasoningOptions
    package var format: CheckFormat
    /// A folder for one JSON record per case with its answers, and the report, or nil.
    package var output: String?
    package var jobs: Int
    /// What the files of one case may take.
    package var limits: ReadingLimits

    package init(
      exports: [Export], manifest: String? = nil, labels: String? = nil, structures: [String]? = nil, policy: String,
      settings: [String: String] = [:], waivers: String? = nil, modality: String? = nil, context: [String: String],
      reasoner: ReasonerName, model: ModelSettings, asking: AskingSettings = AskingSettings(),
      reasoning: ReasoningOptions = ReasoningOptions(), format: CheckFormat, output: String?, jobs: Int,
      limits: ReadingLimits = .standard
    ) {
      self.exports = exports
      self.manifest = manifest
      self.labels = labels
      self.structures = structures
      self.policy = policy
      self.settings = settings
      self.waivers = waivers
      self.modality = modality
      self.context = context
      self.reasoner = reasoner
      self.model = model
      self.asking = asking
      self.reasoning = reasoning
      self.format = format
      self.output = output
      self.jobs = jobs
      self.limits = limits
    }

    /// An export with what was said for all of them.
    func completed(_ export: Export) -> Export {
      var export = limits.applied(to: export)
      export.labels = export.labels ?? labels
      export.structures = export.structures ?? structures
      return export
    }

    /// The cases: exports that were named, then those of the manifest. Tells what is wrong with the manifest, with its
    /// places.
    func listed(for policy: Policy?) throws -> [ListedCase] {
      let list = try manifest.map { try CaseSource.list(at: $0, for: policy) }
      for text in (list?.notes ?? []) + [list?.mistakes].compactMap({ $0 }) { Console.note(text) }
      return exports.map { ListedCase($0) } + (list?.cases ?? [])
    }
  }

  private struct Checked: Sendable {
    let result: CaseResult
    let pictures: [Picture]
    /// What is kept beside the record: see `StoredCase`.
    var answers: String?
    /// What went wrong, for the terminal.
    let complaint: String?
    /// What a failure means for the exit status; success otherwise.
    let status: ExitStatus
  }

  private let options: Options
  private let cases: [ListedCase]
  private let wardens: Wardens
  /// Nil with the rules.
  private let asking: ModelRun?

  package init(_ options: Options) throws {
    self.options = options
    asking = options.reasoner == .model ? try ModelRun(options.model, options.asking) : nil
    wardens = try Wardens(options, reasoner: options.model.reasoner(asking: asking, options.reasoning))
    cases = try options.listed(for: wardens.only?.policy)
  }

  /// Checks all cases, at most `jobs` at a time, and prints them in the order given.
  package func run() async throws -> ExitStatus {
    let checked = await cases.concurrentMap(atMost: options.jobs) { await check($0) }
    for complaint in checked.compactMap(\.complaint) { Console.warn(complaint) }
    let unrecorded = await asking?.close()
    try report(checked)
    for line in await asking?.summary() ?? [] { Console.warn(line) }
    if let unrecorded { throw unrecorded }
    return Self.status(checked, isOverBudget: await asking?.isOverBudget ?? false)
  }

  private func check(_ listed: ListedCase) async -> Checked {
    guard var export = listed.export else { return Self.unlisted(listed) }
    export = options.completed(export)
    func failed(_ code: String, _ message: String, _ status: ExitStatus, details: String? = nil) -> Checked {
      let result = CaseResult(caseName: export.name, failure: CaseFailure(code: code, message: message))
      let complaint = "\(export.path): \(message)" + (details.map { "\n\($0)" } ?? "")
      return Checked(result: result, pictures: [], complaint: complaint, status: status)
    }
    do {
      let (warden, because) = try wardens.warden(for: export)
      var (record, pictures, answers) = try await warden.checkWhole(export)
      if let because { record.notes.append(because) }
      return Checked(
        result: CaseResult(record), pictures: pictures, answers: answers, complaint: nil, status: .success)
    } catch let error as ReadError {
      return failed(error.code.name, error.message, error.status)
    } catch let error as ProgramError {
      return failed("no-policy", error.message, error.status)
    } catch let error as CaseError {
      return failed(error.code.rawValue, error.message, .badInput, details: error.details)
    } catch {
      return failed("internal", "the check failed: \(error).", .internal)
    }
  }

  /// A row of the manifest that gives no export. What is wrong with it has been told with its place.
  private static func unlisted(_ listed: ListedCase) -> Checked {
    let list = listed.mistakes.map { "line \($0.range.line), column \($0.range.column): \($0.message)" }
    let isContext = listed.mistakes.allSatisfy { [.unknownContext, .impossibleValue].contains($0.rule) }
    let failure = CaseFailure(
      code: isContext ? "bad-context" : "bad-row",
      message: "the manifest's row cannot be used: \(list.joined(separator: "; ")).")
    return Checked(
      result: CaseResult(caseName: listed.name, failure: failure), pictures: [], complaint: nil, status: .badInput)
  }

  private func report(_ checked: [Checked]) throws {
    let results = checked.map(\.result)
    switch options.format {
    case .text:
      let report = TextReport(isColoured: Console.takesColours)
      for result in results where result.failure == nil { Console.print(report.text(result)) }
      if results.count > 1 { Console.print(report.summary(results)) }
    case .json: Console.print(try RecordJSON.pretty(results))
    case .jsonl: for result in results { Console.print(try RecordJSON.line(result)) }
    case .html: Console.print(page(checked))
    }
    guard let folder = options.output else { return }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for (name, checked) in zip(Self.fileNames(results.map(\.caseName)), checked) {
        try write(try RecordJSON.pretty([checked.result]) + "\n", to: "\(folder)/\(name).json")
        if let answers = checked.answers { try write(answers, to: "\(folder)/\(name)\(StoredResults.answersEnding)") }
      }
      try write(page(checked), to: "\(folder)/report.html")
    } catch let error as ProgramError {
      throw error
    } catch {
      throw ProgramError(
        .inputOutput, "\(folder): the results cannot be written; check the folder's permissions and space.")
    }
  }

  private func page(_ checked: [Checked]) -> String {
    HTMLReport(ReportPage(of: checked.map { ($0.result, $0.pictures) })).html()
  }

  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
  }

  /// A file's name for each case: no two alike, on file systems that do not tell capitals apart either.
  private static func fileNames(_ cases: [String]) -> [String] {
    var taken: Set<String> = []
    return cases.map { name in
      let safe = String(name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "_" })
      var unique = safe
      var number = 1
      while !taken.insert(unique.lowercased()).inserted {
        number += 1
        unique = "\(safe)-\(number)"
      }
      return unique
    }
  }

  /// What several failures end with; nil without any.
  static func weightiest(of statuses: [ExitStatus]) -> ExitStatus? {
    statuses.filter { $0 != .success }.max { $0.weight < $1.weight }
  }

  /// A case without a verdict weighs most: the run is not whole. Then a budget that is used up, which left cases
  /// without the model's opinion; then reject, then review.
  private static func status(_ checked: [Checked], isOverBudget: Bool) -> ExitStatus {
    if let failed = weightiest(of: checked.map(\.status)) { return failed }
    if isOverBudget { return .overBudget }
    let decisions = checked.compactMap { $0.result.record?.decision }
    return decisions.contains(.reject) ? .rejected : decisions.contains(.review) ? .review : .success
  }
}

extension ExitStatus {
  /// Which of several failures an exit status tells.
  fileprivate var weight: Int { self == .internal ? 3 : self == .configuration ? 2 : self == .badInput ? 1 : 0 }
}
