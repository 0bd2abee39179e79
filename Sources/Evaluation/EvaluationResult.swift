internal import PolicyLanguage

/// What the policy says about one export.
package struct EvaluationResult: Sendable {
  /// In the policy's order, numbered `F1`, `F2`…
  package var findings: [Finding]
  package var facts: CaseFacts
  /// What became of the policy's waivers.
  package var waivers: WaiverReport
  /// The questions that only somebody who looks at the pictures can answer.
  package var questions: [OpenQuestion]
}

/// A question about the pictures, and the finding that waits for its answer.
package struct OpenQuestion: Hashable, Sendable {
  /// The finding's id.
  package var finding: String
  package var text: String
  /// `yes` or `no`: the answer that passes.
  package var expected: Ask.Answer

  package init(finding: String, text: String, expected: Ask.Answer) {
    self.finding = finding
    self.text = text
    self.expected = expected
  }
}
