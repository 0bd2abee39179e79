import Application
import ArgumentParser
import Report
import Store

/// `segwarden report`: renders results that were kept.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Renders the results of a run again, for people, tables, build servers or scanners.",
    discussion: """
      Formats:
      \(CaseReportFormat.allCases.map { "\($0.rawValue): \($0.summary)." }.joined(separator: "\n"))
      \(DICOMReportForm.allCases.map { "\($0.rawValue): \($0.summary)." }.joined(separator: "\n"))

      The last three are about one DICOM object that was judged (--source), in its patient's study; its record is found by its digest.

      Exit status: 0 whatever the cases are; 65 no such case, or records of another version; 66 no such results; 74 the report could not be written.
      """)

  @Argument(
    help:
      "What to render: a folder that “check --output” wrote, a file of JSON Lines, or a store (STORE@RUN; @RUN is a run of the usual store)."
  )
  var results = "@latest"

  @Option(help: "What to make: \(ReportFormat.allValueStrings.joined(separator: ", ")).")
  var format: ReportFormat = .cases(.text)

  @Option(help: "With a DICOM format: the segmentation or structure set that was judged.")
  var source: String?

  @Option(
    help:
      "A policy that judged, by name or file, so that SARIF and annotations can point to its lines; may be repeated. The shipped ones are known."
  )
  var policy: [String] = []

  @Option(help: "Only cases with this verdict: accept, review, reject, or error for those without; may be repeated.")
  var decision: [String] = []

  @Option(name: .customLong("case"), help: "Only the cases of this name; may be repeated.")
  var names: [String] = []

  @Option(name: .shortAndLong, help: "A file to write to, in place of standard output.")
  var output: String?

  func validate() throws {
    if let wrong = decision.first(where: { !RunDifference.verdicts.contains($0) }) {
      throw ValidationError("--decision is accept, review, reject or error, not “\(wrong)”.")
    }
    switch format {
    case .cases:
      if source != nil { throw ValidationError("--source is about a DICOM format, such as --format dicom-sr.") }
    case .object(let form):
      guard source != nil, output != nil else {
        throw ValidationError("--format \(form.rawValue) takes --source and --output.")
      }
      if !decision.isEmpty { throw ValidationError("--decision has no use with --source, which names one object.") }
    }
  }

  func run() async throws {
    switch format {
    case .object(let form):
      try await Exit.with {
        try DICOMReportRun(
          results: results, cases: Set(names), source: source ?? "", output: output ?? "", form: form
        ).run()
      }
    case .cases(let format):
      var options = ReportRun.Options(results: results, format: format)
      options.policies = policy
      options.decisions = Set(decision)
      options.cases = Set(names)
      options.output = output
      let chosen = options
      try await Exit.with { try ReportRun(chosen).run() }
    }
  }
}

/// What results are rendered as.
enum ReportFormat: ExpressibleByArgument {
  case cases(CaseReportFormat)
  case object(DICOMReportForm)

  init?(argument: String) {
    if let format = CaseReportFormat(rawValue: argument) {
      self = .cases(format)
    } else if let form = DICOMReportForm(rawValue: argument) {
      self = .object(form)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] {
    CaseReportFormat.allCases.map(\.rawValue) + DICOMReportForm.allCases.map(\.rawValue)
  }

  var defaultValueDescription: String {
    switch self {
    case .cases(let format): format.rawValue
    case .object(let form): form.rawValue
    }
  }
}
