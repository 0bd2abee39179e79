/// Something that a person should know about a text they wrote: a policy, a prompt, a recipe. Never about a patient's
/// export; that is a finding.
package struct Diagnostic: Hashable, Sendable {
  /// Ordered: note < warning < error.
  package enum Severity: String, CaseIterable, Hashable, Sendable, Comparable {
    case note, warning, error

    package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
    private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
  }

  /// What kind of problem.
  package var rule: DiagnosticRule
  package var severity: Severity
  /// One sentence without the position: what is wrong.
  package var message: String
  package var range: SourceRange
  /// What to do, such as `did you mean 'components'?`.
  package var suggestion: String?

  package init(
    _ rule: DiagnosticRule, _ severity: Severity, _ message: String, at range: SourceRange, suggestion: String? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.range = range
    self.suggestion = suggestion
  }

  /// `file:line:column: error: message [id]`, the offending line, a caret line under it, and the suggestion.
  ///
  /// - Parameter source: The whole text that the range points into; without that line, only the first line and the
  ///   suggestion are given.
  package func rendered(source: String) -> String { rendered(lines: SourceLines(source)) }

  /// The diagnostic with its line, for who renders many of one text.
  package func rendered(lines source: SourceLines) -> String {
    var lines = ["\(range.file):\(range.line):\(range.column): \(severity.rawValue): \(message) [\(rule.rawValue)]"]
    if let line = source[range.line], !line.isEmpty {
      let excerpt = LineExcerpt(line, column: range.column)
      let before = excerpt.scalars.prefix(excerpt.column - 1)
      // Tabs stay tabs, so that the caret stands under its character whatever a tab is wide.
      let indent = String(before.map { $0 == "\t" ? "\t" : " " as Character })
      let underlined = max(1, min(range.length, excerpt.scalars.count - before.count))
      lines.append("  " + String(String.UnicodeScalarView(excerpt.scalars)))
      lines.append("  " + indent + "^" + String(repeating: "~", count: underlined - 1))
    }
    if let suggestion { lines.append("  " + suggestion) }
    return lines.joined(separator: "\n")
  }
}
