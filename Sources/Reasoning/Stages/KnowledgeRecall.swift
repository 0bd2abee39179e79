import Evaluation
import JSON
import LanguageModel
import PolicyLanguage

/// Stage 1: what is known about the anatomy before anyone looks. Facts `K1`… cite expectations of the policy.
enum KnowledgeRecall {
  /// The policy's own reasons and citations, one statement per expectation that has any.
  static func byRules(_ policy: Policy) -> StageRecord {
    var statements: [Statement] = []
    for expectation in policy.expectations {
      let source = expectation.source.map { source in
        let details = [source.population, source.mean.map { "mean \($0)" }].compactMap(\.self)
        return "Source: \(source.cite)\(details.isEmpty ? "" : " (\(details.joined(separator: "; ")))")."
      }
      let parts = [expectation.because, source].compactMap(\.self)
      guard !parts.isEmpty else { continue }
      statements.append(
        Statement(
          id: "K\(statements.count + 1)", text: parts.joined(separator: " "), evidence: [expectation.id],
          grounded: true))
    }
    return StageRecord(name: .knowledgeRecall, statements: statements, note: noModelNote)
  }

  static let noModelNote = "No language model was consulted: the policy's own reasons and citations."
}

extension KnowledgeRecall {
  /// The question to a model: text only, about the policy alone, so that one answer serves every case.
  static func request(_ policy: Policy, prompt: Prompt) throws(PromptError) -> ModelRequest {
    let (system, user) = try prompt.render([
      "task": EvidenceText.task(policy), "structures": EvidenceText.declarations(policy),
      "expectations": EvidenceText.expectations(policy),
    ])
    let statement = AnswerSchema.object([
      ("text", AnswerSchema.text("one sentence of anatomy, without numbers of your own")),
      ("evidence", AnswerSchema.ids(policy.expectations.map(\.id))),
    ])
    let schema = AnswerSchema.object([("statements", AnswerSchema.list(of: statement, "the facts that matter"))])
    return ModelRequest(system: system, parts: [.text(user)], schemaName: "knowledge_recall", schema: schema)
  }

  /// The facts, checked against the policy.
  static func statements(in answer: JSONValue, policy: Policy) throws(ModelError) -> [Statement] {
    var table = EvidenceTable(policy: policy)
    var statements: [Statement] = []
    for item in try AnswerReader(value: answer).list("statements") {
      let statement = Statement(
        id: "K\(statements.count + 1)", text: try item.text("text"), evidence: try item.ids("evidence"),
        grounded: false)
      statements.append(Grounding.check(statement, in: &table))
    }
    return statements
  }
}
