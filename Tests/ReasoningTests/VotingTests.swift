import Evaluation
import LanguageModel
import PolicyLanguage
import Testing

@testable import Reasoning

/// Several readings of one case: how they are asked, counted and stopped.
@Suite struct VotingTests {
  private static let passed = finding(
    "F1", "volume", nil, ["liver"], .pass, measured: Measured(value: 1490, unit: "mL"), margin: 0.2,
    message: "The liver has 1490 mL.")

  private static func reply(_ letter: Character) -> ScriptedModel.Reply {
    let verdict = letter == "a" ? "accept" : letter == "v" ? "review" : "reject"
    return synthesis(verdict, 0.9, [reason("The liver has 1490 mL.", ["F1"], supports: verdict)])
  }

  private func run(_ letters: String, votes: Int) async throws -> (outcome: Conclusion, model: ScriptedModel) {
    let model = ScriptedModel(script(letters.map(Self.reply)))
    let reasoner = ModelReasoner(model: model, prompts: try PromptSet(shippedPrompts()))
    let evidence = CaseEvidence(policy: policy { $0.votes = votes }, findings: [Self.passed])
    return (await reasoner.reason(about: evidence), model)
  }

  /// a accept, v review, r reject; what follows the bar is not asked any more.
  @Test(arguments: [
    ("a", "accept"), ("aa|a", "accept"), ("ava", "accept"), ("vaa", "accept"), ("aaa|rr", "accept"),
    ("aara|r", "accept"), ("arara", "accept"), ("vv|a", "review"), ("avr", "none"), ("av", "none"), ("avr|a", "none"),
    ("arv|v", "none"), ("aarrv", "none"), ("avrav|a", "none"), ("avrav", "none"), ("aaaa|aaa", "accept"),
  ])
  func `readings stop once no further one can change the majority`(row: String, verdict: String) async throws {
    let letters = row.filter { $0 != "|" }
    let asked = row.prefix { $0 != "|" }.count
    // Where the bar stands is checked against every way in which the readings could go on.
    let isOpen = { (count: Int) in Self.verdicts(after: letters.prefix(count), of: letters.count).count > 1 }
    try #require((0..<letters.count).first { !isOpen($0) } ?? letters.count == asked)
    let (outcome, model) = try await run(letters, votes: letters.count)
    let stage = try #require(outcome.stages.last)
    #expect(model.requests("clinical_synthesis").count == asked)
    #expect(model.requests("clinical_synthesis").map(\.sample) == Array(0..<asked))
    #expect(outcome.arbitration.model?.rawValue ?? "none" == verdict)
    #expect(stage.votes.count == asked)
    if letters.count == 1 {
      #expect(stage.agreement == nil)
    } else {
      let counts = Set(letters.prefix(asked)).map { letter in letters.prefix(asked).count { $0 == letter } }
      #expect(stage.agreement?.votes == letters.count && stage.agreement?.asked == asked)
      #expect(abs((stage.agreement?.share ?? 0) - Double(counts.max() ?? 0) / Double(asked)) < 1e-4)
    }
    #expect(outcome.decision == (verdict == "accept" ? .accept : .review))
  }

  /// Every majority that the remaining readings could still bring.
  private static func verdicts(after given: Substring, of votes: Int) -> Set<String> {
    var found: Set<String> = []
    var open = [String(given)]
    while let letters = open.popLast() {
      guard letters.count == votes else {
        open += "avr".map { letters + String($0) }
        continue
      }
      let winner = "avr".first { letter in 2 * letters.count { $0 == letter } > votes }
      found.insert(winner.map(String.init) ?? "none")
    }
    return found
  }

  @Test(arguments: [([1], 0.0), ([2, 2], 1.0), ([1, 1, 1], 1.585), ([3, 1], 0.8113)])
  func `entropy is that of the shares, in bits`(counts: [Int], bits: Double) {
    let decisions = zip(counts, Decision.allCases).flatMap { Array(repeating: $1, count: $0) }
    let votes = decisions.map { ModelVerdict.Vote(decision: $0, confidence: 1, carrying: [], cited: []) }
    let agreement = ModelVerdict(votes: votes, planned: 9).agreement
    #expect(abs((agreement?.entropy ?? -1) - bits) < 1e-4)
  }

  @Test func `one reading without an answer fails the stage, and what was read is kept`() async throws {
    let model = ScriptedModel(
      script([Self.reply("a"), .failure(ModelError(code: .refused, message: "No.")), Self.reply("a")]))
    let reasoner = ModelReasoner(model: model, prompts: try PromptSet(shippedPrompts()))
    let evidence = CaseEvidence(policy: policy { $0.votes = 3 }, findings: [Self.passed])
    let outcome = await reasoner.reason(about: evidence)
    #expect(outcome.decision == .review)
    #expect(outcome.arbitration.model == nil)
    #expect(outcome.stages.last?.cause == .refused)
    #expect(outcome.stages.last?.votes.map(\.decision) == [.accept])
    #expect(outcome.stages.last?.usage == .init(inputTokens: 10, outputTokens: 5))
  }
}
