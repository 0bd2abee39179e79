import Evaluation
import Numerics
import Reasoning

@testable import PolicyLanguage

/// A case made of random findings under a random policy.
struct RandomCase {
  let evidence: CaseEvidence
  let options: ReasoningOptions

  init(_ random: inout SplitMix64) {
    let structures = ["liver", "spleen", "kidney_left", "kidney_right"]
    var findings: [Finding] = []
    var questions: [OpenQuestion] = []
    for number in 1...(1 + random.below(5)) {
      let (id, label) = ("F\(number)", random.pick(structures))
      let name = label.split(separator: "_").reversed().joined(separator: " ")
      let severity = random.pick([Severity.note, .review, .reject])
      if random.chance(0.15) {
        findings.append(
          finding(id, "ask", nil, [label], .notEvaluable, severity: severity, margin: nil, message: "Is it whole?"))
        questions.append(OpenQuestion(finding: id, text: "Is it whole?", expected: .yes))
        continue
      }
      let outcome = random.pick([Finding.Outcome.pass, .pass, .pass, .warn, .fail, .notEvaluable, .skipped, .waived])
      let value = Double(100 + random.below(800))
      let kind = random.chance(0.1) ? "file" : "volume"
      let aspect = random.pick([nil, "below", "above"])
      findings.append(
        finding(
          id, kind, kind == "file" ? nil : aspect, [label], outcome,
          severity: severity, measured: Measured(value: value, unit: "mL"),
          margin: outcome == .pass ? 0.2 : -0.3, message: "The \(name) has \(Int(value)) mL.",
          effect: random.pick([.ignore, .review, .reject])))
    }
    let policy = policy { settings in
      settings.veto = random.pick([[], [.reject], [.review], [.reject, .review], [.note]])
      settings.model = random.pick([
        .clears(codes: codes(["volume.below", "volume.above", "ask.unknown"])), .standard, .advises,
      ])
      settings.onModelFailure = random.pick([.review, .reject])
      settings.acceptConfidence = random.pick([0, 0.5, 0.7, 0.95])
      settings.votes = random.pick([1, 1, 2, 3, 5])
    }
    let shown = random.chance(0.7) ? [picture("overview")] : []
    var contrast: Contrast?
    if random.chance(0.3) {
      contrast = Contrast(
        structure: random.pick(structures),
        candidates: [.shrunk, .original, .grown].map { .init(version: $0, picture: picture("contrast")) })
    }
    options = ReasoningOptions(
      ablations: ReasoningOptions.Ablation.allCases.filter { _ in random.chance(0.12) }, contrast: random.chance(0.5))
    evidence = CaseEvidence(
      policy: policy, findings: findings, pictures: shown, contrast: contrast, questions: questions)
  }
}
