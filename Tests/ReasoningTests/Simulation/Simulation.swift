import Evaluation
import JSON
import LanguageModel
import Numerics
import PolicyLanguage

@testable import Reasoning

/// Runs the reasoner with a simulated model over many cases of known truth, with and without its safeguards.
struct Simulation {
  /// A way to decide.
  struct Arm {
    var title: String
    var votes = 5
    var veto = true
    var grounding = true
    var tokens = true
    var acceptConfidence = 0.7
    /// Whether the policy names what a model may clear.
    var names = true

    static let all = [
      Arm(title: "all safeguards"),
      Arm(title: "a policy that names nothing", names: false),
      Arm(title: "without the veto", veto: false),
      Arm(title: "without grounding", grounding: false),
      Arm(title: "without voting", votes: 1),
      Arm(title: "without tokens' probabilities", tokens: false),
      Arm(title: "the veto alone", votes: 1, grounding: false, tokens: false, acceptConfidence: 0),
      Arm(title: "none of these", votes: 1, veto: false, grounding: false, tokens: false, acceptConfidence: 0),
    ]
  }

  struct Tally {
    var usable = 0
    var unusable = 0
    var falseAccepts = 0
    var falseRejects = 0
    var reviews = 0
    /// Questions to the model.
    var readings = 0

    mutating func count(_ decision: Decision, of truth: SimulatedCase.Truth) {
      if truth.isUsable { usable += 1 } else { unusable += 1 }
      if decision == .accept, !truth.isUsable { falseAccepts += 1 }
      if decision == .reject, truth.isUsable { falseRejects += 1 }
      if decision == .review { reviews += 1 }
    }
  }

  static let cases = 1000
  static let seed: UInt64 = 20_250_601

  let prompts: PromptSet

  /// Rows of the table: the rules alone, the model's first reading as it stands, and some arms.
  func rows(_ arms: [Arm] = Arm.all) async -> [(title: String, tally: Tally)] {
    var random = SplitMix64(seed: Self.seed)
    let examples = (0..<Self.cases).map { _ in SimulatedCase(&random) }
    var rules = Tally()
    for example in examples {
      let evidence = example.evidence(votes: 1, veto: true, acceptConfidence: 0.7)
      rules.count(RulesReasoner().decide(evidence).decision, of: example.truth)
    }
    var rows = [("rules alone", rules), ("the model's first reading, as it stands", await alone(examples))]
    for arm in arms { rows.append((arm.title, await tally(arm, over: examples))) }
    return rows
  }

  private func tally(_ arm: Arm, over examples: [SimulatedCase]) async -> Tally {
    await withTaskGroup(of: (Decision, Int, SimulatedCase.Truth).self) { group in
      for (index, example) in examples.enumerated() {
        group.addTask {
          let model = SimulatedModel(
            example: example, seed: Self.seed &+ UInt64(index), tellsTokens: arm.tokens)
          let reasoner = ModelReasoner(
            model: model, prompts: prompts, checker: arm.grounding ? Grounding() : Trust())
          let outcome = await reasoner.reason(
            about: example.evidence(
              votes: arm.votes, veto: arm.veto, acceptConfidence: arm.acceptConfidence, names: arm.names))
          return (outcome.decision, outcome.stages.last?.votes.count ?? 0, example.truth)
        }
      }
      var tally = Tally()
      for await (decision, readings, truth) in group {
        tally.count(decision, of: truth)
        tally.readings += readings
      }
      return tally
    }
  }

  /// What a gate would do that took the model at its word: no rules, no checks; without an answer the case is for
  /// review.
  private func alone(_ examples: [SimulatedCase]) async -> Tally {
    var tally = Tally()
    for (index, example) in examples.enumerated() {
      let model = SimulatedModel(example: example, seed: Self.seed &+ UInt64(index), tellsTokens: false)
      let request = ModelRequest(system: "", parts: [], schemaName: "clinical_synthesis", schema: .null)
      let verdict = try? await model.answer(request).value["verdict"]?.string
      tally.count(verdict.flatMap { Decision(rawValue: $0) } ?? .review, of: example.truth)
      tally.readings += 1
    }
    return tally
  }

  /// The rows as the page shows them.
  static func table(_ rows: [(title: String, tally: Tally)]) -> String {
    func share(_ count: Int, _ all: Int) -> String {
      // Whole tenths of a percent, without floating point.
      let tenths = (2000 * count + all) / (2 * max(all, 1))
      return "\(tenths / 10).\(tenths % 10) %"
    }
    let lines = rows.map { title, tally in
      let readings = (20 * tally.readings + cases) / (2 * cases)
      return
        "| \(title) | \(tally.falseAccepts) of \(tally.unusable) (\(share(tally.falseAccepts, tally.unusable))) | \(tally.falseRejects) of \(tally.usable) (\(share(tally.falseRejects, tally.usable))) | \(share(tally.reviews, cases)) | \(readings / 10).\(readings % 10) |"
    }
    return
      ([
        "| gate | unusable accepted | usable rejected | for review | readings a case |",
        "| --- | ---: | ---: | ---: | ---: |",
      ]
      + lines).joined(separator: "\n")
  }
}

/// Takes every statement as borne out, to measure what the checks are worth.
private struct Trust: StatementChecker {
  func problem(of statement: Statement, in table: EvidenceTable) -> String? { nil }
}
