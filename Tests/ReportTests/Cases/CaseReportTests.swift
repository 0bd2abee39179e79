import Evaluation
import Foundation
import JSON
import Report
import Results
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What reports about cases say, read back by something else than what wrote it.
@Suite struct `Reports of cases` {
  private static func text(_ format: CaseReportFormat, _ results: [CaseResult]) throws -> String {
    var setting = CaseReportSetting()
    setting.version = "0.1.0"
    var report = format.report(setting)
    var tally = RunTally()
    var text = ""
    for result in results {
      tally.add(CaseSummary(result))
      text += try report.add(result, pictures: [])
    }
    return text + (try report.end(tally))
  }

  @Test(arguments: CaseReportFormat.allCases)
  func `no format leaves a case out that has something to say, or writes a terminal's controls`(
    format: CaseReportFormat
  ) throws {
    let text = try Self.text(format, try SampleCases.all())
    for name in ["lost", "tried"] { #expect(text.contains(name)) }
    // Annotations are about what is wrong.
    #expect(format == .github || text.contains("good"))
    #expect(format == .text || !text.unicodeScalars.contains("\u{1b}"), "the terminal's own door keeps text safe")
    #expect(text.hasSuffix("\n"))
  }

  @Test(arguments: CaseReportFormat.allCases)
  func `every format is told in the documentation, and renders nothing without a fault`(
    format: CaseReportFormat
  ) throws {
    #expect(try Checkout.text("Documentation/reports.md").contains("`\(format.rawValue)`"))
    #expect(!format.summary.isEmpty)
    #expect(throws: Never.self) { try Self.text(format, []) }
  }

  @Test func `JSON is an object for one case and an array for several, as the lines are`() throws {
    let results = try SampleCases.all()
    let one = try JSONValue(parsing: Array(try Self.text(.json, [results[0]]).utf8))
    #expect(try one.decoded(as: CaseResult.self) == results[0])
    let all = try JSONValue(parsing: Array(try Self.text(.json, results).utf8))
    #expect(try all.array?.map { try $0.decoded(as: CaseResult.self) } == results)
    let lines = try Self.text(.jsonl, results).split(separator: "\n").map { CaseResult(line: $0) }
    #expect(lines == results)
  }

  /// RFC 4180, as little of it as tables of ours have, written apart from what writes them.
  private static func rows(_ text: String) -> [[String]] {
    var (rows, row, field, isQuoted): ([[String]], [String], String, Bool) = ([], [], "", false)
    for scalar in text.unicodeScalars {
      if scalar == "\"" {
        isQuoted.toggle()
        field.unicodeScalars.append(scalar)
      } else if scalar == "\n", !isQuoted {
        rows.append(row + [field])
        (row, field) = ([], "")
      } else if scalar == ",", !isQuoted {
        row.append(field)
        field = ""
      } else {
        field.unicodeScalars.append(scalar)
      }
    }
    return rows.map { row in
      row.map { field in
        field.hasPrefix("\"") ? String(field.dropFirst().dropLast()).replacing("\"\"", with: "\"") : field
      }
    }
  }

  @Test func `the table of structures says of each what speaks against it most`() throws {
    let rows = Self.rows(try Self.text(.structuresCSV, try SampleCases.all()))
    let head = rows[0]
    #expect(rows.allSatisfy { $0.count == head.count })
    func value(_ row: [String], _ column: String) -> String { row[head.firstIndex(of: column) ?? 0] }
    let bad = rows.filter { value($0, "case") == SampleCases.shown }
    #expect(bad.map { value($0, "structure") } == ["kidney_left", "liver", "spleen"])
    #expect(bad.map { value($0, "verdict") } == ["reject", "accept", "review"])
    #expect(
      bad.map { value($0, "code") }
        == ["volume.possible_below", "volume.typical_above", "position.distance_below"])
    #expect(value(bad[0], "message") == "Too small,\n\(SampleCases.shown)")
    // Where there is no verdict there is no structure, and the row is there.
    let lost = try #require(rows.first { value($0, "case") == "lost" })
    #expect(value(lost, "verdict") == "error" && value(lost, "structure").isEmpty)
    // Of the others' structures nothing was judged.
    let good = rows.filter { value($0, "case") == "good" }
    #expect(good.map { value($0, "verdict") } == ["not-judged", "accept", "not-judged"])
  }

  @Test func `the table of cases has one row each, and tells what is only observed apart`() throws {
    let rows = Self.rows(try Self.text(.csv, try SampleCases.all()))
    let head = rows[0]
    #expect(rows.count == 5 && rows.allSatisfy { $0.count == head.count })
    func column(_ name: String) -> [String] {
      rows.dropFirst().map { $0[head.firstIndex(of: name) ?? 0] }
    }
    #expect(column("decision") == ["reject", "accept", "", "review"])
    #expect(column("observed_decision") == ["", "", "", "reject"])
    #expect(column("failed") == ["2", "0", "", "1"])
    #expect(column("observed_failed") == ["1", "", "", ""])
    #expect(column("error_code") == ["", "", "truncated", ""])
  }

  @Test func `SARIF has a result for each finding that weighs, by its code, about the export without a path`() throws {
    let log = try JSONValue(parsing: Array(try Self.text(.sarif, try SampleCases.all()).utf8))
    let run = try #require(log["runs"]?.array?.first)
    let results = try #require(run["results"]?.array)
    #expect(
      results.map { $0["ruleId"]?.string } == [
        "volume.possible_below", "connectivity.components_above", "volume.typical_above", "position.distance_below",
        "holes.count_above", "volume.possible_below",
      ])
    #expect(results.map { $0["level"]?.string } == ["error", "warning", "note", "warning", "none", "error"])
    #expect(results[4]["kind"] == "informational")
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.array)
    for result in results {
      let index = try #require(result["ruleIndex"]?.integer)
      #expect(rules[index]["id"] == result["ruleId"])
      #expect(result["analysisTarget"]?["uriBaseId"] == "EXPORTS")
    }
    #expect(run["artifacts"]?.array?.count == 4)
    #expect(run["artifacts"]?.array?.first?["location"]?["uri"]?.string?.contains(" ") == false)
    #expect(run["invocations"]?.array?.first?["executionSuccessful"] == false)
  }

  @Test func `JUnit fails what is not accepted, and counts it`() throws {
    let xml = try Self.text(.junit, try SampleCases.all())
    #expect(XMLParser(data: Data(xml.utf8)).parse())
    #expect(xml.contains("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\""))
    #expect(xml.contains("timestamp=\"2026-01-02T03:04:05\""))
  }

  @Test func `an annotation is one line, whatever a name holds`() throws {
    let lines = try Self.text(.github, try SampleCases.all()).split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("::error ") || $0.hasPrefix("::warning ") || $0.hasPrefix("::notice ") })
    let first = try #require(lines.first { $0.contains("Too small") })
    #expect(first.hasPrefix("::error title=a<b>&\"c\"%2C 100%25%3A "))
    #expect(first.contains("Too small,%0Aa<b>&\"c\", 100%25: "))
    #expect(lines.filter { $0.contains("tried") }.allSatisfy { $0.hasPrefix("::notice ") })
  }
}
