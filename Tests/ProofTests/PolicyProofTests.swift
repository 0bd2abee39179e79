import Diagnostics
import Evaluation
import PolicyLanguage
import Testing

@testable import Proof

/// What can be shown by calculating with limits.
@Suite struct PolicyProofTests {
  static func policy(_ expectations: String, head: String = "") throws -> Policy {
    let text = """
      segwarden: 1
      policy: example
      version: 1
      \(head)
      labels:
        liver: {value: 5, side: right}
        spleen: {value: 1, side: left}
      groups: {both: [liver, spleen]}
      context:
        phase: {values: [arterial, venous], default: venous}
      expectations:
      \(expectations)
      """
    let reading = PolicyReader.read(
      PolicySource(file: "example.yaml", text: text), vocabulary: .standard)
    return try #require(reading.policy, "\(reading.diagnostics.map(\.message))")
  }

  /// Each with a word of the sentence that names what excludes each other; empty: nothing does.
  @Test(arguments: [
    ("- {id: a, label: liver, volume: 1..2 L}\n- {id: b, label: liver, volume: 3..4 L}", "'a' (liver) and 'b' (liver)"),
    ("- {id: a, label: liver, volume: 1..3 L}\n- {id: b, label: liver, volume: 3..4 L}", ""),
    (
      "- {id: a, label: liver, volume: 1..3 L}\n- {id: b, label: liver, volume: \"> 3 L\"}",
      "'a' (liver) and 'b' (liver)"
    ),
    ("- {id: a, label: liver, volume: 1..2 L}\n- {id: b, label: spleen, volume: 3..4 L}", ""),
    (
      "- {id: a, label: liver, volume: 1..2 L, when: context.phase == venous}\n"
        + "- {id: b, label: liver, volume: 3..4 L, when: context.phase == arterial}", ""
    ),
    ("- {id: a, label: liver, presence: required}\n- {id: b, label: liver, presence: forbidden}", "'a' (liver)"),
    ("- {id: a, label: liver, volume: 1..2 L}\n- {id: b, assert: volume(liver) > volume(spleen)}", ""),
    (
      "- {id: a, label: liver, volume: 1..2 L}\n- {id: b, label: liver, assert: volume >= 2.5 L}",
      "'a' (liver) and 'b' (liver)"
    ),
    ("- {id: a, label: liver, volume: 1..2 L}\n- {id: b, label: liver, volume: 3..4 voxels}", ""),
  ])
  func `two expectations exclude each other where no number satisfies both`(
    expectations: String, words: String
  ) throws {
    let proof = PolicyProof(try Self.policy(expectations), accepted: nil)
    #expect(proof.exclusions.isEmpty == words.isEmpty)
    #expect(words.isEmpty || proof.exclusions.contains { $0.contains(words) })
    if !words.isEmpty { #expect(proof.canAccept.word == "no") } else { #expect(proof.canAccept.word == "unknown") }
  }

  @Test func `a note excludes nothing from being accepted`() throws {
    let text = "- {id: a, label: liver, volume: 1..2 L}\n- {id: b, label: liver, volume: 3..4 L, severity: note}"
    #expect(PolicyProof(try Self.policy(text), accepted: nil).canAccept.word == "unknown")
    #expect(PolicyProof(try Self.policy(text), accepted: "a case").canAccept == .yes("a case is accepted"))
  }

  @Test(arguments: [
    ("- {id: a, label: liver, volume: \">= 0 mL\"}", true),
    ("- {id: a, label: liver, volume: \"> 0 mL\"}", false),
    ("- {id: a, label: liver, shape: {solidity: 0..100 %}}", true),
    ("- {id: a, label: liver, assert: volume >= 0 mL or components > 3}", true),
    ("- {id: a, label: liver, assert: volume > 3 mL, when: volume > 4 mL}", true),
    ("- {id: a, label: liver, assert: volume > 3 mL, when: volume > 2 mL}", false),
    ("- {id: a, label: liver, volume: 1..2 L, when: volume < 1 L and volume > 2 L}", true),
  ])
  func `what can never fail is found`(expectation: String, cannotFail: Bool) throws {
    #expect(PolicyProof(try Self.policy(expectation), accepted: nil).cannotFail.isEmpty != cannotFail)
  }
}
