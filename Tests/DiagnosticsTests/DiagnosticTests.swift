import Diagnostics
import Testing

@Suite struct DiagnosticTests {
  @Test func `a diagnostic shows its line, a caret line and the suggestion`() {
    let diagnostic = Diagnostic(
      .unknownKey, .error, "connectivity has no 'componets'",
      at: SourceRange(file: "p.yaml", line: 2, column: 4, length: 9),
      suggestion: "did you mean 'components'?")
    #expect(
      diagnostic.rendered(source: "one: 1\n\t{ componets: 1}\n") == """
        p.yaml:2:4: error: connectivity has no 'componets' [unknown-key]
          \t{ componets: 1}
          \t  ^~~~~~~~~
          did you mean 'components'?
        """)
  }

  @Test func `a place beyond the text still shows the message`() {
    let diagnostic = Diagnostic(.negative, .note, "something", at: SourceRange(file: "p", line: 9, column: 9))
    #expect(diagnostic.rendered(source: "a") == "p:9:9: note: something [negative]")
    let wide = Diagnostic(.negative, .warning, "something", at: SourceRange(file: "p", line: 1, column: 9, length: 50))
    #expect(wide.rendered(source: "abc") == "p:1:9: warning: something [negative]\n  abc\n     ^")
  }

  @Test func `diagnostics are sorted by place and told once`() {
    var diagnostics = Diagnostics()
    diagnostics.error(.cycle, "two", at: SourceRange(file: "p", line: 2, column: 1))
    diagnostics.note(.duplicate, "three", at: SourceRange(file: "p", line: 2, column: 3))
    diagnostics.warning(.badName, "one", at: SourceRange(file: "p", line: 1, column: 9))
    diagnostics.error(.cycle, "two", at: SourceRange(file: "p", line: 2, column: 1))
    #expect(diagnostics.sorted.map(\.short) == ["1:9 bad-name warning", "2:1 cycle", "2:3 duplicate note"])
    #expect(diagnostics.hasErrors)
  }
}

extension Diagnostic {
  /// `line:column id`, with the severity when it is no error.
  fileprivate var short: String {
    "\(range.line):\(range.column) \(rule.rawValue)" + (severity == .error ? "" : " \(severity.rawValue)")
  }
}
