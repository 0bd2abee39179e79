import Evaluation
import JSON
import LanguageModel
import PolicyLanguage
import Testing

@testable import Reasoning

/// What the model is asked when a part is left out.
@Suite struct AblationTests {
  private static let findings = [
    finding(
      "F1", "volume", nil, ["liver"], .pass, measured: Measured(value: 1490, unit: "mL"), expected: "700..2500 mL",
      margin: 0.2, message: "The liver has 1490 mL."),
    finding(
      "F2", "position", "side_reversed", ["kidney_left"], measured: Measured(value: -12.5, unit: "mm"),
      expected: ">= 20 mm",
      message: "The kidney_left lies 12.5 mm, at 3,000 of vertebrae_L12.",
      location: Location(voxel: [[3, 3, 41], [9, 9, 55]], rasMM: nil, slices: .init(axis: "k", from: 41, to: 55))),
  ]

  private func run(_ ablations: ReasoningOptions.Ablation...) async throws -> (
    outcome: Conclusion, model: ScriptedModel
  ) {
    var answers = script([synthesis("review", 0.9, [reason("The liver has 1490 mL.", ["F1"], supports: "review")])])
    answers["single_pass"] = answers["clinical_synthesis"]
    let model = ScriptedModel(answers)
    let reasoner = ModelReasoner(
      model: model, prompts: try PromptSet(shippedPrompts()), options: ReasoningOptions(ablations: ablations))
    let evidence = CaseEvidence(
      policy: policy(), findings: Self.findings,
      structures: [
        StructureSummary(
          label: "liver", state: .present, size: Measured(value: 1490, unit: "mL"), centre: "R 61, A 12, S 30")
      ], pictures: [picture("overview")])
    return (await reasoner.reason(about: evidence), model)
  }

  private func text(_ requests: [ModelRequest]) -> String {
    requests.flatMap(\.parts).compactMap { if case .text(let text) = $0 { text } else { nil } }.joined(separator: "\n")
  }

  @Test func `with everything the stages are the four`() async throws {
    let (outcome, model) = try await run()
    #expect(
      model.requests.map(\.schemaName) == [
        "knowledge_recall", "visual_features", "anatomical_inference", "clinical_synthesis",
      ])
    #expect(text(model.requests).contains("1490 mL") && text(model.requests).contains("R 61"))
    #expect(outcome.stages.allSatisfy { $0.note == nil })
  }

  @Test func `without numbers no measured one is shown, and the checks and the record keep them`() async throws {
    let (outcome, model) = try await run(.noNumbers)
    let shown = text(model.requests.filter { $0.schemaName != "knowledge_recall" })
    for number in ["1490", "12.5", "3,000", "2500", ">= 20", "61", "41"] {
      #expect(!shown.contains(number), "\(number)")
    }
    #expect(shown.contains("The kidney_left lies … mm, at … of vertebrae_L12."))
    #expect(outcome.findings.map(\.measured) == Self.findings.map(\.measured))
    #expect(outcome.stages.last?.statements.first?.grounded == true)
  }

  @Test func `without pictures nothing is looked at`() async throws {
    let (outcome, model) = try await run(.noPictures)
    #expect(model.requests("visual_features").isEmpty)
    #expect(!model.requests.flatMap(\.parts).contains { if case .png = $0 { true } else { false } })
    #expect(outcome.stages[1].note?.contains("no-pictures") == true)
  }

  @Test func `without knowledge nothing is recalled`() async throws {
    let (outcome, model) = try await run(.noKnowledge)
    #expect(model.requests("knowledge_recall").isEmpty)
    #expect(outcome.stages[0].note?.contains("no-knowledge") == true && outcome.stages.count == 4)
  }

  @Test func `a single pass asks once, shows findings and pictures, and decides under the same rules`() async throws {
    let (outcome, model) = try await run(.singlePass)
    #expect(model.requests.map(\.schemaName) == ["single_pass"])
    #expect(model.requests[0].parts.contains { if case .png = $0 { true } else { false } })
    #expect(outcome.stages.map(\.name) == [.singlePass])
    #expect(outcome.decision == .review)
    #expect(outcome.reasons.contains { $0.evidence == ["F1"] })
  }

  @Test func `the preview follows the options`() async throws {
    for ablation in ReasoningOptions.Ablation.allCases {
      let (_, model) = try await run(ablation)
      let evidence = CaseEvidence(policy: policy(), findings: Self.findings, pictures: [picture("overview")])
      let preview = try PromptSet(shippedPrompts()).preview(
        of: evidence, options: ReasoningOptions(ablations: [ablation]))
      #expect(preview.map(\.schemaName) == model.requests.map(\.schemaName))
    }
  }

  @Test func `options keep the order of their kind, each once`() {
    let options = ReasoningOptions(ablations: [.noKnowledge, .singlePass, .noKnowledge])
    #expect(options.ablations == [.singlePass, .noKnowledge])
  }
}
