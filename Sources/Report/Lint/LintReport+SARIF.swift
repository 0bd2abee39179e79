internal import Diagnostics
internal import JSON

extension LintReport {
  /// SARIF 2.1.0 (OASIS standard, 2020): one run, one result for each diagnostic, the rules with what their pages say.
  ///
  /// - Parameter version: the program's.
  package func sarif(version: String) throws -> String {
    let rules = DiagnosticRule.allCases.filter { rule in diagnostics.contains { $0.rule == rule } }
    let run: JSONValue = [
      "tool": [
        "driver": [
          "name": "segwarden", "version": .string(version), "rules": .array(rules.map(Self.rule)),
        ]
      ],
      "columnKind": "unicodeCodePoints",
      "results": .array(diagnostics.map { result($0, rules) }),
    ]
    return try JSONValue.object([
      .init("$schema", .string(SARIF.schema)), .init("version", "2.1.0"),
      .init("runs", [run]),
    ]).text(.indented)
  }

  private static func rule(_ rule: DiagnosticRule) -> JSONValue {
    let page = rule.page
    let example = page.example.map { "\n\n```yaml\n\($0.bad)\n```\n\nbecomes\n\n```yaml\n\($0.good)\n```" } ?? ""
    return [
      "id": .string(rule.rawValue), "shortDescription": ["text": .string(page.title)],
      "fullDescription": ["text": .string(page.meaning)],
      "help": ["text": .string(page.fix), "markdown": .string(page.fix + example)],
      "defaultConfiguration": ["level": .string(page.level.rawValue)],
    ]
  }

  private func result(_ diagnostic: Diagnostic, _ rules: [DiagnosticRule]) -> JSONValue {
    let range = diagnostic.range
    let message = diagnostic.message + (diagnostic.suggestion.map { " (\($0))" } ?? "")
    return [
      "ruleId": .string(diagnostic.rule.rawValue), "ruleIndex": .integer(rules.firstIndex(of: diagnostic.rule) ?? 0),
      "level": .string(diagnostic.severity.rawValue), "message": ["text": .string(message)],
      "locations": [
        [
          "physicalLocation": [
            "artifactLocation": ["uri": .string(SARIF.uri(path(range.file)))],
            "region": [
              "startLine": .integer(range.line), "startColumn": .integer(range.column),
              "endLine": .integer(range.line), "endColumn": .integer(range.column + range.length),
            ],
          ]
        ]
      ],
    ]
  }
}
