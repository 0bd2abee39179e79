/// What cases can be reported as.
package enum CaseReportFormat: String, CaseIterable, Sendable {
  case text, json, jsonl, csv
  case structuresCSV = "structures-csv"
  case junit, sarif, github, html

  /// What it is good for, in a few words.
  package var summary: String {
    switch self {
    case .text: "verdicts and reasons for people"
    case .json: "whole records, indented"
    case .jsonl: "whole records, one a line"
    case .csv: "a table with a row for each case"
    case .structuresCSV: "a table with a row for each structure: its verdict and its worst finding"
    case .junit: "JUnit XML, for build servers"
    case .sarif: "SARIF 2.1.0, for code scanning"
    case .github: "annotations of GitHub's workflows"
    case .html: "a page with all cases"
    }
  }

  /// An empty report.
  package func report(_ setting: CaseReportSetting = CaseReportSetting()) -> any CaseReport {
    switch self {
    case .text: TextCases(isColoured: setting.isColoured, tellsFailures: setting.tellsFailures)
    case .json: JSONCases()
    case .jsonl: JSONLinesCases()
    case .csv: CaseTable()
    case .structuresCSV: StructureTable()
    case .junit: JUnitCases()
    case .sarif: SARIFCases(version: setting.version, places: setting.places)
    case .github: GitHubAnnotations(places: setting.places)
    case .html: HTMLCases()
    }
  }
}

/// What reports have to know beside their cases.
package struct CaseReportSetting: Sendable {
  /// Whether the terminal takes colours.
  package var isColoured = false
  /// Whether cases without a verdict are told among the others; else they have been told elsewhere.
  package var tellsFailures = true
  /// The program's version.
  package var version = ""
  package var places = PolicyPlaces()

  package init() {}
}
