import Evaluation
import JSON
import LanguageModel
import Pictures
import PolicyLanguage
import Testing

@testable import Reasoning

/// The comparison of a mask with changed versions of itself.
@Suite struct ContrastTests {
  private static let passed = finding(
    "F1", "volume", nil, ["liver"], .pass, measured: Measured(value: 1490, unit: "mL"), margin: 0.2,
    message: "The liver has 1490 mL.")
  /// Shown as A, B, C.
  private static let contrast = Contrast(
    structure: "liver",
    candidates: zip(1..., [Contrast.Version.shrunk, .original, .repaired]).map { number, version in
      var shown = picture("contrast-\(number)")
      shown.png.append(UInt8(number))
      return .init(version: version, picture: shown)
    })

  private func run(
    told: String = "yes", ranking: [String], reasons: [JSONValue], options: ReasoningOptions = .init(contrast: true)
  ) async throws -> (outcome: Conclusion, model: ScriptedModel) {
    var answers = script([synthesis("accept", 0.9, reasons)])
    answers["contrast"] = [
      .answer([
        "text": "They part at the dome.", "told": .string(told), "ranking": .array(ranking.map(JSONValue.string)),
      ])
    ]
    let model = ScriptedModel(answers)
    let reasoner = ModelReasoner(model: model, prompts: try PromptSet(shippedPrompts()), options: options)
    let evidence = CaseEvidence(
      policy: policy(), findings: [Self.passed], pictures: [picture("overview")], contrast: Self.contrast)
    return (await reasoner.reason(about: evidence), model)
  }

  @Test(arguments: [
    (["B", "A", "C"], "yes", "ranked 1 of 3"),
    (["A", "B", "C"], "yes", "ranked 2 of 3; the shrunk version came first"),
    (["C", "A", "B"], "yes", "ranked 3 of 3; the repaired version came first"),
    (["B", "A", "C"], "cannot-tell", "could not tell"), (["B", "B", "C"], "yes", "could not tell"),
    (["B", "A"], "yes", "could not tell"), (["D", "A", "B"], "yes", "could not tell"),
  ])
  func `the rank of the mask under test becomes a statement`(
    ranking: [String], told: String, words: String
  ) async throws {
    let (outcome, model) = try await run(told: told, ranking: ranking, reasons: [])
    #expect(
      outcome.stages.map(\.name) == [
        .knowledgeRecall, .visualFeatures, .contrast, .anatomicalInference, .clinicalSynthesis,
      ])
    let stage = outcome.stages[2]
    #expect(stage.statements.map(\.id) == ["C1"])
    #expect(stage.statements[0].text.contains(words))
    #expect(stage.pictures?.map(\.id) == ["P2", "P3", "P4"])
    #expect(stage.pictures?.map(\.name).last == "contrast-3 (C, repaired)")
    // The model learns letters, not what was done; the pictures come in the order shown.
    let request = try #require(model.requests("contrast").first)
    let text = request.parts.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
    for version in Contrast.Version.allCases { #expect(!text.contains(version.rawValue)) }
    let shown = request.parts.compactMap { if case .png(let bytes) = $0 { bytes.last } else { nil } }
    #expect(shown == [1, 2, 3])
    #expect(model.requests("clinical_synthesis").first.map { "\($0)".contains("C1") } == true)
  }

  @Test(arguments: [
    (["B", "A", "C"], "The comparison C1 shows no better version of the liver.", "accept", true),
    (["B", "A", "C"], "The liver's mask is the best of all.", "accept", true),
    (["A", "B", "C"], "The liver's mask is the best of all.", "accept", false),
    (["A", "B", "C"], "The comparison of the liver is in order.", "accept", false),
    (["A", "B", "C"], "The mask of the liver was ranked 2 of 3.", "review", true),
    (["A", "B", "C"], "The mask of the liver was ranked last.", "review", false),
    (["B", "A", "C"], "The mask of the liver was ranked 1 of 3.", "reject", false),
    (["C", "A", "B"], "The mask of the spleen was ranked last.", "reject", false),
  ])
  func `reasons may cite the rank, and not turn it round`(
    ranking: [String], text: String, supports: String, isGrounded: Bool
  ) async throws {
    let reasons = [reason(text, ["C1"], supports: supports, label: "none")]
    let (outcome, _) = try await run(ranking: ranking, reasons: reasons)
    let statement = try #require(outcome.stages.last?.statements.first)
    #expect(statement.grounded == isGrounded, "\(statement.problem ?? "")")
  }

  @Test(arguments: [
    ReasoningOptions(), ReasoningOptions(ablations: [.noPictures], contrast: true),
    ReasoningOptions(ablations: [.singlePass], contrast: true),
  ])
  func `nothing is compared unless asked for, nor without pictures`(options: ReasoningOptions) async throws {
    let (outcome, model) = try await run(ranking: ["B", "A", "C"], reasons: [], options: options)
    #expect(model.requests("contrast").isEmpty)
    #expect(!outcome.stages.contains { $0.name == .contrast })
  }

  @Test func `a comparison that gets no answer is a failure like any other`() async throws {
    var answers = script([synthesis("accept", 1, [reason("The liver has 1490 mL.", ["F1"], supports: "accept")])])
    answers["contrast"] = [.failure(ModelError(code: .blocked, message: "Kept back."))]
    let reasoner = ModelReasoner(
      model: ScriptedModel(answers), prompts: try PromptSet(shippedPrompts()), options: .init(contrast: true))
    let evidence = CaseEvidence(policy: policy(), findings: [Self.passed], contrast: Self.contrast)
    let outcome = await reasoner.reason(about: evidence)
    #expect(outcome.decision == .review)
    #expect(outcome.stages.last?.cause == .blocked)
  }
}
