import Foundation
import LanguageModel
import PolicyLanguage
import Reasoning
import Shipped
import Testing

/// Every question with its answer fits a context of 8,192 tokens.
@Suite struct PromptSizeTests {
  /// Bytes of a question's text: what leaves 3,000 of 8,192 tokens to the answer, at 2.6 bytes each, the fewest that
  /// the tokens of a small model (SmolLM2) took in the largest questions about real exports.
  private static let most = 13_000

  @Test func `questions about mutated exports stay in their room under every shipped policy`() async throws {
    let prompts = try PromptSet(
      Dictionary(Shipped.prompts().map { ($0.name, $0.text) }) { first, _ in first })
    let cases = try await LyingCases.make(isLong: false)
    try #require(Set(cases.map(\.evidence.policy.id)).count >= 3)
    for about in cases {
      for options in [ReasoningOptions(), ReasoningOptions(ablations: [.singlePass])] {
        for request in try prompts.preview(of: about.evidence, options: options) {
          let texts = request.parts.map { if case .text(let text) = $0 { text } else { "" } }
          let bytes = request.system.utf8.count + texts.reduce(0) { $0 + $1.utf8.count }
          #expect(bytes <= Self.most, "\(about), \(request.schemaName)")
        }
      }
    }
  }
}
