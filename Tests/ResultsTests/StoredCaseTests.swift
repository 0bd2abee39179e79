import Evaluation
import Foundation
import Geometry
import JSON
import PolicyLanguage
import Results
import Testing
import Volume

/// The file that keeps a case's answers.
@Suite struct StoredCaseTests {
  private static func schema() throws -> JSONSchema {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    let file = folder.appending(path: "Documentation/schema/answers.v1.schema.json")
    return try JSONSchema(JSONValue(parsing: Array(Data(contentsOf: file))))
  }

  private static func stored(rest: String = "") async throws -> StoredCase {
    let text = Case.policyText + "\n" + rest
    let reading = PolicyReader.read(PolicySource(file: "kidneys.yaml", text: text), vocabulary: .standard)
    let policy = try #require(reading.policy, "\(reading.rendered(reading.diagnostics))")
    let segmentation = Segmentation(
      grid: Case.segmentation().grid,
      structures: Case.segmentation().structures + [Structure(value: 7, name: "spleen", runs: Runs())],
      problems: [SegmentationProblem(kind: .otherGrid, structure: "aorta", message: "it has 3 slices.")])
    let judged = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: segmentation), imageGrid: segmentation.grid, context: ["contrast": "yes"])
    return StoredCase(
      caseName: "case-1", fileStem: "mask", context: ["contrast": "yes"],
      scene: StoredScene(of: judged.facts.scene, roster: segmentation, imageGrid: segmentation.grid))
  }

  private static let slices = """
      - {id: slices, label: kidney_left, area: {possible: 1..1000 px}, slices: every}
      - {id: round, label: kidney_left, assert: sphericity > 0.1}
    """

  @Test func `a file keeps to its schema and reads back as the same file`() async throws {
    let text = try await Self.stored(rest: Self.slices).text()
    let value = try JSONValue(parsing: text)
    #expect(try Self.schema().violations(of: value).map(\.description) == [])
    let read = try #require(StoredCase(parsing: Array(text.utf8)))
    #expect(try read.text() == text)
    #expect(read.caseName == "case-1")
    #expect(read.fileStem == "mask")
    #expect(read.context == ["contrast": "yes"])
  }

  @Test func `equal cases are equal bytes`() async throws {
    #expect(try await Self.stored(rest: Self.slices).text() == Self.stored(rest: Self.slices).text())
  }

  @Test func `only slices that were asked about are kept`() async throws {
    #expect(try await Self.stored().json["slices"] == nil)
    #expect(try await Self.stored(rest: Self.slices).json["slices"] != nil)
  }

  @Test(
    arguments: [
      ("\"segwarden.answers/1\"", "\"segwarden.answers/2\""), ("\"structures\": [", "\"structures\": [7, "),
      ("\"size\":[40,40,20]", "\"size\":[40,0,20]"), ("\"case\":", "\"Case\":"), ("{\"value\":1,", "{\"value\":9,"),
      ("\"context\":", "\"facts\":"), ("\"of\":[\"structure\"]", "\"of\":[\"structure\",\"x\"]"), ("\n}", ""),
    ])
  func `a file that was changed is refused`(from: String, to: String) async throws {
    let text = try await Self.stored(rest: Self.slices).text()
    #expect(text.contains(from))
    #expect(StoredCase(parsing: Array(text.replacingOccurrences(of: from, with: to).utf8)) == nil)
  }

  @Test func `what is damaged in one answer costs that answer alone`() async throws {
    let reading = PolicyReader.read(
      PolicySource(file: "kidneys.yaml", text: Case.policyText + "\n" + Self.slices), vocabulary: .standard)
    let policy = try #require(reading.policy)
    let text = try await Self.stored(rest: Self.slices).text()
    let line = try #require(text.split(separator: "\n").first { $0.contains("\"components\":") })
    let spoilt = text.replacingOccurrences(
      of: line, with: line.replacingOccurrences(of: "\"voxels\":", with: "\"voxel\":"))
    #expect(spoilt != text)
    let read = try #require(StoredCase(parsing: Array(spoilt.utf8)))
    let findings = await Rehearsal(policy: policy).judge(read, today: nil).findings
    #expect(findings.allSatisfy { !$0.isUnstored || $0.expectation == "whole" })
  }
}
