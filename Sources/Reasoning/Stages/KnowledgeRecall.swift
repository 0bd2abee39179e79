import Evaluation
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
