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
