import Anatomy
import Evaluation
import PolicyLanguage
import Reasoning
import Results
import Testing

/// Records that reports are made of. Names are what an export may give: with signs that every format has to escape.
enum SampleCases {
  static let policy = Provenance.PolicyReference(id: "kidneys", version: "1.0.0", sha256: "abc")
  static let hostile = "a<b>&\"c\", 100%: \u{1b}[2J'x"

  /// The same where controls of a terminal are kept out.
  static let shown = hostile.replacing("\u{1b}", with: "\u{FFFD}")

  static func finding(
    _ id: Int, _ code: String, _ labels: [String], _ outcome: Finding.Outcome, severity: Severity = .reject,
    margin: Double? = nil, message: String = "It is so.", effect: NotEvaluableEffect = .ignore,
    isObserved: Bool = false
  ) throws -> Finding {
    Finding(
      id: "F\(id)", expectation: "e\(id)", policy: "kidneys", line: id, code: try #require(FindingCode(code)),
      labels: labels, outcome: outcome, severity: severity, message: message,
      measured: Measured(value: 12.5, unit: "mL"), expected: "45..450 mL", margin: margin, notEvaluable: effect,
      isObserved: isObserved)
  }

  static func record(
    _ name: String, _ decision: Decision, _ findings: [Finding], observed: Decision? = nil
  ) -> Record {
    let fails = findings.filter { $0.outcome == .fail && !$0.isObserved }
    let outcome = Conclusion(
      decision: decision, score: decision == .accept ? 0.9 : 0.1, findings: findings,
      reasons: fails.enumerated().map { number, finding in
        Reason(
          id: "R\(number + 1)", fault: number == 0 ? .truncated : nil, kind: finding.kind, severity: finding.severity,
          label: finding.labels.first, text: finding.message, evidence: [finding.id])
      }, stages: [],
      arbitration: Arbitration(rules: observed ?? decision, final: decision, observed: observed, because: "rules alone")
    )
    let measures = ["kidney_left", "liver", "spleen"].map { label in
      LabelMeasures(label: label, state: .present, voxels: 1200, volumeML: 12.5, centroidRAS: nil, cutBy: [])
    }
    return Record(
      caseName: name, task: "CT abdomen, 3D", conclusion: outcome, measures: measures, notes: [],
      provenance: Provenance(
        inputs: [.init(role: "mask", sha256: String(repeating: "0", count: 64), grid: nil)], policy: policy,
        context: [:], program: "segwarden 0.1.0", reasoner: "rules", started: "2026-01-02T03:04:05Z",
        elapsedMilliseconds: 1234))
  }

  /// A case that fails in several ways, one that is accepted, one without a verdict, one of an observed policy.
  static func all() throws -> [CaseResult] {
    let bad = record(
      hostile, .reject,
      [
        try finding(
          1, "volume.possible_below", ["kidney_left"], .fail, margin: -0.5, message: "Too small,\n\(hostile)"),
        try finding(2, "connectivity.components_above", ["kidney_left"], .fail, severity: .review, margin: -3),
        try finding(3, "volume.typical_above", ["liver"], .warn, margin: -0.1),
        try finding(4, "position.distance_below", ["spleen"], .notEvaluable, effect: .review),
        try finding(5, "holes.count_above", ["liver"], .fail, isObserved: true),
        try finding(6, "volume.possible_within", ["liver"], .pass),
      ])
    return [
      CaseResult(bad),
      CaseResult(record("good", .accept, [try finding(1, "volume.possible_within", ["liver"], .pass)])),
      CaseResult(caseName: "lost", failure: CaseFailure(code: "truncated", message: "The file ends <early>.")),
      CaseResult(
        record(
          "tried", .review, [try finding(1, "volume.possible_below", ["liver"], .fail)], observed: .reject)),
    ]
  }
}
