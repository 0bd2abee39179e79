/// Collects diagnostics in any order; all problems of a text are told in one go.
package struct Diagnostics: Sendable {
  private var seen: Set<Diagnostic> = []

  package init() {}

  package mutating func add(_ diagnostic: Diagnostic) { seen.insert(diagnostic) }

  package mutating func error(_ id: String, _ message: String, at range: SourceRange, suggestion: String? = nil) {
    add(Diagnostic(id, .error, message, at: range, suggestion: suggestion))
  }

  package mutating func warning(_ id: String, _ message: String, at range: SourceRange, suggestion: String? = nil) {
    add(Diagnostic(id, .warning, message, at: range, suggestion: suggestion))
  }

  package mutating func note(_ id: String, _ message: String, at range: SourceRange, suggestion: String? = nil) {
    add(Diagnostic(id, .note, message, at: range, suggestion: suggestion))
  }

  package mutating func merge(_ other: Diagnostics) { seen.formUnion(other.seen) }

  package var hasErrors: Bool { seen.contains { $0.severity == .error } }

  /// Sorted by file and position, each once.
  package var sorted: [Diagnostic] {
    seen.sorted {
      ($0.range.file, $0.range.line, $0.range.column, $0.id, $0.message)
        < ($1.range.file, $1.range.line, $1.range.column, $1.id, $1.message)
    }
  }
}
