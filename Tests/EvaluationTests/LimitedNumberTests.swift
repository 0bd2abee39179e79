import Evaluation
import Geometry
import PolicyLanguage
import Testing
import Volume

/// Which numbers expectations limit, for learning ranges.
@Suite struct `Numbers that expectations limit` {
  /// 10 × 10 × 10 voxels of 8 mm³, and as many, 40 mm further to the patient's left and 20 mm of them empty: i grows to
  /// the right.
  private static let liver = Box(25..<35, 10..<20, 5..<15)
  private static let spleen = Box(5..<15, 10..<20, 5..<15)

  private func numbers(_ body: String, _ grid: Grid = Export.grid) async throws -> [(LimitedNumber, Known<Double>)] {
    let policy = try policy("- {id: x, \(body)}")
    let expectation = try #require(policy.expectations.first)
    let segmentation = Export(["liver": [Self.liver], "spleen": [Self.spleen]], on: grid).segmentation
    let facts = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: segmentation), imageGrid: nil, context: [:]
    ).facts
    let subjects: [String?] = expectation.subjects.isEmpty ? [nil] : expectation.subjects
    return subjects.flatMap { subject in
      ((expectation.kind as? any JudgedKind)?.limitedNumbers(subject: subject, policy: policy) ?? []).map {
        ($0, $0.value(facts))
      }
    }
  }

  /// An expectation, the path to its limits, the value that geometry gives, and whether there may be a typical range.
  struct Example: Sendable {
    let body: String
    let path: [String]
    let value: Double
    var hasTypical = true
  }

  static let examples = [
    Example(body: "label: liver, volume: {typical: 1..9 mL}", path: ["volume"], value: 8000),
    Example(body: "label: liver, volume: {possible: 1..9 mL}", path: ["volume"], value: 8000),
    Example(body: "label: liver, volume: 1..9 mL", path: ["volume"], value: 8000),
    Example(body: "label: liver, volume: {typical: 900..2000 voxels}", path: ["volume"], value: 1000),
    Example(body: "label: liver, volume: {typical: 1..9 %, of: image}", path: ["volume"], value: 1000.0 / 32000),
    Example(body: "label: liver, volume: {typical: 1..200 %, of: spleen}", path: ["volume"], value: 1),
    Example(body: "label: liver, shape: {elongation: {typical: 1..2}}", path: ["shape", "elongation"], value: 1),
    Example(body: "label: liver, extent: {right_left: 1..90 mm}", path: ["extent", "right_left"], value: 20),
    Example(
      body: "adjacency: {between: [liver, spleen], gap: 0..90 mm}", path: ["adjacency", "gap"], value: 20,
      hasTypical: false),
    Example(
      body: "adjacency: {between: [liver, spleen], share: 0..90 %, of: spleen}", path: ["adjacency", "share"], value: 0,
      hasTypical: false),
  ]

  @Test(arguments: examples)
  func `have a path to their limits and the value that geometry gives`(example: Example) async throws {
    let found = try await numbers(example.body)
    #expect(found.count == 1)
    let (number, known) = try #require(found.first)
    #expect(number.path == example.path && number.hasTypical == example.hasTypical)
    let measured = try #require(known.value)
    #expect(abs(measured - example.value) <= 1e-9 * max(1, example.value))
    #expect((number.typical ?? number.possible) != nil)
  }

  @Test func `that stand in a sentence have no path and are known all the same`() async throws {
    let found = try await numbers("position: liver is right-of spleen by >= 10 mm")
    let (number, known) = try #require(found.first)
    #expect(number.path == nil && known == .value(40) && number.labels == ["liver", "spleen"])
    #expect(try await numbers("position: liver is right-of spleen").isEmpty)
  }

  @Test func `say why there is no number`() async throws {
    let (_, known) = try #require(try await numbers("label: liver, volume: 1..9 mL", Export.unmeasured).first)
    #expect(known == .unknown(.noSpacing))
  }

  @Test func `of a pair are asked once, from the member that is judged`() async throws {
    let reading = PolicyReader.read(
      PolicySource(
        file: "p",
        text: """
          segwarden: 1
          policy: p
          version: 1
          labels: {left: {value: 1, side: left, paired_with: right}, right: {value: 2, side: right}}
          expectations:
            - {id: x, each: all, symmetry: {volume_ratio: 0.5..2}}
          """), vocabulary: .standard)
    let policy = try #require(reading.policy)
    let kind = try #require(policy.expectations.first?.kind as? any JudgedKind)
    #expect(kind.limitedNumbers(subject: "left", policy: policy).map(\.labels) == [["left", "right"]])
    #expect(kind.limitedNumbers(subject: "right", policy: policy).isEmpty)
  }

  @Test(arguments: ["presence: required", "connectivity: {components: 1}", "border: {may_touch: any}"])
  func `are none where nothing of the kind can be learned`(kind: String) async throws {
    #expect(try await numbers("label: liver, \(kind)").isEmpty)
  }

  @Test func `findings under learned limits cite the cohort, with the publication beside it`() async throws {
    let learned = "learned: {cohort: trusted, n: 84, date: 2026-11-25}"
    for (source, cite) in [
      ("", "Learned from trusted, n = 84, 2026-11-25"),
      ("source: A book, ", "Learned from trusted, n = 84, 2026-11-25; published beside it: A book"),
    ] {
      let policy = try policy("- {id: x, label: liver, volume: 1..2 mL, \(source)\(learned)}")
      let findings = await evaluate(policy, Export(["liver": [Self.liver]]))
      #expect(findings.first { $0.expectation == "x" }?.source?.cite == cite)
    }
  }
}
