package import Diagnostics

/// A policy's text and the name that diagnostics give its file.
package struct PolicySource: Hashable, Sendable {
  package let file: String
  package let text: String

  package init(file: String, text: String) {
    self.file = file
    self.text = text
  }
}

/// What came of reading a policy.
package struct PolicyReading: Sendable {
  /// Nil when any diagnostic is an error.
  package let policy: Policy?
  /// Sorted by file and position.
  package let diagnostics: [Diagnostic]
  /// The policy's own text, then those it extends.
  package let sources: [PolicySource]

  package init(policy: Policy?, diagnostics: [Diagnostic], sources: [PolicySource]) {
    self.policy = policy
    self.diagnostics = diagnostics
    self.sources = sources
  }

  /// Diagnostics with their lines, each from the file it is about.
  package func rendered(_ diagnostics: [Diagnostic]) -> String {
    let lines = Dictionary(sources.map { ($0.file, SourceLines($0.text)) }) { first, _ in first }
    return diagnostics.map { $0.rendered(lines: lines[$0.range.file] ?? SourceLines("")) }.joined(separator: "\n")
  }
}
