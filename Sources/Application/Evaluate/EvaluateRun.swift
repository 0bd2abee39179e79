package import Agreement
internal import FoundationEssentials
internal import JSON
internal import Report
package import Validation

/// How an evaluation is printed.
package enum EvaluateFormat: String, CaseIterable, Sendable {
  case text, json, html
}

/// `segwarden evaluate`: holds decisions against what people know of the cases.
package struct EvaluateRun: Sendable {
  /// What a user may choose.
  package struct Options: Sendable {
    /// The table of truth: see `TruthTable`.
    package var manifest: String
    /// Whose decisions: see `PredictionSource`.
    package var results: String
    /// Further runs of the same cases by the same means.
    package var repeats: [String] = []
    /// Whom to compare with.
    package var others: [String] = []
    package var cut: Double?
    package var subgroups: [String] = []
    package var format = EvaluateFormat.text
    /// A file in place of standard output.
    package var output: String?
    package var rule = AgreementRule()

    package init(manifest: String, results: String) {
      self.manifest = manifest
      self.results = results
    }
  }

  private let options: Options

  package init(_ options: Options) { self.options = options }

  /// Evaluates and prints. Success whatever the numbers are.
  package func run() async throws -> ExitStatus {
    let report = try await report()
    let text = try rendered(report)
    guard let output = options.output else {
      Console.print(text)
      return .success
    }
    do {
      try Data((text + "\n").utf8).write(to: URL(filePath: output), options: .atomic)
    } catch {
      throw ProgramError(
        .inputOutput, "\(output): the evaluation cannot be written; check the folder's permissions and space.")
    }
    return .success
  }

  /// The evaluation itself. Throws a `ProgramError` for what cannot be read, and where nothing can be evaluated.
  package func report() async throws -> ValidationReport {
    let paths = [options.results] + options.repeats + options.others
    let sources = try paths.map { try PredictionSource($0) }
    let truth = try TruthTable(path: options.manifest, cut: options.cut, subgroups: options.subgroups)
    var predictions: [Predictions] = []
    for (source, name) in zip(sources, Self.names(of: paths)) {
      predictions.append(try await source.predictions(named: name))
    }
    return try ValidationReport(
      truth: truth, cut: options.cut, predictions: predictions[0],
      repeats: Array(predictions[1..<(1 + options.repeats.count)]),
      others: Array(predictions[(1 + options.repeats.count)...]), rule: options.rule)
  }

  /// What paths are called: their last parts; where two are alike, the paths.
  private static func names(of paths: [String]) -> [String] {
    let short = paths.map { ValidationReport.name(of: $0) }
    return zip(short, paths).map { name, path in short.count { $0 == name } > 1 ? path : name }
  }

  private func rendered(_ report: ValidationReport) throws -> String {
    switch options.format {
    case .text: report.text
    case .json: try report.json.text(.indented)
    case .html: EvaluationPage(report).html()
    }
  }
}
