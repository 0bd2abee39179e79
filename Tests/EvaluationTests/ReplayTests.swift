import Evaluation
import Foundation
import Geometry
import JSON
import Measurements
import PolicyLanguage
import Testing
import Volume

/// Judged from stored answers, every expectation says what it says of the masks.
@Suite struct ReplayTests {
  /// Beside the kinds' own examples: fields and clauses that those leave out.
  static let more = [
    "- {id: x, adjacency: {between: [liver, stomach], gap: 0..3 mm, area: 1..40 mm²}}",
    "- {id: x, each: kidneys, border: {may_touch: [superior], margin: 2 slices}}",
    "- {id: x, each: kidneys, connectivity: {components: 1..3, neighbours: 6, ignore_below: 5 voxels}}",
    "- {id: x, each: kidneys, holes: {count: 0, neighbours: 6}}",
    "- {id: x, each: kidneys, area: {possible: 3..80 px}, slices: every}",
    "- {id: x, each: kidneys, volume: {typical: 20..50 %, possible: 5..90 %, of: liver}}",
    "- {id: x, overlap: {between: [liver, stomach], volume: <= 0.01 mL}}",
    "- {id: x, each: [kidney_left, spleen, liver], presence: forbidden}",
    "- {id: x, label: spleen, presence: required}",
    "- {id: x, each: kidneys, volume: 0..0.2 mL, quorum: any, when: complete or volume > 1 mL}",
    "- {id: x, each: kidneys, assert: sphericity > 0.4 or components <= 2, unless: elongation < 0.2}",
    "- {id: x, each: kidneys, assert: 'gap(kidney_left, liver) > 3 mm and complete(liver)'}",
    "- {id: x, assert: edge_support(liver) >= 20 % or intensity_mean(liver) > 90 HU}",
    "- {id: x, each: kidneys, assert: area > 10 px and complete, slices: all but 2}",
    "- {id: x, label: spleen, presence: required, unless: in_view(spleen) and present(liver)}",
    """
    - id: x
      each: kidneys
      volume: {by: sex, possible: {female: 0..0.1 mL, male: 0..0.4 mL}}
    """,
  ]

  /// Every kind's example, and the same in slices and as a quorum where it may be.
  static func expectations(of kind: any ExpectationKind.Type) -> [String] {
    let example = kind.page.example
    let slices = kind.hasSlices ? [example + "\n  slices: every"] : []
    let quorum = example.contains("each:") ? [example + "\n  quorum: any"] : []
    // An assertion about volumes has no slices.
    return [example] + (slices + quorum).filter { ReplayCase.policy($0).policy != nil }
  }

  /// The same expectation with other limits: each number once 0 and once ten times itself, where the policy stays
  /// sound.
  static func changed(_ expectation: String) -> [Policy] {
    var policies: [Policy] = []
    for match in expectation.matches(of: /\b\d+(\.\d+)?\b/) {
      guard let number = Double(match.output.0) else { continue }
      // A window is part of the question: of another one nothing is stored (see below).
      if expectation[..<match.range.lowerBound].contains(/window: "?[-0-9.<>= ]*$/) { continue }
      for other in [0, number * 10] {
        let written = other == other.rounded() ? "\(Int(other))" : "\(other)"
        let text = expectation.replacingCharacters(in: match.range, with: written)
        if text.contains("neighbours") && written.hasSuffix("6") { continue }
        if let policy = ReplayCase.policy(text).policy { policies.append(policy) }
      }
    }
    return policies
  }

  /// Of all kinds, and what those leave out.
  static var expectations: [String] { ExpectationKinds.all.flatMap(expectations) + more }

  /// Each expectation's policies, the one that is stored under first; the reader's complaint where an expectation is
  /// unsound.
  ///
  /// Made anew for each test: what a global holds behind the tags of enums looks lost to the leak check.
  static var rehearsals: [(expectation: String, policies: [Policy], mistakes: String?)] {
    expectations.map { expectation in
      let reading = ReplayCase.policy(expectation)
      return (
        expectation, [reading.policy].compactMap { $0 } + changed(expectation),
        reading.policy == nil ? reading.rendered(reading.diagnostics) : nil
      )
    }
  }

  @Test func `the expectations are sound, each kind has one, and limits change`() {
    let rehearsals = Self.rehearsals
    for rehearsal in rehearsals {
      if let mistakes = rehearsal.mistakes { Issue.record("\(mistakes)") }
    }
    #expect(rehearsals.reduce(0) { $0 + $1.policies.count } > 2 * rehearsals.count)
    for kind in ExpectationKinds.all {
      #expect(
        rehearsals.contains { $0.policies.contains { $0.expectations.contains { type(of: $0.kind) == kind } } })
    }
  }

  @Test(arguments: ReplayCase.all)
  func `a stored case is judged as its masks are, under these limits and under others`(example: ReplayCase) async throws
  {
    var outcomes: [Finding.Outcome: Int] = [:]
    let masks = example.scene()
    for (expectation, policies, _) in Self.rehearsals {
      let stored = try await example.stored(under: try #require(policies.first))
      for policy in policies {
        let live = await example.findings(policy, in: masks)
        let replayed = example.findings(policy, from: stored)
        let (a, b) = (try bytes(live.findings), try bytes(replayed.findings))
        #expect(a == b, "\(expectation)\nby the masks \(a)\nreplayed \(b)")
        #expect(live.facts.context == replayed.facts.context)
        for finding in live.findings { outcomes[finding.outcome, default: 0] += 1 }
      }
    }
    // The cases are worth their name.
    for outcome in [Finding.Outcome.pass, .fail, .notEvaluable] {
      #expect(outcomes[outcome, default: 0] > 20, "\(outcomes)")
    }
  }

  @Test func `a question that was never asked of the masks is told, not guessed`() async throws {
    func policy(_ window: String) throws -> Policy {
      try #require(
        ReplayCase.policy(
          "- {id: x, label: liver, intensity: {outside: {window: \(window), share: <= 5 %}}}"
        ).policy)
    }
    let example = ReplayCase.all[0]
    let stored = try await example.stored(under: policy("-150..300 HU"))
    let asked = example.findings(try policy("-150..300 HU"), from: stored).findings
    #expect(asked.contains { $0.expectation == "x" && $0.outcome != .notEvaluable })
    let other = example.findings(try policy("-150..250 HU"), from: stored).findings
    let told = other.filter { $0.expectation == "x" }
    #expect(told.map(\.outcome) == [.notEvaluable] && told.allSatisfy { $0.isUnstored })
  }

  @Test(arguments: ExpectationKinds.all.map { $0.name })
  func `what a kind asks of the masks is stored, and missing answers are no verdict`(name: String) async throws {
    let kind = try #require(ExpectationKinds.all.first { $0.name == name })
    let example = ReplayCase.all[0]
    let empty = try #require(ReplayCase.policy("- {id: nothing, label: lungs, presence: optional}").policy)
    let policy = try #require(ReplayCase.policy(kind.page.example).policy)
    let stored = try await example.stored(under: empty)
    let live = await example.findings(policy, in: example.scene()).findings
    let replayed = example.findings(policy, from: stored).findings
    // What sums and faces tell is known of every structure; all else is missing, and says so. Coverage counts both.
    for finding in replayed where finding.kind != "coverage" {
      if finding.isUnstored {
        #expect(finding.outcome == .notEvaluable)
        #expect(finding.message.contains("check the masks again"))
      } else {
        #expect(live.contains { $0.expectation == finding.expectation && $0.message == finding.message })
      }
    }
  }

  @Test(
    arguments: [
      "label: liver, connectivity: {components: 1..900}", "label: liver, holes: {count: 0..900}",
      "adjacency: {between: [liver, stomach], gap: 0..900 mm}",
      "adjacency: {between: [liver, stomach], area: 0..9999 mm²}",
      "overlap: {between: [liver, stomach], fraction: 0..100 %}", "label: liver, continuity: {missing_slices: 0..900}",
      "label: tumour, containment: {inside: liver, fraction: 0..100 %}", "assert: sphericity(liver) < 2",
      "label: liver, assert: sphericity < 2, when: sphericity < 2",
      "label: liver, area: {possible: 0..9999 px}, slices: every",
      "each: [liver, stomach], connectivity: {components: 1..900}, quorum: any",
    ])
  func `a question that was not asked is not evaluable, although the masks would pass`(expectation: String) async throws
  {
    let box = Box(2..<12, 2..<12, 2..<8)
    let export = Export([
      "liver": [box], "stomach": [Box(14..<20, 2..<12, 2..<8)], "tumour": [Box(4..<6, 4..<6, 3..<5)],
    ])
    let labels = "{liver: {}, stomach: {}, tumour: {}}"
    let other = try policy("- {id: y, label: liver, volume: 0..9 L}", labels: labels)
    let judged = await Evaluator(policy: other).evaluate(
      Scene(segmentation: export.segmentation), imageGrid: nil, context: [:])
    let stored = StoredMeasurements(of: judged.facts.table, roster: export.segmentation)
    let asked = try policy("- {id: x, \(expectation)}", labels: labels)
    let live = await evaluate(asked, export).filter { $0.expectation == "x" }
    let replayed = Evaluator(policy: asked).evaluate(stored, roster: stored.roster, context: [:])
      .findings.filter { $0.expectation == "x" }
    #expect(!live.isEmpty && live.allSatisfy { $0.outcome == .pass }, "\(live.map(\.message))")
    #expect(!replayed.isEmpty && replayed.allSatisfy { $0.outcome == .notEvaluable && $0.isUnstored })
  }

  @Test(
    arguments: [
      ("label: liver, volume: 0..1 mL", Finding.Outcome.fail), ("assert: volume(liver) > 1 mL", .pass),
      ("position: liver is left-of stomach by >= 1 mm", .pass), ("label: stomach, presence: forbidden", .fail),
      ("label: liver, border: {may_touch: none}", .pass), ("assert: voxels(liver) / voxels(stomach) > 100", .fail),
      ("file: {unknown_labels: forbidden}", .fail),
    ] as [(String, Finding.Outcome)])
  func `sizes and places are known of every structure, whatever was asked`(
    expectation: String, outcome: Finding.Outcome
  ) async throws {
    let export = Export([
      "liver": [Box(2..<12, 2..<12, 2..<8)], "stomach": [Box(14..<20, 2..<12, 2..<8)],
      "else": [Box(30..<31, 3..<4, 3..<4)],
    ])
    let other = try policy("- {id: y, label: heart, presence: optional}", labels: "{heart: {}}")
    let judged = await Evaluator(policy: other).evaluate(
      Scene(segmentation: export.segmentation), imageGrid: nil, context: [:])
    let stored = StoredMeasurements(of: judged.facts.table, roster: export.segmentation)
    let asked = try policy("- {id: x, \(expectation)}", labels: "{liver: {}, stomach: {}}")
    let live = await evaluate(asked, export)
    let replayed = Evaluator(policy: asked).evaluate(stored, roster: stored.roster, context: [:])
    let told = replayed.findings.filter { $0.kind != "coverage" }
    #expect(live.map(\.message) == told.map(\.message))
    #expect(try bytes(live) == bytes(told))
    #expect(live.contains { $0.expectation == "x" && $0.outcome == outcome })
  }

  @Test func `what was measured without an untrusted structure does not speak for the export with it`() async throws {
    // A tumour that fills the liver's cavity, or, where its code says spleen, a structure that is not trusted and left
    // out.
    let export = Export([
      Piece(name: "liver", value: 1, boxes: [Box(2..<12, 2..<12, 2..<10)], without: [Box(5..<8, 5..<8, 4..<7)]),
      Piece(name: "tumour", value: 2, codes: ["SCT:78961009"], boxes: [Box(5..<8, 5..<8, 4..<7)]),
    ])
    let expectations = "- {id: solid, label: liver, holes: {count: 0}}\n- {id: size, label: liver, volume: 0..1 mL}"
    let strict = try policy(expectations, labels: "{liver: {}, tumour: {}, spleen: {aliases: ['SCT:78961009']}}")
    let plain = try policy(expectations, labels: "{liver: {}, tumour: {}}")
    func outcomes(_ result: EvaluationResult) -> [String] {
      result.findings.filter { !["file", "coverage"].contains($0.kind) }
        .map { $0.isUnstored ? "unstored" : $0.outcome.rawValue }
    }
    func stored(_ policy: Policy) async throws -> StoredMeasurements {
      let judged = await Evaluator(policy: policy).evaluate(
        Scene(segmentation: export.segmentation), imageGrid: nil, context: [:])
      let kept = StoredMeasurements(of: judged.facts.table, roster: export.segmentation)
      return try #require(StoredMeasurements(json: JSONValue(parsing: JSONValue.object(kept.json).text())))
    }
    func replay(_ policy: Policy, of stored: StoredMeasurements) -> [String] {
      outcomes(Evaluator(policy: policy).evaluate(stored, roster: stored.roster, context: [:]))
    }
    func live(_ policy: Policy) async -> [String] {
      outcomes(
        await Evaluator(policy: policy).evaluate(
          Scene(segmentation: export.segmentation), imageGrid: nil, context: [:]))
    }
    #expect(await live(strict) == ["fail", "fail"])
    #expect(await live(plain) == ["pass", "fail"])
    #expect(try await replay(strict, of: stored(strict)) == ["fail", "fail"])
    #expect(try await replay(plain, of: stored(plain)) == ["pass", "fail"])
    #expect(try await replay(plain, of: stored(strict)) == ["unstored", "fail"])
    #expect(try await replay(strict, of: stored(plain)) == ["unstored", "fail"])
  }
}
