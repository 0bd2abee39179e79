import Evaluation
import PolicyLanguage
import Testing

@testable import Proof

/// Whether one policy holds back whatever another does.
@Suite struct StrictnessProofTests {
  static let volume = "- {id: a, label: liver, volume: 1..2 L}"

  /// The old policy, the new one, the answer, and a word of its reason.
  @Test(arguments: [
    (volume, volume, "yes", ""),
    (volume, "- {id: b, label: liver, volume: 1.1..1.9 L}", "yes", ""),
    (volume, "- {id: a, label: liver, volume: 1..3 L}", "no", "volume"),
    (volume, "- {id: a, label: liver, volume: 1..2 L, severity: note}", "no", ""),
    (volume, "- {id: a, label: spleen, volume: 1..2 L}", "no", ""),
    (volume, "- {id: a, label: liver, volume: 1..2 L, when: context.phase == venous}", "no", "phase"),
    (volume, "- {id: a, label: liver, volume: 1..2 L, severity: reject}", "yes", ""),
    // Two that together hold back what one did.
    (
      volume,
      "- {id: a, label: liver, volume: 1..2 L, when: context.phase == venous}\n"
        + "- {id: b, label: liver, volume: 1.5..2 L, when: context.phase == arterial}", "yes", ""
    ),
    (volume, "- {id: a, label: liver, assert: volume >= 1 L and volume <= 2 L}", "yes", ""),
    (volume, "- {id: a, label: liver, assert: volume >= 1 L or volume <= 2 L}", "no", "volume"),
    (
      "- {id: a, label: liver, connectivity: {components: 1, neighbours: 26, ignore_below: 2 %}}",
      "- {id: a, label: liver, connectivity: {components: 1, neighbours: 26, ignore_below: 5 %}}", "unknown", "changed"
    ),
    (
      "- {id: a, label: liver, connectivity: {components: 1, ignore_below: 2 %}}",
      "- {id: a, label: liver, connectivity: {components: 1..3, ignore_below: 2 %}}", "unknown", "changed"
    ),
    ("- {id: a, label: liver, connectivity: {components: 1, ignore_below: 2 %}}", volume, "no", "nothing asks this"),
    ("- {id: a, each: both, presence: required}", "- {id: a, label: liver, presence: required}", "no", "spleen"),
  ])
  func `a policy is held against another`(old: String, new: String, answer: String, word: String) throws {
    let proof = StrictnessProof(
      old: try PolicyProofTests.policy(old), new: try PolicyProofTests.policy(new), counterexample: nil)
    #expect(proof.answer.word == answer, "\(proof.answer.because)")
    #expect(proof.answer.because.contains(word), "\(proof.answer.because)")
  }

  /// Equal words mean the same only where what they name is equal, and what is observed holds nothing back.
  @Test(arguments: [
    ("parameters: {speck: 2 %}", "parameters: {speck: 50 %}", "", "unknown"),
    ("parameters: {speck: 2 %}", "parameters: {speck: 2 %}", "", "yes"),
    ("subset: forbidden", "subset: allowed", "", "unknown"),
    ("mode: decide", "mode: observe", "", "no"),
    ("", "", ", mode: observe", "no"),
    ("", "", ", not_evaluable: ignore", "unknown"),
    ("", "", ", model_may_clear: true", "unknown"),
  ])
  func `what equal words hide is seen`(old: String, new: String, clause: String, answer: String) throws {
    let shape = old.contains("speck") ? "connectivity: {components: 1, ignore_below: speck}" : "volume: 1..2 L"
    let proof = StrictnessProof(
      old: try PolicyProofTests.policy("- {id: a, label: liver, \(shape)}", head: old),
      new: try PolicyProofTests.policy("- {id: a, label: liver, \(shape)\(clause)}", head: new), counterexample: nil)
    #expect(proof.answer.word == answer, "\(proof.answer.because)")
  }

  @Test func `a case that is judged more mildly settles it`() throws {
    let policy = try PolicyProofTests.policy(Self.volume)
    let proof = StrictnessProof(old: policy, new: policy, counterexample: "the test 'x': reject by a, accept by b")
    #expect(proof.answer == .no("the test 'x': reject by a, accept by b"))
  }

  @Test func `a veto that is gone is told`() throws {
    let old = try PolicyProofTests.policy(Self.volume, head: "decision: {veto: [reject, review]}")
    let new = try PolicyProofTests.policy(Self.volume)
    #expect(StrictnessProof(old: old, new: new, counterexample: nil).answer.word == "no")
    #expect(StrictnessProof(old: new, new: old, counterexample: nil).answer.word == "yes")
  }
}
