package import Diagnostics

/// A case of a run as a list names it: the export, or what is wrong with its row.
package struct ListedCase: Sendable {
  /// What to call the case.
  package let name: String
  /// Nil when the row has mistakes.
  package let export: Export?
  package let mistakes: [Diagnostic]
  /// What is known to be right for the case, as the columns `decision` and `accepted` say it; for evaluating a policy.
  package let decision: String?
  package let accepted: String?

  package init(
    name: String, export: Export?, mistakes: [Diagnostic] = [], decision: String? = nil, accepted: String? = nil
  ) {
    self.name = name
    self.export = export
    self.mistakes = mistakes
    self.decision = decision
    self.accepted = accepted
  }

  package init(_ export: Export) { self.init(name: export.name, export: export) }
}

/// The cases of a manifest or of a folder of exports.
package struct CaseList: Sendable {
  package let cases: [ListedCase]
  /// What a person should know about what was left out, as text for a terminal.
  package let notes: [String]
  /// The manifest's text, which mistakes point into; empty for a folder.
  package let text: String

  package init(cases: [ListedCase], notes: [String] = [], text: String = "") {
    self.cases = cases
    self.notes = notes
    self.text = text
  }

  /// Every mistake with its place, or nil without any.
  package var mistakes: String? {
    let all = cases.flatMap(\.mistakes)
    guard !all.isEmpty else { return nil }
    let lines = SourceLines(text)
    return all.map { $0.rendered(lines: lines) }.joined(separator: "\n")
  }
}
