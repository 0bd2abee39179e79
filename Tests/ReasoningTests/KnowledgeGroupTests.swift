import Evaluation
import PolicyLanguage
import Testing

@testable import Reasoning

/// Which structures' anatomy is recalled together.
@Suite struct KnowledgeGroupTests {
  /// One without a partner stands first, so that groups of eight would part a pair.
  private static let names = ["liver"] + (1...30).flatMap { ["left_\($0)", "right_\($0)"] }
  private static let labels = names.map { name in
    label(
      name,
      pairedWith: name.hasPrefix("left")
        ? "right" + name.dropFirst(4) : name == "liver" ? nil : "left" + name.dropFirst(5))
  }

  @Test func `a policy of few structures is one group, asked for whatever is odd`() {
    let evidence = CaseEvidence(policy: policy(), findings: [])
    #expect(KnowledgeGroup.all(of: policy()).map(\.labels) == [abdomen.map(\.name)])
    #expect(KnowledgeGroup.asked(for: evidence, focus: Focus(on: evidence)).count == 1)
  }

  @Test func `each structure is in one group, partners in the same`() {
    let groups = KnowledgeGroup.all(of: policy(labels: Self.labels))
    #expect(groups.flatMap(\.labels).sorted() == Self.names.sorted())
    for group in groups {
      #expect(group.labels.count <= PromptRoom.recalledStructures)
      for number in 1...30 {
        #expect(group.labels.contains("left_\(number)") == group.labels.contains("right_\(number)"))
      }
    }
  }

  @Test func `a case asks for the groups of what is odd, and for none where nothing is`() {
    func evidence(_ findings: [Finding]) -> CaseEvidence {
      CaseEvidence(policy: policy(labels: Self.labels), findings: findings)
    }
    func asked(_ findings: [Finding]) -> [[String]] {
      KnowledgeGroup.asked(for: evidence(findings), focus: Focus(on: evidence(findings))).map(\.labels)
    }
    #expect(asked([]).isEmpty)
    #expect(asked([finding("F1", "volume", nil, ["liver"], .pass)]).isEmpty)
    let odd = asked([finding("F1", "volume", "below", ["left_7"]), finding("F2", "volume", "below", ["right_7"])])
    #expect(odd.count == 1 && odd[0].contains("right_7"))
  }

  @Test func `what is recalled of several groups is numbered through`() async throws {
    let model = ScriptedModel(script([synthesis("review", 0.9, [])]))
    let findings = [1, 15, 30].map { finding("F\($0)", "volume", "below", ["left_\($0)"]) }
    let outcome = await ModelReasoner(model: model, prompts: try PromptSet(shippedPrompts()))
      .reason(about: CaseEvidence(policy: policy(labels: Self.labels), findings: findings))
    let recalled = try #require(outcome.stages.first { $0.name == .knowledgeRecall })
    #expect(model.requests("knowledge_recall").count == 3)
    #expect(recalled.statements.map(\.id) == ["K1", "K2", "K3"])
    #expect(recalled.usage == StageRecord.Usage(inputTokens: 30, outputTokens: 15))
  }

  @Test func `one answer serves all cases in which a group matters`() async throws {
    let model = ScriptedModel(script([synthesis("review", 0.9, [])]))
    let reasoner = ModelReasoner(model: model, prompts: try PromptSet(shippedPrompts()))
    for label in ["left_7", "right_7", "left_7"] {
      _ = await reasoner.reason(
        about: CaseEvidence(
          policy: policy(labels: Self.labels), findings: [finding("F1", "volume", "below", [label])]))
    }
    #expect(model.requests("knowledge_recall").count == 1)
  }
}
