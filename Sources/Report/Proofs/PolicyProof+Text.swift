package import Proof

/// What was shown of policies, as text.
extension PolicyProof {
  package var text: String {
    var lines = ["\(policy) \(version)", "  can it accept a case? \(canAccept.word): \(canAccept.because)"]
    lines += told(cannotFail, none: "every expectation can fail")
    lines += told(exclusions, none: "no two expectations exclude each other, as far as limits tell")
    return lines.joined(separator: "\n")
  }

  private func told(_ sentences: [String], none: String) -> [String] {
    sentences.isEmpty ? ["  \(none)"] : sentences.map { "  \($0)" }
  }
}
