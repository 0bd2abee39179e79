import Evaluation
import JSON
import LanguageModel
import PolicyLanguage
import Testing
import Volume

@testable import Reasoning

/// What of a case questions are about, and that what is not told cannot be cited.
@Suite struct FocusTests {
  private static let labels = (1...60).map { label("structure_\($0)") }

  private static func evidence(
    _ findings: [Finding], labels: [LabelDeclaration] = Self.labels, questions: [OpenQuestion] = [],
    decision: (inout DecisionSettings) -> Void = { _ in }
  ) -> CaseEvidence {
    CaseEvidence(
      policy: policy(labels: labels, expectations: [], decision: decision), findings: findings,
      structures: labels.map { StructureSummary(label: $0.name, state: .present) }, pictures: [picture("overview")],
      questions: questions)
  }

  /// Some failures of one code, each of a structure of its own, with ids from a number on.
  private static func failures(
    _ count: Int, from first: Int = 1, _ kind: String = "volume", _ aspect: String = "below",
    severity: Severity = .review
  ) -> [Finding] {
    (0..<count).map { place in
      let number = first + place
      return finding(
        "F\(number)", kind, aspect, ["structure_\(number % 60 + 1)"], severity: severity,
        margin: -Double(place) / 100,
        message: "The volume of structure_\(number % 60 + 1) is \(number) mL, and it has a long sentence to itself.")
    }
  }

  @Test func `a failure that stands alone among hundreds of another code is told`() {
    let alone = finding("F900", "holes", "count_above", ["structure_9"])
    let focus = Focus(on: Self.evidence(Self.failures(400) + [alone]))
    #expect(focus.odd.contains("F900"))
    #expect(focus.odd.count < 60)
  }

  @Test func `what rejects comes before what asks for a review, and the worst first`() {
    let mild = Self.failures(3)
    let grave = Self.failures(3, from: 10, "holes", "count_above", severity: .reject)
    let focus = Focus(on: Self.evidence(mild + grave))
    #expect(focus.odd == ["F12", "F11", "F10", "F3", "F2", "F1"])
  }

  @Test func `the findings that wait for an answer are there however many others there are`() {
    let open = finding("F901", "ask", nil, ["structure_5"], .notEvaluable, margin: nil, effect: .ignore)
    let question = OpenQuestion(finding: "F901", text: "Is it whole?", expected: .yes)
    let focus = Focus(on: Self.evidence(Self.failures(400, severity: .reject) + [open], questions: [question]))
    #expect(focus.odd.contains("F901"))
  }

  @Test func `open findings without weight are counted alone`() {
    let open = finding("F2", "volume", nil, ["structure_5"], .notEvaluable, margin: nil, effect: .ignore)
    let evidence = Self.evidence(Self.failures(1) + [open])
    let focus = Focus(on: evidence)
    #expect(focus.odd == ["F1"])
    let lines = EvidenceText(evidence: evidence, findings: evidence.findings, focus: focus).findingLines
    #expect(lines.contains("Not listed: 1 could not be judged and have no weight."))
    #expect(!lines.contains("F2"))
  }

  @Test func `a structure brings its partner, and the others are counted`() {
    let pair = [label("kidney_left", side: .left, pairedWith: "kidney_right"), label("kidney_right", side: .right)]
    let evidence = Self.evidence([finding("F1", "volume", "below", ["kidney_left"])], labels: Self.labels + pair)
    let focus = Focus(on: evidence)
    #expect(focus.structures == ["kidney_left", "kidney_right"])
    let lines = EvidenceText(evidence: evidence, findings: evidence.findings, focus: focus).structures
    #expect(lines.contains("and 60 others: 60 present"))
  }

  @Test func `findings that could not be judged for one cause share a line`() {
    var open = (1...3).map {
      finding("F\($0)", "volume", "unknown", ["structure_\($0)"], .notEvaluable, margin: nil)
    }
    for index in open.indices { open[index].cause = "it reaches the border" }
    #expect(FindingLines.lines(open).count == 1)
    #expect(FindingLines.lines(open)[0].hasPrefix("F1, F2, F3: outcome=not_evaluable"))
    open[2].cause = "no image"
    #expect(FindingLines.lines(open).count == 2)
  }

  /// A model that knows the ids of what it was not told, and clears all.
  @Test func `what is not told cannot be cleared`() async throws {
    let findings = Self.failures(40)
    let evidence = Self.evidence(findings) { $0.model = .clears(codes: codes(["volume.below"])) }
    let told = Focus(on: evidence).odd
    let hidden = findings.filter { !told.contains($0.id) }
    try #require(hidden.count >= 6 && told.count >= 6)
    let excused = findings.filter { told.prefix(6).contains($0.id) } + hidden.prefix(6)
    let seen = excused.map { finding -> JSONValue in
      ["text": .string("The contour of \(finding.labels[0]) follows its boundary."), "evidence": ["P1"]]
    }
    let excuses = excused.enumerated().map { place, finding in
      reason(
        "The outline of \(finding.labels[0]) serves its use all the same.", [finding.id, "V\(place + 1)"],
        supports: "accept", label: finding.labels[0])
    }
    let model = ScriptedModel(script([synthesis("accept", 0.95, excuses)], observations: seen))
    let outcome = await ModelReasoner(model: model, prompts: try PromptSet(shippedPrompts())).reason(about: evidence)
    #expect(outcome.decision == .review)
    #expect(Set((outcome.arbitration.cleared ?? []).map(\.finding)) == Set(told.prefix(6)))
    let statements = outcome.stages.last?.statements ?? []
    #expect(statements.count == 12)
    for statement in statements {
      #expect(statement.grounded == !hidden.contains { statement.evidence.contains($0.id) }, "\(statement)")
    }
  }

  @Test func `a model without pictures is asked without them, and the record says so`() async throws {
    let model = ScriptedModel(
      script([synthesis("review", 0.9, [])]), capacity: ModelCapacity(seesPictures: false, answerTokens: 777))
    let outcome = await ModelReasoner(model: model, prompts: try PromptSet(shippedPrompts()))
      .reason(about: Self.evidence(Self.failures(1)))
    #expect(model.requests("visual_features").isEmpty)
    #expect(outcome.stages.contains { $0.note?.contains("takes no pictures") == true })
    #expect(!model.requests.isEmpty && model.requests.allSatisfy { $0.maximumTokens == 777 })
  }

  @Test func `many questions are asked a few at a time, each once`() async throws {
    let open = (1...20).map {
      finding("F\($0)", "ask", nil, ["structure_\($0)"], .notEvaluable, margin: nil, message: "Is it whole?")
    }
    let questions = open.map { OpenQuestion(finding: $0.id, text: "Is it whole?", expected: .yes) }
    let answers: [JSONValue] = open.map { reply("yes", to: $0.id) }
    var prepared = script([synthesis("review", 0.9, [])], answers: Array(answers[..<8]))
    prepared["visual_features_answers"] = [
      .answer(["answers": .array(Array(answers[8..<16]))]), .answer(["answers": .array(Array(answers[16...]))]),
    ]
    let model = ScriptedModel(prepared)
    let outcome = await ModelReasoner(model: model, prompts: try PromptSet(shippedPrompts()))
      .reason(about: Self.evidence(open, questions: questions))
    #expect(model.requests("visual_features").count + model.requests("visual_features_answers").count == 3)
    #expect(outcome.findings.allSatisfy { $0.outcome == .pass })
  }
}
