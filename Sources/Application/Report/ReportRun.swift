internal import FoundationEssentials
internal import Pictures
internal import PolicyLanguage
package import Report
internal import Results
internal import SegWarden

/// `segwarden report`: renders results that were kept, again and in another form.
package struct ReportRun: Sendable {
  /// What a user may choose.
  package struct Options: Sendable {
    /// See `KeptResults`.
    package var results: String
    package var format: CaseReportFormat
    /// Policies' names or files, whose lines reports point to; the shipped ones are known.
    package var policies: [String] = []
    /// Only cases with these decisions, `error` for those without; empty for all.
    package var decisions: Set<String> = []
    /// Only the cases of these names; empty for all.
    package var cases: Set<String> = []
    /// A file in place of standard output.
    package var output: String?

    package init(results: String, format: CaseReportFormat) {
      self.results = results
      self.format = format
    }
  }

  private let options: Options

  package init(_ options: Options) { self.options = options }

  /// Renders the cases, one after the other. Success whatever they are; throws a `ProgramError` for what cannot be read
  /// or written, and where no case is left.
  package func run() throws -> ExitStatus {
    let kept = try KeptResults(options.results)
    let output = try ExportedText(options.output)
    var report = options.format.report(try setting())
    var tally = RunTally()
    var useless = 0
    if options.format == .html, !kept.keepsPictures {
      Console.warn("the page has no pictures: none are kept there; a folder of check --output keeps one of each case.")
    }
    try kept.forEach { one, picture in
      switch one {
      case .result(let result):
        guard isWanted(result) else { return }
        tally.add(CaseSummary(result))
        try output.write(try report.add(result, pictures: pictures(of: result, picture)))
      case .useless(let name, let reason):
        useless += 1
        Console.warn("\(name): \(reason)")
      }
    }
    guard tally.cases > 0 else {
      throw ProgramError(.badInput, "\(options.results): there is no such case; nothing was written.")
    }
    try output.write(try report.end(tally))
    try output.finish()
    return useless > 0 ? .badInput : .success
  }

  /// What a page shows of a case. One that was accepted has nothing to be looked at.
  private func pictures(of result: CaseResult, _ picture: () -> Picture?) -> [Picture] {
    guard options.format == .html, result.record?.decision != .accept else { return [] }
    return [picture()].compactMap(\.self)
  }

  private func isWanted(_ result: CaseResult) -> Bool {
    (options.cases.isEmpty || options.cases.contains(result.caseName))
      && (options.decisions.isEmpty || options.decisions.contains(result.record?.decision.rawValue ?? "error"))
  }

  private func setting() throws -> CaseReportSetting {
    var setting = CaseReportSetting()
    setting.isColoured = options.output == nil && Console.takesColours
    setting.version = Version.current
    let library = PolicyLibrary()
    let named = try options.policies.map { try library.policy($0).checked() }
    // A shipped policy with mistakes has judged nothing.
    let pointing: [CaseReportFormat] = [.sarif, .github]
    let shipped =
      pointing.contains(options.format) ? try library.entries().compactMap { PolicyText($0, in: library).policy } : []
    setting.places = PolicyPlaces(shipped + named, folder: FileManager.default.currentDirectoryPath)
    return setting
  }
}
