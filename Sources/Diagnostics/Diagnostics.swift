/// Collects diagnostics in any order; all problems of a text are told in one go.
package struct Diagnostics: Sendable {
  private var seen: Set<Diagnostic> = []
  /// Whether something is wrong that is not told, since it only follows from what is told elsewhere.
  private var hasConsequences = false

  package init() {}

  package mutating func add(_ diagnostic: Diagnostic) { seen.insert(diagnostic) }

  package mutating func error(
    _ rule: DiagnosticRule, _ message: String, at range: SourceRange, suggestion: String? = nil
  ) {
    add(Diagnostic(rule, .error, message, at: range, suggestion: suggestion))
  }

  package mutating func warning(
    _ rule: DiagnosticRule, _ message: String, at range: SourceRange, suggestion: String? = nil
  ) {
    add(Diagnostic(rule, .warning, message, at: range, suggestion: suggestion))
  }

  package mutating func note(
    _ rule: DiagnosticRule, _ message: String, at range: SourceRange, suggestion: String? = nil
  ) {
    add(Diagnostic(rule, .note, message, at: range, suggestion: suggestion))
  }

  /// Notes an error that follows from one that is told elsewhere, and need not be told as well.
  package mutating func consequence() { hasConsequences = true }

  package mutating func merge(_ other: Diagnostics) {
    seen.formUnion(other.seen)
    hasConsequences = hasConsequences || other.hasConsequences
  }

  package var hasErrors: Bool { hasConsequences || seen.contains { $0.severity == .error } }

  /// Sorted by file and position, each once.
  package var sorted: [Diagnostic] {
    seen.sorted {
      ($0.range.file, $0.range.line, $0.range.column, $0.rule.rawValue, $0.message)
        < ($1.range.file, $1.range.line, $1.range.column, $1.rule.rawValue, $1.message)
    }
  }
}
