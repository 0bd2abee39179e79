import Anatomy
import Evaluation
import JSON
import PolicyLanguage
import Reasoning
import Results
import Store
import TestSupport
import Testing

/// Records, runs and stores of tests. Names, paths and sentences are made up and unlike anything else in a store's
/// file.
enum Sample {
  static let policy = Provenance.PolicyReference(
    id: "kidneys", version: "1.0.0", sha256: String(repeating: "a", count: 64))

  static func run(
    _ name: String = "night", uid: String? = nil, started: String = "2026-01-02T03:04:05Z",
    policy: Provenance.PolicyReference? = policy, isAnonymous: Bool = false
  ) -> StoredRun {
    StoredRun(
      uid: uid, name: name, command: "check", started: started, program: "segwarden 0.1.0", policy: policy,
      digests: ["manifest": String(repeating: "c", count: 64)], options: ["reasoner": "rules"],
      isAnonymous: isAnonymous)
  }

  /// A finding that failed, or passed, about structures.
  static func finding(
    _ id: Int, _ code: String, _ labels: [String], _ outcome: Finding.Outcome, effect: NotEvaluableEffect = .ignore,
    message: String = "It is so."
  ) throws -> Finding {
    Finding(
      id: "F\(id)", expectation: "expectation-\(id)", policy: "kidneys", line: id,
      code: try #require(FindingCode(code)), labels: labels, outcome: outcome, severity: .reject, message: message,
      measured: Measured(value: 12.5, unit: "mL"), expected: "45..450 mL", margin: -0.5, notEvaluable: effect)
  }

  /// A record with four findings: one fails unless the decision is accept, one could not be evaluated and does not
  /// count.
  static func record(
    _ name: String, _ decision: Decision = .accept, fault: Fault = .truncated, label: String = "kidney_left",
    export: String = "1", policy: Provenance.PolicyReference = policy, started: String = "2026-01-02T03:04:06Z",
    words: String = "The kidney ends in a flat cut."
  ) throws -> Record {
    let fails = decision != .accept
    let findings = [
      try finding(1, "volume.possible_below", [label], fails ? .fail : .pass, message: words),
      try finding(2, "connectivity.components_above", ["kidney_right", "liver"], .pass),
      try finding(3, "holes.count_unknown", ["liver"], .notEvaluable),
      try finding(4, "position.distance_below", ["kidney_left", "kidney_right"], .skipped),
    ]
    let reasons = [
      Reason(id: "R1", fault: fault, kind: "volume", severity: .reject, label: label, text: words, evidence: ["F1"])
    ]
    let outcome = Conclusion(
      decision: decision, score: decision == .accept ? 0.9 : 0.1, findings: findings, reasons: fails ? reasons : [],
      stages: StageRecord.Name.four.map { StageRecord(name: $0) },
      arbitration: Arbitration(rules: decision, final: decision, because: "rules alone"))
    let measures = [
      LabelMeasures(
        label: "kidney_left", state: .present, voxels: 1200, volumeML: 12.5, centroidRAS: [-40, 1.5, 20],
        cutBy: ["left"]
      ),
      LabelMeasures(label: "liver", state: .notInExport, voxels: nil, volumeML: nil, centroidRAS: nil, cutBy: []),
    ]
    let digest = String(repeating: "0", count: 64 - export.count) + export
    return Record(
      caseName: name, task: "CT abdomen, 3D", conclusion: outcome, measures: measures, notes: [],
      provenance: Provenance(
        inputs: [.init(role: "mask", sha256: digest, grid: nil)], policy: policy, context: [:],
        program: "segwarden 0.1.0", reasoner: "rules", started: started, elapsedMilliseconds: 12))
  }

  static func result(_ name: String, _ decision: Decision = .accept, export: String = "1") throws -> CaseResult {
    CaseResult(try record(name, decision, export: export))
  }

  static func failure(_ name: String) -> CaseResult {
    CaseResult(caseName: name, failure: CaseFailure(code: "truncated", message: "The file ends early."))
  }

  /// The record's line as `check --format jsonl` prints it.
  static func line(_ result: CaseResult) throws -> String { try JSONValue(encoding: result).text() }
}
