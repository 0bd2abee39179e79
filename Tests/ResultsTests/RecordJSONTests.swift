import Anatomy
import Evaluation
import Foundation
import JSON
import PolicyLanguage
import Reasoning
import Report
import Results
import Testing

/// Records keep to their published schema, and the schema notices those that do not.
@Suite struct RecordJSONTests {
  private static func schema() throws -> JSONSchema { try JSONSchema(published()) }

  private static func published() throws -> JSONValue {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    let file = folder.appending(path: "Documentation/schema/record.v2.schema.json")
    return try JSONValue(parsing: Array(Data(contentsOf: file)))
  }

  /// Written by hand, as what others rely on is: a word that is new here is one in records too.
  @Test func `the schema knows every fault and every cause, in their order`() throws {
    let words = try Self.published()["$defs"]
    #expect(words?["fault"]?["enum"] == .array(Fault.allCases.map { .string($0.rawValue) }))
    #expect(words?["cause"]?["enum"] == .array(UnknownCause.Kind.allCases.map { .string($0.rawValue) }))
  }

  @Test func `a record keeps to the schema, indented and on one line`() async throws {
    let schema = try Self.schema()
    let result = CaseResult(try await Case.record())
    let line = try RecordJSON.line(result)
    #expect(!line.contains("\n"))
    let value = try JSONValue(parsing: line)
    #expect(schema.violations(of: value).map(\.description) == [])
    #expect(schema.violations(of: try JSONValue(parsing: RecordJSON.pretty([result]))).isEmpty)
  }

  @Test func `a case without a verdict keeps to it as well`() throws {
    let failure = CaseResult(caseName: "case-2", failure: CaseFailure(code: "truncated", message: "The file is cut."))
    let line = try RecordJSON.line(failure)
    #expect(
      line
        == #"{"case":"case-2","error":{"code":"truncated","message":"The file is cut."},"schema":"segwarden.record/2"}"#
    )
    #expect(try Self.schema().violations(of: JSONValue(parsing: line)).isEmpty)
    #expect(try JSONValue(parsing: line).decoded(as: CaseResult.self) == failure)
  }

  @Test(
    arguments: [
      ([], "verdict", .string("accept")),
      ([], "decision", .string("maybe")),
      ([], "decision", nil),
      ([], "score", .number(1.5)),
      ([], "schema", .string("segwarden.record/3")),
      (["findings", "0"], "outcome", .string("passed")),
      (["findings", "0"], "path", .string("a/b")),
      (["findings", "0"], "severity", .string("fatal")),
      (["findings", "0"], "line", .string("3")),
      (["reasons", "0"], "evidence", .array([])),
      (["reasons", "0"], "fault", .string("odd")),
      (["measures", "0"], "state", .string("gone")),
      (["coverage", "0"], "state", .string("gone")),
      (["coverage", "0"], "judged", nil),
      (["findings", "0"], "causes", nil),
      (["arbitration"], "final", nil),
      (["counts"], "failed", .number(0.5)),
      (["provenance"], "path", .string("a/b")),
      (["provenance", "inputs", "0"], "role", .string("report")),
      (["stages", "0"], "name", .string("guessing")),
    ] as [([String], String, JSONValue?)])
  func `a changed record is refused`(path: [String], member: String, value: JSONValue?) async throws {
    let record = try JSONValue(parsing: RecordJSON.line(CaseResult(try await Case.record())))
    let changed = record.setting(member, to: value, at: path)
    #expect(changed != record)
    #expect(try !Self.schema().violations(of: changed).isEmpty)
  }

  @Test func `a record read back is the record`() async throws {
    let result = CaseResult(try await Case.record())
    #expect(try JSONValue(parsing: RecordJSON.line(result)).decoded(as: CaseResult.self) == result)
    let two = [result, CaseResult(caseName: "b", failure: CaseFailure(code: "c", message: "m"))]
    #expect(try JSONValue(parsing: RecordJSON.pretty(two)).decoded(as: [CaseResult].self) == two)
  }

  @Test func `the same case twice gives the same bytes, but for the time`() async throws {
    let first = try RecordJSON.line(CaseResult(try await Case.record()))
    #expect(try RecordJSON.line(CaseResult(try await Case.record())) == first)
    var later = try await Case.record(started: "2025-01-01T00:00:00Z", elapsed: 99)
    #expect(try RecordJSON.line(CaseResult(later)) != first)
    (later.provenance.started, later.provenance.elapsedMilliseconds) = ("2024-05-06T07:08:09Z", 12)
    #expect(try RecordJSON.line(CaseResult(later)) == first)
  }

  @Test func `counts add up to the findings, and reasons cite what is in the record`() async throws {
    let record = try await Case.record()
    let counts = record.counts
    #expect(counts.evaluated == counts.passed + counts.warned + counts.failed)
    #expect(counts.evaluated + counts.skipped + counts.waived + counts.notEvaluable == record.findings.count)
    // File, two kidneys there, the spleen, the sides, three sizes, one condition, and the four of coverage.
    #expect((counts.passed, counts.warned, counts.failed, counts.skipped, counts.notEvaluable) == (10, 0, 1, 1, 1))
    let ids = Set(record.findings.map(\.id))
    for reason in record.reasons { #expect(!reason.evidence.isEmpty && ids.isSuperset(of: reason.evidence)) }
    #expect(record.decision == .reject)
    // 10 × 10 × 10 and 10 × 12 × 10 voxels of 8 mm³; nothing of the spleen, which is not 0.
    #expect(record.measures.map(\.volumeML) == [9.6, 8, nil])
    #expect(record.measures.map(\.voxels) == [1200, 1000, nil])
    #expect(record.measures.map(\.centroidRAS) == [[19, 31, 19], [59, 29, 19], nil])
  }
}

extension JSONValue {
  /// The value with one member set or taken away, at a path of names and places.
  fileprivate func setting(_ member: String, to value: JSONValue?, at path: [String]) -> JSONValue {
    switch self {
    case .object(var members):
      if let step = path.first {
        members = members.map {
          $0.name == step ? Member($0.name, $0.value.setting(member, to: value, at: Array(path.dropFirst()))) : $0
        }
      } else {
        members.removeAll { $0.name == member }
        if let value { members.append(Member(member, value)) }
      }
      return .object(members)
    case .array(var elements):
      guard let step = path.first.flatMap({ Int($0) }), elements.indices.contains(step) else { return self }
      elements[step] = elements[step].setting(member, to: value, at: Array(path.dropFirst()))
      return .array(elements)
    default: return self
    }
  }
}
