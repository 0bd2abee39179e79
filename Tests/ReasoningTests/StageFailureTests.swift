import Evaluation
import JSON
import PolicyLanguage
import Testing

@testable import LanguageModel
@testable import Reasoning

/// Whatever a model does not answer has a cause in the record, and none of them is an accept.
@Suite struct StageFailureTests {
  private static let passed = finding(
    "F1", "volume", nil, ["liver"], .pass, measured: Measured(value: 1490, unit: "mL"), margin: 0.2,
    message: "The liver has 1490 mL.")
  private static let accepting = [
    synthesis("accept", 1, [reason("The liver has 1490 mL.", ["F1"], supports: "accept")])
  ]

  private static func error(_ code: String, violations: [String] = []) throws -> ModelError {
    var error = ModelError(code: try #require(ModelError.Code(rawValue: code)), message: "It did not work.")
    error.violations = violations
    return error
  }

  private static let causes: [(code: String, violations: [String], cause: StageRecord.Cause)] = [
    ("refused", [], .refused), ("blocked", [], .blocked), ("cut-off", [], .cutOff),
    ("empty-answer", [], .emptyAnswer),
    ("invalid-answer", ["verdict: not one of accept, review, reject"], .invalidAnswer),
    ("invalid-answer", [], .invalidAnswer),
    ("budget", [], .budget), ("not-cached", [], .notCached), ("not-recorded", [], .notCached),
    ("timeout", [], .unavailable), ("interrupted", [], .unavailable),
    ("quota-exhausted", [], .unavailable),
    ("unreachable", [], .unavailable), ("rate-limited", [], .unavailable), ("server-failure", [], .unavailable),
    ("unauthorised", [], .configuration), ("rejected-request", [], .configuration), ("cancelled", [], .cancelled),
    ("model-changed", [], .modelChanged),
  ]

  @Test(arguments: StageRecord.Name.four, causes.indices)
  func `each failure has its cause, in any stage, and is never an accept`(
    stage: StageRecord.Name, index: Int
  ) async throws {
    let (code, violations, cause) = Self.causes[index]
    var answers = script(Self.accepting)
    answers[stage.rawValue.replacing("-", with: "_")] = [.failure(try Self.error(code, violations: violations))]
    for fallback in [DecisionSettings.ModelFailure.review, .reject] {
      let reasoner = ModelReasoner(model: ScriptedModel(answers), prompts: try PromptSet(shippedPrompts()))
      let evidence = CaseEvidence(
        policy: policy { $0.onModelFailure = fallback }, findings: [Self.passed], pictures: [picture("overview")])
      let outcome = await reasoner.reason(about: evidence)
      #expect(outcome.decision.rawValue == fallback.rawValue)
      #expect(outcome.stages.last?.name == stage)
      #expect(outcome.stages.last?.cause == cause)
      #expect(outcome.stages.last?.error == "\(code): It did not work.")
      #expect(outcome.stages.dropLast().allSatisfy { $0.cause == nil && $0.error == nil })
    }
  }

  private static let open = [
    finding("F4", "ask", nil, ["liver"], .notEvaluable, margin: nil, message: "Does the contour follow the capsule?"),
    finding("F5", "ask", nil, ["spleen"], .notEvaluable, margin: nil, message: "Is the hilum left out?"),
  ]
  private static let questions = [
    OpenQuestion(finding: "F4", text: "Does the contour follow the capsule?", expected: .yes),
    OpenQuestion(finding: "F5", text: "Is the hilum left out?", expected: .yes),
  ]

  private func ask(
    first: [String], again: [String]?, options: ReasoningOptions = ReasoningOptions()
  ) async throws -> (outcome: Conclusion, model: ScriptedModel) {
    func given(_ ids: [String]) -> [JSONValue] {
      ids.map { reply("yes", to: $0) }
    }
    var answers = script(Self.accepting, answers: given(first))
    answers["visual_features_answers"] = again.map { [.answer(["answers": .array(given($0))])] }
    var single: [JSONValue.Member] = [.init("answers", .array(given(first)))]
    if case .answer(.object(let members)) = Self.accepting[0] { single += members }
    answers["single_pass"] = [.answer(.object(single))]
    let model = ScriptedModel(answers)
    let reasoner = ModelReasoner(model: model, prompts: try PromptSet(shippedPrompts()), options: options)
    let evidence = CaseEvidence(
      policy: policy(), findings: [Self.passed] + Self.open, pictures: [picture("overview")], questions: Self.questions)
    return (await reasoner.reason(about: evidence), model)
  }

  @Test(
    arguments: [
      (["F4", "F5"], nil, ["yes", "yes"], "accept"),
      (["F4"], ["F5"], ["yes", "yes"], "accept"),
      ([], ["F5", "F4"], ["yes", "yes"], "accept"),
      (["F4"], [], ["yes", "cannot-tell"], "review"),
      (["F5"], ["F5", "F99"], ["cannot-tell", "yes"], "review"),
      ([], [], ["cannot-tell", "cannot-tell"], "review"),
      (["F4"], nil, [], "review"),
    ] as [([String], [String]?, [String], String)])
  func `a question that was left out is asked once more, then cannot be told`(
    first: [String], again: [String]?, answers: [String], decision: String
  ) async throws {
    for options in [ReasoningOptions(), ReasoningOptions(ablations: [.singlePass])] {
      let (outcome, model) = try await ask(first: first, again: again, options: options)
      #expect(outcome.decision.rawValue == decision)
      let stage = try #require(
        outcome.stages.first { $0.name == (options.ablations.isEmpty ? .visualFeatures : .singlePass) })
      #expect(stage.answers.map(\.answer.rawValue) == answers)
      let repairs = model.requests("visual_features_answers")
      #expect(repairs.count == (first.count == 2 ? 0 : 1))
      for repair in repairs {
        // The same question with its pictures, then what is missing.
        #expect(repair.parts.contains { if case .png = $0 { true } else { false } })
        guard case .text(let last)? = repair.parts.last else { Issue.record("no words"); return }
        for id in ["F4", "F5"] { #expect(last.contains(id) != first.contains(id)) }
      }
    }
  }
}
