import Evaluation
import Geometry
import PolicyLanguage
import Testing
import Volume

/// Absence of findings is no evidence: what must have been identified, seen and judged.
@Suite struct CoverageTests {
  private static let cube = UnknownCauseExample.block
  private static let other = UnknownCauseExample.spleen
  private static let sizes = """
    - {id: there, each: all, presence: required}
    - {id: size, each: all, volume: 1..9 mL}
    """

  /// The failed aspects of coverage.
  private static func missing(
    _ segmentation: Segmentation, expectations: String = sizes,
    labels: String = "{liver: {value: 1}, spleen: {value: 2}}", rest: String = "",
    request: ExportRequest = ExportRequest()
  ) async throws -> [String] {
    let policy = try policy(expectations, labels: labels, rest: rest)
    let findings = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: segmentation), imageGrid: nil, context: [:], request: request
    ).findings.filter { $0.kind == "coverage" }
    #expect(findings.allSatisfy { [.pass, .fail].contains($0.outcome) && $0.severity == .review })
    return findings.filter { $0.outcome == .fail }.compactMap(\.aspect)
  }

  private static func numbered(_ values: [Int]) -> Segmentation {
    Export(
      values.enumerated().map { place, value in
        Piece(name: nil, value: value, boxes: [Box(10 * place..<10 * place + 9, 10..<20, 5..<15)])
      }
    ).segmentation
  }

  @Test func `a sound export is covered`() async throws {
    #expect(try await Self.missing(Export(["liver": [Self.cube], "spleen": [Self.other]]).segmentation) == [])
  }

  // MARK: Identity

  @Test(arguments: [
    ("names", [7, 9], true, false), ("number", [7, 9], true, true), ("number", [7, 9], false, false),
    // Values that the policy does not know, and those that any small model writes.
    ("number", [7, 8], true, false), ("number", [1, 2], true, false), ("number", [1], true, false),
  ])
  func `values tell which structure is which only where that is said`(
    by: String, values: [Int], isNamed: Bool, holds: Bool
  ) async throws {
    let missing = try await Self.missing(
      Self.numbered(values), labels: "{liver: {value: 7}, spleen: {value: 9}, kidney: {value: 1}, colon: {value: 2}}",
      rest: "labels_by: \(by)", request: ExportRequest(namesPolicy: isNamed))
    #expect(missing.contains("identity_missing") == !holds, "\(missing)")
  }

  @Test func `the values 1 to n tell it where exactly these are the policy's`() async throws {
    let missing = try await Self.missing(Self.numbered([1, 2]), rest: "labels_by: number")
    #expect(!missing.contains("identity_missing"))
  }

  @Test(arguments: [[1, 2], [1]])
  func `what may be missing leaves no doubt about the values of the others`(values: [Int]) async throws {
    let missing = try await Self.missing(
      Self.numbered(values),
      expectations: "- {id: there, label: liver, presence: required}\n- {id: may, label: spleen, presence: optional}\n"
        + "- {id: size, each: all, volume: 1..9 mL}",
      labels: "{liver: {value: 1}, spleen: {value: 2}}", rest: "labels_by: number")
    #expect(!missing.contains("identity_missing"), "\(missing)")
  }

  @Test(arguments: [
    "- {id: there, each: all, presence: required}\n- {id: may, label: spleen, presence: optional}",
    "- {id: there, label: liver, presence: required}\n- {id: may, label: spleen, presence: optional, mode: observe}",
  ])
  func `what is required elsewhere, or optional only on trial, leaves the doubt`(expectations: String) async throws {
    let missing = try await Self.missing(
      Self.numbered([1]), expectations: expectations + "\n- {id: size, each: all, volume: 1..9 mL}",
      labels: "{liver: {value: 1}, spleen: {value: 2}}", rest: "labels_by: number")
    #expect(missing.contains("identity_missing"), "\(missing)")
  }

  @Test func `where everything may be missing, a lone value still tells nothing`() async throws {
    let missing = try await Self.missing(
      Self.numbered([1]),
      expectations: "- {id: may, each: all, presence: optional}\n- {id: size, each: all, volume: 1..9 mL}",
      labels: "{liver: {value: 1}, spleen: {value: 2}}", rest: "labels_by: number")
    #expect(missing.contains("identity_missing"), "\(missing)")
  }

  @Test(arguments: [true, false])
  func `where a card was learned of such masks, any of the values may be missing`(isNoted: Bool) async throws {
    let masks = isNoted ? ", masks: [\"0123abcd\"]" : ""
    let missing = try await Self.missing(
      Self.numbered([1]),
      expectations: """
        - {id: may, each: all, presence: optional}
        - id: card
          scorecard:
            points:
              - {measure: "volume(liver)", limits: [100 mL], points: [0, 5], undefined: 0}
            review: 3
            learned: {cohort: c, n: 40, date: 2026-11-30\(masks)}
          severity: reject
          because: b
        """,
      labels: "{liver: {value: 1}, spleen: {value: 2}}", rest: "labels_by: number")
    #expect(missing.contains("identity_missing") != isNoted, "\(missing)")
  }

  @Test(arguments: [1, 255, 77])
  func `a foreground may have any value where the policy is about one structure`(value: Int) async throws {
    let one = "- {id: there, label: lesion, presence: required}\n- {id: size, label: lesion, volume: 1..9 mL}"
    let labels = "{lesion: {value: 1}}"
    #expect(
      try await Self.missing(
        Self.numbered([value]), expectations: one, labels: labels, rest: "labels_by: foreground") == [])
    #expect(
      try await !Self.missing(
        Self.numbered([value, value + 1]), expectations: one, labels: labels, rest: "labels_by: foreground"
      ).isEmpty, "two foregrounds are not one")
    #expect(
      try await Self.missing(Self.numbered([value]), expectations: one, labels: labels).contains("identity_missing"),
      "nothing says that any foreground is the lesion")
  }

  @Test(arguments: [1, 2, 255])
  func `one value is the foreground, where the policy takes a structure as a whole or in parts`(
    value: Int
  ) async throws {
    let expectations = """
      - {id: whole, label: lungs, presence: required, unless: present(right_lung) or present(left_lung)}
      - {id: parts, each: [right_lung, left_lung], presence: required, when: present(right_lung) or present(left_lung)}
      - {id: size, each: all, volume: 1..9 mL}
      """
    let labels = "{lungs: {foreground: true}, right_lung: {value: 1}, left_lung: {value: 2}}"
    func missing(_ values: [Int]) async throws -> [String] {
      try await Self.missing(
        Self.numbered(values), expectations: expectations, labels: labels, rest: "labels_by: number",
        request: ExportRequest(namesPolicy: true))
    }
    #expect(try await missing([value]) == [])
    #expect(try await !missing([value, 7]).isEmpty, "two values are not one foreground")
  }

  // MARK: What was asked for

  @Test func `a label map was asked for what the policy requires, files for themselves`() async throws {
    let alone = Export(["spleen": [Self.other]]).segmentation
    let policy = try policy(Self.sizes)
    func outcomes(_ segmentation: Segmentation, _ request: ExportRequest = ExportRequest()) async -> [Finding] {
      await Evaluator(policy: policy).evaluate(
        Scene(segmentation: segmentation), imageGrid: nil, context: [:], request: request
      ).findings.filter { $0.expectation == "there" && $0.labels == ["liver"] }
    }
    #expect(await outcomes(alone).map(\.outcome) == [.fail])
    let listing = Segmentation(grid: alone.grid, structures: alone.structures, isListing: true)
    for findings in [
      await outcomes(listing), await outcomes(alone, ExportRequest(structures: ["spleen"])),
    ] {
      #expect(findings.map(\.outcome) == [.notEvaluable] && findings.map(\.notEvaluable) == [.ignore])
      #expect(findings.first?.causes == [UnknownCause(.notAskedFor, of: "liver")])
    }
    #expect(try await Self.missing(listing) == [])
    #expect(try await Self.missing(alone, rest: "subset: allowed") == [])
    // An empty member was asked for.
    let empty = Segmentation(
      grid: alone.grid, structures: alone.structures + [Structure(value: 9, name: "liver", runs: Runs())],
      isListing: true)
    #expect(await outcomes(empty).map(\.outcome) == [.fail])
  }

  @Test func `what is asked for and not there is missing`() async throws {
    let alone = Export(["spleen": [Self.other]]).segmentation
    #expect(
      try await Self.missing(alone, request: ExportRequest(structures: ["liver"])) == ["required_present_below"])
  }

  // MARK: Shares

  @Test func `a structure that nothing judged is named, and forbidding one is no judgement`() async throws {
    let missing = try await Self.missing(
      Export(["spleen": [Self.other]]).segmentation,
      expectations: "- {id: there, label: spleen, presence: required}\n- {id: no, label: liver, presence: forbidden}")
    #expect(missing == ["judged_structures_below", "judged_findings_below"])
  }

  @Test(arguments: [(50, true), (80, false)])
  func `enough of the findings have a result`(percent: Int, holds: Bool) async throws {
    // One of two findings about the liver has a result: the other needs lengths.
    let missing = try await Self.missing(
      Export([Piece(name: "liver", value: 1, boxes: [Self.cube])], on: Export.unmeasured).segmentation,
      expectations: """
        - {id: there, label: liver, presence: required}
        - {id: size, label: liver, volume: 1..9 mL}
        - {id: one, label: liver, connectivity: {components: 1}}
        """, rest: "decision: {coverage: {judged_findings: \(percent) %}}")
    #expect(missing == (holds ? [] : ["judged_findings_below"]))
  }

  @Test func `a policy without anatomy says that it judges the file only`() async throws {
    let policy = try policy("- {id: f, file: {empty: forbidden}}", rest: "decision: {coverage: file}")
    let findings = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: Export(["liver": [Self.cube]]).segmentation), imageGrid: nil, context: [:]
    ).findings.filter { $0.kind == "coverage" }
    #expect(findings.map(\.aspect) == ["file_within"] && findings.map(\.outcome) == [.pass])
    #expect(findings.first?.message.contains("file only") == true)
  }
}
