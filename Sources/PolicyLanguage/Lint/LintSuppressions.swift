internal import Diagnostics
internal import Wording

/// Comments that allow what lint would report: `# segwarden: allow RULE because …`, on the line itself or on the line
/// above.
///
/// Each allows one rule, gives a reason, and silences notes and warnings only; those that cannot be used, and those
/// that silence nothing, are reported themselves.
struct LintSuppressions {
  private struct Suppression {
    var rule: DiagnosticRule
    var range: SourceRange
    /// The lines that it is about.
    var lines: ClosedRange<Int>
  }

  private var suppressions: [Suppression] = []
  private var problems: [Diagnostic] = []

  private static let mark = "segwarden: allow"

  init(_ source: PolicySource) {
    let lines = SourceLines(source.text)
    for number in 1...max(1, lines.count) {
      // Cheap first: most lines have no such comment.
      guard let line = lines[number], line.contains("allow"), let comment = Self.comment(in: line) else { continue }
      let range = SourceRange(file: source.file, line: number, column: comment.column, length: comment.text.count)
      read(comment.text, at: range, standsAlone: comment.standsAlone, lines)
    }
  }

  /// The comment of a line, from its `#`, when it is one of ours.
  private static func comment(in line: String) -> (text: String, column: Int, standsAlone: Bool)? {
    let characters = Array(line.unicodeScalars)
    for at in characters.indices where characters[at] == "#" && (at == 0 || characters[at - 1].properties.isWhitespace)
    {
      let rest = String(String.UnicodeScalarView(characters[at...]))
      guard rest.dropFirst().trimmingSpaces.hasPrefix(mark) else { continue }
      let standsAlone = characters[..<at].allSatisfy(\.properties.isWhitespace)
      return (rest.trimmingSpaces, at + 1, standsAlone)
    }
    return nil
  }

  private mutating func read(_ comment: String, at range: SourceRange, standsAlone: Bool, _ lines: SourceLines) {
    let words = comment.dropFirst().trimmingSpaces.dropFirst(Self.mark.count).split { $0.isWhitespace }.map(String.init)
    let form = "write # segwarden: allow RULE because …"
    func problem(_ message: String, _ suggestion: String? = nil) -> Diagnostic {
      Diagnostic(.badSuppression, .warning, message, at: range, suggestion: suggestion ?? form)
    }
    guard let name = words.first, name != "because" else {
      problems.append(problem("the comment does not say which rule it allows"))
      return
    }
    guard let rule = DiagnosticRule(rawValue: name) else {
      let near = Suggestion.didYouMean(name, among: DiagnosticRule.allCases.map(\.rawValue))
      problems.append(problem("there is no rule '\(name)'", near ?? "the rule stands in brackets behind each message"))
      return
    }
    guard rule.level != .error else {
      problems.append(problem("'\(name)' is an error, which no comment can allow", "correct what it reports"))
      return
    }
    guard words.count > 2, words[1] == "because" else {
      problems.append(problem("the comment does not say why it allows '\(name)'"))
      return
    }
    var last = range.line
    if standsAlone {
      // Several such comments may stand above one line.
      repeat { last += 1 } while lines[last].map { $0.trimmingSpaces.hasPrefix("#") } ?? false
    }
    suppressions.append(Suppression(rule: rule, range: range, lines: range.line...last))
  }

  /// What is left of some diagnostics, and what is wrong with the comments.
  func apply(to diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard !suppressions.isEmpty || !problems.isEmpty else { return diagnostics }
    var used: Set<Int> = []
    let left = diagnostics.filter { diagnostic in
      let allowing = suppressions.indices.filter {
        suppressions[$0].rule == diagnostic.rule && diagnostic.severity < .error
          && suppressions[$0].lines.contains(diagnostic.range.line)
          && suppressions[$0].range.file == diagnostic.range.file
      }
      used.formUnion(allowing)
      return allowing.isEmpty
    }
    let unused = suppressions.indices.filter { !used.contains($0) }.map { at in
      Diagnostic(
        .unusedSuppression, .note, "nothing here is reported as '\(suppressions[at].rule.rawValue)'",
        at: suppressions[at].range, suggestion: "remove the comment")
    }
    return left + problems + unused
  }
}
