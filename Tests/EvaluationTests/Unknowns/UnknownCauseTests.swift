import Evaluation
import Geometry
import PolicyLanguage
import Testing
import Volume

/// Each cause, at each place where it can arise, with each effect that an author may give it: it arrives at the finding
/// as it is, and nothing but the table and the author's word says what it does.
@Suite struct UnknownCauseTests {
  /// Where an unknown arises.
  enum Place: String, CaseIterable, Sendable {
    case plain, condition, exception, quorum, scorecard, strata

    /// The expectation `x` as YAML after its id; nil where the cause cannot arise there.
    func expectation(_ example: UnknownCauseExample) -> String? {
      switch self {
      case .plain: "label: liver, \(example.limits)"
      // The spleen would fail, so that the condition decides.
      case .condition: "label: spleen, volume: 1..2 mL, when: '\(example.condition)'"
      case .exception: "label: spleen, volume: 1..2 mL, unless: '\(example.condition)'"
      case .quorum: "each: [liver, spleen], \(example.limits), quorum: every"
      case .scorecard: example.points.map { "label: liver, scorecard: {points: [\($0)], review: 1}" }
      case .strata:
        // Whatever the stratum, the number is unknown.
        example.limits.hasPrefix("volume")
          ? "label: liver, volume: {possible: {a: 1..2 mL, b: 3..4 mL}, by: stage}" : nil
      }
    }
  }

  private static let effects: [(expectation: String, decision: String, effect: NotEvaluableEffect?)] = [
    // The table of defaults.
    ("", "", nil),
    // The decision's word for the cause counts before the table; the expectation's before the decision's.
    ("", "not_evaluable: {CAUSE: reject}", .reject), ("", "not_evaluable: {CAUSE: ignore}", .ignore),
    (", not_evaluable: ignore", "not_evaluable: {CAUSE: reject}", .ignore),
    (", not_evaluable: reject", "not_evaluable: {CAUSE: ignore}", .reject),
    (", not_evaluable: {CAUSE: review}", "not_evaluable: {CAUSE: reject}", .review),
    (", not_evaluable: {CAUSE: review, default: ignore}", "", .review),
    (", not_evaluable: {default: reject}", "", .reject),
  ]

  @Test(arguments: UnknownCauseExample.all, Place.allCases)
  func `arrives with its cause and weighs as the author says`(example: UnknownCauseExample, place: Place) async throws {
    guard let text = place.expectation(example) else { return }
    for (own, decision, effect) in Self.effects {
      func filled(_ text: String) -> String {
        text.split(separator: "CAUSE", omittingEmptySubsequences: false).joined(separator: example.kind.rawValue)
      }
      var rest = example.rest
      if place == .strata { rest = "context: {stage: {values: [a, b]}}" }
      let policy = try policy(
        "- {id: x, \(text)\(filled(own))}", rest: rest + "\ndecision: {veto: [reject], \(filled(decision))}")
      let findings = await Evaluator(policy: policy).evaluate(
        Scene(segmentation: example.segmentation, image: example.image), imageGrid: example.imageGrid, context: [:]
      ).findings.filter { $0.expectation == "x" }
      let finding = try #require(findings.first, "\(text)")
      #expect(finding.outcome == .notEvaluable, "\(text)\(own): \(finding.message)")
      #expect(finding.causes.contains { $0.kind == example.kind }, "\(text): \(finding.causes)")
      let expected = effect ?? ([.notAskedFor, .noImage].contains(example.kind) ? .ignore : .review)
      // Under strata the missing fact is a cause of its own.
      if finding.causes.count == 1 {
        #expect(finding.notEvaluable == expected, "\(text)\(own) / \(decision): \(finding.causes)")
      }
    }
  }

  /// Causes that no test of a policy has, since no phantom does: the rule alone, as the expectation and the decision
  /// say.
  @Test(arguments: [UnknownCause.notStored("volume"), .tooLarge("liver")])
  func `a cause that no phantom has weighs by the same rule`(cause: UnknownCause) throws {
    let name = cause.kind.rawValue
    for (own, decision, effect) in [
      ("", "review", NotEvaluableEffect.review), ("", "ignore", .ignore), ("", "{\(name): reject}", .reject),
      (", not_evaluable: ignore", "{\(name): reject}", .ignore),
      (", not_evaluable: {default: reject, \(name): ignore}", "{\(name): reject}", .ignore),
      (", not_evaluable: {no_image: ignore}", "{default: reject}", .reject),
    ] {
      let policy = try policy(
        "- {id: x, label: liver, volume: 1..9 mL\(own)}", rest: "decision: {not_evaluable: \(decision)}")
      let expectation = try #require(policy.expectations.first)
      #expect(UnknownEffect(policy).of(cause, for: expectation) == effect, "\(own) / \(decision)")
    }
  }

  @Test func `several causes weigh as the heaviest of them`() async throws {
    let found = try await judge(
      "label: liver, intensity: {mean: 0..9 HU}, when: 'context.age > 3'",
      Export(["liver": [UnknownCauseExample.block]]),
      rest: "context: {age: {range: 0..120}}")
    #expect(Set(found.first?.causes.map(\.kind) ?? []) == [.noImage, .noContext])
    #expect(found.first?.notEvaluable == .review, "no image is ignored, a missing fact is not")
  }
}

/// A quantifier is decided only when every way in which the unknown could turn out gives the same answer.
@Suite struct CompletionTests {
  private static let cube = UnknownCauseExample.block

  @Test(arguments: [
    // Three labels: one holds, one fails, one is empty.
    (">= 1", Finding.Outcome.pass), (">= 2", .notEvaluable), (">= 3", .fail), ("all but 1", .notEvaluable),
    ("all but 2", .pass), ("every", .fail), ("any", .pass), ("none", .fail), (">= 60 %", .notEvaluable),
    (">= 30 %", .pass), (">= 70 %", .fail),
  ])
  func `a quorum keeps its denominator`(quorum: String, outcome: Finding.Outcome) async throws {
    let found = try await judge(
      "each: all, volume: 1..9 mL, quorum: '\(quorum)'",
      Export(["liver": [Self.cube], "spleen": [Box(0..<40, 0..<40, 0..<20)], "kidney": []]),
      labels: "{liver: {}, spleen: {}, kidney: {}}")
    #expect(found.map(\.outcome) == [outcome])
    if outcome == .notEvaluable { #expect(found.first?.causes == [UnknownCause(.empty, of: "kidney")]) }
  }

  @Test(arguments: [
    // The liver holds if it counts, the spleen fails, and only the liver's smoothness is unknown.
    ("any", Finding.Outcome.notEvaluable), (">= 50 %", .notEvaluable), (">= 2", .fail), ("all but 1", .pass),
    ("every", .fail),
  ])
  func `a label of which nobody knows whether it counts may change the answer`(
    quorum: String, outcome: Finding.Outcome
  ) async throws {
    let found = try await judge(
      "each: all, volume: 0..9 mL, quorum: '\(quorum)', when: elongation < 99",
      Export(["liver": [Box(5..<6, 5..<6, 5..<6)], "spleen": [Box(8..<40, 8..<40, 0..<20)]]))
    #expect(found.map(\.outcome) == [outcome], "\(found.map(\.message))")
    if outcome == .notEvaluable { #expect(found.first?.causes.map(\.kind) == [.undefined]) }
  }

  @Test func `when and unless that are both unknown keep the causes of both`() async throws {
    let found = try await judge(
      "label: liver, volume: 1..2 mL, when: intensity_mean > 20 HU, unless: context.age < 18",
      Export(["liver": [Self.cube]]), rest: "context: {age: {range: 0..120}}")
    #expect(Set(found.first?.causes.map(\.kind) ?? []) == [.noImage, .noContext])
    #expect(found.first?.notEvaluable == .review, "the missing image, which is ignored, hides no missing fact")
  }

  @Test func `a label with a limit that fails counts as failed though another limit is unknown`() async throws {
    // Two pieces fail the first limit; the size that the second asks for needs a spacing.
    let pieces = [Box(2..<8, 2..<8, 2..<8), Box(20..<26, 2..<8, 2..<8)]
    let found = try await judge(
      "each: all, connectivity: {components: 1, largest_fraction: '>= 40 %'}, quorum: '>= 2'",
      Export(["liver": pieces, "spleen": [Self.cube]], on: Export.unmeasured))
    #expect(found.map(\.outcome) == [.fail])
  }

  @Test(arguments: [(3, Finding.Outcome.notEvaluable), (5, .pass), (1, .fail)])
  func `a scorecard passes only when its open points cannot reach a cut-off`(
    review: Int, outcome: Finding.Outcome
  ) async throws {
    // One point is earned, three hang on an image that is not given.
    let found = try await judge(
      """
      label: liver, scorecard: {points: [{measure: volume, above: 1 mL, points: 1}, {measure: intensity_mean, above: 0, points: 3}, {measure: sphericity, below: 0.01, points: 9}], review: \(review)}
      """, Export(["liver": [Self.cube]]))
    #expect(found.map(\.outcome) == [outcome], "\(found.map(\.message))")
  }

  @Test(arguments: [
    // 8 mL.
    ("1..9 mL", "2..10 mL", Finding.Outcome.pass), ("1..2 mL", "3..4 mL", .fail),
    ("1..9 mL", "20..30 mL", .notEvaluable),
  ])
  func `a stratum that is not known is decided when all strata agree`(
    a: String, b: String, outcome: Finding.Outcome
  ) async throws {
    let found = try await judge(
      "label: liver, volume: {possible: {a: \(a), b: \(b)}, by: stage}, severity: reject",
      Export(["liver": [Self.cube]]), rest: "context: {stage: {values: [a, b]}}")
    #expect(found.map(\.outcome) == [outcome])
    if outcome == .notEvaluable {
      #expect(found.first?.causes == [UnknownCause(.noContext, of: "stage")])
      #expect(found.first?.notEvaluable == .reject, "no better than the worst of the values it may have")
    }
  }

  @Test func `a condition that is not known changes nothing where the expectation holds anyway`() async throws {
    let rest = "context: {stage: {values: [a, b]}}"
    let passing = try await judge(
      "label: liver, volume: 1..9 mL, when: context.stage == a", Export(["liver": [Self.cube]]), rest: rest)
    #expect(passing.map(\.outcome) == [.pass])
    let failing = try await judge(
      "label: liver, volume: 1..2 mL, when: context.stage == a, severity: reject", Export(["liver": [Self.cube]]),
      rest: rest)
    #expect(failing.map(\.outcome) == [.notEvaluable] && failing.map(\.notEvaluable) == [.reject])
  }

  @Test(arguments: ["nan", "inf", "-inf", "twelve"])
  func `a fact that is no number is unknown, and never compares`(value: String) async throws {
    let found = try await judge(
      "label: liver, assert: context.age < 3 or context.age >= 3", Export(["liver": [Self.cube]]),
      rest: "context: {age: {range: 0..120}}", context: ["age": value])
    #expect(found.map(\.outcome) == [.notEvaluable])
  }
}
