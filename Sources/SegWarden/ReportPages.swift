internal import Pictures
internal import PolicyLanguage
internal import Results

/// Maps results onto the HTML report's view values.
enum ReportPages {
  static func html(_ cases: [(result: CaseResult, pictures: [Picture])], policy: Policy) -> String { "" }
}
