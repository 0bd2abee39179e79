package import Proof

/// What was shown of two policies, as text.
extension StrictnessProof {
  /// - Parameters:
  ///   - old: the policy that it was held against.
  ///   - new: the policy that was asked about.
  package func text(old: String, new: String) -> String {
    var lines = ["is \(new) at least as strict as \(old)? \(answer.word): \(answer.because)"]
    lines += points.map { "  \($0.words): \($0.answer.word), \($0.answer.because)" }
    return lines.joined(separator: "\n")
  }
}
