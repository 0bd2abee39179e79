import Evaluation
import Foundation
import Geometry
import JSON
import Measurements
import PolicyLanguage
import Report
import Results
import Testing
import Volume

/// The file that keeps a case's answers.
@Suite struct StoredCaseTests {
  private static func schema() throws -> JSONSchema {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    let file = folder.appending(path: "Documentation/schema/answers.v2.schema.json")
    return try JSONSchema(JSONValue(parsing: Array(Data(contentsOf: file))))
  }

  private static func stored(rest: String = "") async throws -> StoredCase {
    let text = Case.policyText + "\n" + rest
    let reading = PolicyReader.read(PolicySource(file: "kidneys.yaml", text: text), vocabulary: .standard)
    let policy = try #require(reading.policy, "\(reading.rendered(reading.diagnostics))")
    let segmentation = Segmentation(
      grid: Case.segmentation().grid,
      structures: Case.segmentation().structures + [
        Structure(
          value: 7, name: "spleen",
          facts: StructureFacts(
            category: "SCT:123037004", interpretedType: "ORGAN", algorithmType: "MANUAL", algorithmName: "Jane's own",
            tracking: TrackingIdentity("1.2.826.0.7")), runs: Runs())
      ],
      problems: [SegmentationProblem(kind: .otherGrid, structure: "aorta", message: "it has 3 slices.")])
    let judged = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: segmentation), imageGrid: segmentation.grid, context: ["contrast": "yes"])
    return StoredCase(
      caseName: "case-1", fileStem: "mask", context: ["contrast": "yes"],
      measurements: StoredMeasurements(of: judged.facts.table, roster: segmentation))
  }

  private static let slices = """
      - {id: slices, label: kidney_left, area: {possible: 1..1000 px}, slices: every}
      - {id: round, label: kidney_left, assert: sphericity > 0.1}
    """

  @Test func `a file keeps to its schema and reads back as the same file`() async throws {
    let text = try await Self.stored(rest: Self.slices).text()
    let value = try JSONValue(parsing: text)
    #expect(try Self.schema().violations(of: value).map(\.description) == [])
    let read = try StoredCase(parsing: Array(text.utf8))
    #expect(try read.text() == text)
    #expect(read.caseName == "case-1")
    #expect(read.fileStem == "mask")
    #expect(read.context == ["contrast": "yes"])
  }

  @Test func `of the facts of a structure terms are kept, and neither names nor identifiers`() async throws {
    let text = try await Self.stored().text()
    #expect(!text.contains("Jane") && !text.contains("1.2.826"))
    let structures = try StoredCase(parsing: Array(text.utf8)).measurements.roster.structures
    #expect(
      structures.last?.facts
        == StructureFacts(category: "SCT:123037004", interpretedType: "ORGAN", algorithmType: "MANUAL"))
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
      ("\"segwarden.answers/2\"", "\"segwarden.answers/3\""), ("[[0,", "[[-1,"), ("\"touches\"", "\"touched\""),
      ("\"structures\": [", "\"structures\": [7, "),
      ("\"size\":[40,40,20]", "\"size\":[40,0,20]"), ("\"case\":", "\"Case\":"), ("{\"value\":1,", "{\"value\":9,"),
      ("\"context\":", "\"facts\":"), ("\"of\":[\"structure\"]", "\"of\":[\"structure\",\"x\"]"), ("\n}", ""),
    ])
  func `a file that was changed is refused`(from: String, to: String) async throws {
    let text = try await Self.stored(rest: Self.slices).text()
    #expect(text.contains(from))
    let error = #expect(throws: StoredCaseError.self) {
      try StoredCase(parsing: Array(text.replacingOccurrences(of: from, with: to).utf8))
    }
    #expect(error?.message.hasSuffix("check the masks again.") == true)
  }

  @Test func `answers of an older form are refused by name`() async throws {
    let text = try await Self.stored().text().replacingOccurrences(of: "answers/2", with: "answers/1")
    let error = #expect(throws: StoredCaseError.self) { try StoredCase(parsing: Array(text.utf8)) }
    #expect(error?.message.contains("segwarden.answers/1") == true)
    #expect(error?.message.contains("check the masks again") == true)
  }

  /// Numbers that would be work without end.
  @Test(arguments: ["[[0,9223372036854775806]]", "[[0,3],[2,5]]", "[[4,1]]", "[[-9223372036854775808,4]]"])
  func `a stretch of slices that cannot be is refused at once`(stretch: String) async throws {
    let text = try await Self.stored(rest: Self.slices).text()
    let line = try #require(text.split(separator: "\n").first { $0.contains("\"of_structures\":") })
    let first = try #require(line.firstRange(of: /\[\[\d+,\d+\]\]/))
    let spoilt = text.replacingOccurrences(of: line, with: line.replacingCharacters(in: first, with: stretch))
    #expect(spoilt != text)
    #expect(throws: StoredCaseError.self) { try StoredCase(parsing: Array(spoilt.utf8)) }
  }

  /// Every way of cutting the file short, and of changing one of its bytes, ends: as an error, or as a case that is
  /// judged.
  @Test func `a damaged file is an error or a case, and never a hang or a crash`() async throws {
    let bytes = Array(try await Self.stored(rest: Self.slices).text().utf8)
    let reading = PolicyReader.read(
      PolicySource(file: "kidneys.yaml", text: Case.policyText + "\n" + Self.slices), vocabulary: .standard)
    let rehearsal = Rehearsal(policy: try #require(reading.policy))
    var refused = 0
    for at in stride(from: 0, to: bytes.count, by: 23) {
      var changed = bytes
      changed[at] = changed[at] == UInt8(ascii: "9") ? UInt8(ascii: "0") : UInt8(ascii: "9")
      for damaged in [changed, Array(bytes.prefix(at))] {
        do throws(StoredCaseError) {
          #expect(!rehearsal.judge(try StoredCase(parsing: damaged), today: nil).findings.isEmpty)
        } catch {
          refused += 1
        }
      }
    }
    #expect(refused > bytes.count / 23)
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
    let read = try StoredCase(parsing: Array(spoilt.utf8))
    let findings = Rehearsal(policy: policy).judge(read, today: nil).findings
    #expect(findings.allSatisfy { !$0.isUnstored || $0.expectation == "whole" })
  }
}
