import Diagnostics
import JSON
import Report
import Testing

/// Lint for programs.
@Suite struct LintReportTests {
  private static let diagnostics = [
    Diagnostic(
      .unknownLabel, .error, "there is no label 'livr'",
      at: SourceRange(file: "/policies/a b/p.yaml", line: 3, column: 7, length: 4),
      suggestion: "did you mean 'liver'?"),
    Diagnostic(.noSource, .note, "no source", at: SourceRange(file: "<built-in>/q.yaml", line: 9, column: 1)),
    Diagnostic(
      .unknownLabel, .error, "there is no label 'x'", at: SourceRange(file: "/else/é.yaml", line: 1, column: 2)),
  ]

  @Test func `JSON tells every diagnostic with its place and help`() throws {
    let list = try JSONValue(parsing: LintReport(Self.diagnostics, folder: "/policies").json()).array ?? []
    #expect(list.count == 3)
    #expect(
      list.first == [
        "rule": "unknown-label", "level": "error", "message": "there is no label 'livr'", "file": "a b/p.yaml",
        "line": 3,
        "column": 7, "length": 4, "suggestion": "did you mean 'liver'?",
        "help": .string(DiagnosticRule.unknownLabel.page.fix),
      ])
    #expect(list.last?["suggestion"] == .null)
    #expect(list.last?["file"] == "/else/é.yaml")
  }

  @Test func `SARIF has one result a diagnostic, under the rule's id, at a place that is a URI`() throws {
    let log = try JSONValue(parsing: LintReport(Self.diagnostics, folder: "/policies/").sarif(version: "9.9"))
    #expect(log["version"] == "2.1.0")
    let runs = try #require(log["runs"]?.array)
    #expect(runs.count == 1)
    let driver = try #require(runs[0]["tool"]?["driver"])
    #expect(driver["name"] == "segwarden" && driver["version"] == "9.9")
    let rules = try #require(driver["rules"]?.array)
    #expect(Set(rules.compactMap { $0["id"]?.string }) == ["unknown-label", "no-source"])
    for rule in rules {
      #expect(
        rule["help"]?["text"]?.string?.isEmpty == false && rule["shortDescription"]?["text"]?.string?.isEmpty == false)
      #expect(["error", "warning", "note"].contains(rule["defaultConfiguration"]?["level"]?.string ?? ""))
    }
    let results = try #require(runs[0]["results"]?.array)
    #expect(results.count == 3)
    for result in results {
      let index = try #require(result["ruleIndex"]?.integer)
      #expect(rules[index]["id"] == result["ruleId"])
      #expect(result["message"]?["text"]?.string?.isEmpty == false)
      let place = try #require(result["locations"]?.array?.first?["physicalLocation"])
      let region = try #require(place["region"])
      #expect((region["startLine"]?.integer ?? 0) >= 1 && (region["startColumn"]?.integer ?? 0) >= 1)
      #expect((region["endColumn"]?.integer ?? 0) > (region["startColumn"]?.integer ?? 0))
    }
    let uris = results.compactMap {
      $0["locations"]?.array?.first?["physicalLocation"]?["artifactLocation"]?["uri"]?.string
    }
    #expect(uris == ["a%20b/p.yaml", "%3Cbuilt-in%3E/q.yaml", "file:///else/%C3%A9.yaml"])
  }
}
