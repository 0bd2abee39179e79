internal import FoundationEssentials
internal import PolicyLanguage
internal import Report
internal import Results
internal import SegWarden

/// Prints results one after the other.
struct CheckPrinter {
  private var report: any CaseReport

  /// - Parameter policies: those that may judge.
  init(_ format: CaseReportFormat, policies: [Policy]) {
    var setting = CaseReportSetting()
    setting.isColoured = Console.takesColours
    // What went wrong is told with the place of the export, which reports do not know.
    setting.tellsFailures = false
    setting.version = Version.current
    setting.places = PolicyPlaces(policies, folder: FileManager.default.currentDirectoryPath)
    report = format.report(setting)
  }

  mutating func print(_ checked: CheckedCase) throws {
    Console.write(try report.add(checked.result, pictures: checked.pictures))
  }

  /// - Parameter tally: of the whole run.
  mutating func finish(_ tally: RunTally) throws { Console.write(try report.end(tally)) }
}
