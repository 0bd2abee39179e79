internal import Formats
internal import FoundationEssentials
internal import Pictures
internal import PolicyLanguage
internal import Reasoning
internal import Report
internal import Results

/// How results are printed.
package enum CheckFormat: String, CaseIterable, Sendable {
  case text, json, jsonl, html
}

/// `segwarden check`: judges exports against a policy and prints what was decided. One bad export does not stop the others.
package struct CheckRun: Sendable {
  /// What a user may choose.
  package struct Options: Sendable {
    package var exports: [Export]
    package var policy: String
    package var context: [String: String]
    package var reasoner: ReasonerName
    package var model: ModelSettings
    package var format: CheckFormat
    /// A folder for one JSON record per case and the report, or nil.
    package var output: String?
    package var jobs: Int

    package init(
      exports: [Export], policy: String, context: [String: String], reasoner: ReasonerName, model: ModelSettings,
      format: CheckFormat, output: String?, jobs: Int
    ) {
      self.exports = exports
      self.policy = policy
      self.context = context
      self.reasoner = reasoner
      self.model = model
      self.format = format
      self.output = output
      self.jobs = jobs
    }
  }

  private struct Checked: Sendable {
    let path: String
    let result: CaseResult
    let pictures: [Picture]
    /// What a failure means for the exit status; success otherwise.
    let status: ExitStatus
  }

  private let options: Options
  private let warden: Warden

  package init(_ options: Options) throws {
    self.options = options
    let text = try PolicyLibrary().policy(options.policy)
    let policy = try text.checked()
    let warnings = text.diagnostics.filter { $0.severity != .note }
    if !warnings.isEmpty { Console.note(text.rendered(warnings)) }
    let draws = options.reasoner == .model || options.format == .html || options.output != nil
    warden = try Warden(
      policy: policy, reasoner: options.model.reasoner(options.reasoner), reasonerName: options.reasoner.rawValue,
      context: options.context, drawsPictures: draws)
  }

  /// Checks all exports, at most `jobs` at a time, and prints them in the order given.
  package func run() async throws -> ExitStatus {
    let checked = await withTaskGroup(of: (Int, Checked).self) { group in
      var waiting = options.exports.enumerated().makeIterator()
      func start() {
        if let (number, export) = waiting.next() { group.addTask { (number, await check(export)) } }
      }
      for _ in 0..<max(1, options.jobs) { start() }
      var results = [Checked?](repeating: nil, count: options.exports.count)
      for await (number, result) in group {
        results[number] = result
        start()
      }
      return results.compactMap { $0 }
    }
    for case let (path, failure?) in checked.map({ ($0.path, $0.result.failure) }) {
      Console.warn("\(path): \(failure.message)")
    }
    try report(checked)
    return Self.status(checked)
  }

  private func check(_ export: Export) async -> Checked {
    do {
      let (record, pictures) = try await warden.checkWithPictures(export)
      return Checked(path: export.path, result: CaseResult(record), pictures: pictures, status: .success)
    } catch let error as ReadError {
      let failure = CaseFailure(code: error.code.name, message: error.message)
      return Checked(
        path: export.path, result: CaseResult(caseName: export.name, failure: failure), pictures: [],
        status: error.status)
    } catch {
      let failure = CaseFailure(code: "internal", message: "the check failed: \(error).")
      return Checked(
        path: export.path, result: CaseResult(caseName: export.name, failure: failure), pictures: [], status: .internal)
    }
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
      for (number, result) in results.enumerated() {
        let taken = results[..<number].contains { $0.caseName == result.caseName }
        let name = Self.fileName(result.caseName) + (taken ? "-\(number + 1)" : "")
        try write(try RecordJSON.pretty([result]) + "\n", to: "\(folder)/\(name).json")
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

  private static func fileName(_ name: String) -> String {
    String(name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "_" })
  }

  /// A case without a verdict weighs most: the run is not whole. Then reject, then review.
  private static func status(_ checked: [Checked]) -> ExitStatus {
    if let failed = checked.map(\.status).filter({ $0 != .success }).max(by: { $0.weight < $1.weight }) {
      return failed
    }
    let decisions = checked.compactMap { $0.result.record?.decision }
    return decisions.contains(.reject) ? .rejected : decisions.contains(.review) ? .review : .success
  }
}

extension ExitStatus {
  /// Which of several failures an exit status tells.
  fileprivate var weight: Int { self == .internal ? 2 : self == .badInput ? 1 : 0 }
}
