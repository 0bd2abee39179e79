import Evaluation

/// Stage 4: what may be done with the export, and why.
enum ClinicalSynthesis {
  /// The rules' verdict in words.
  static func byRules(_ verdict: RulesVerdict, reasons: [Reason]) -> StageRecord {
    let statements = reasons.enumerated().map { index, reason in
      Statement(
        id: "S\(index + 1)", text: reason.text, evidence: reason.evidence, grounded: true, fault: reason.fault,
        label: reason.label)
    }
    return StageRecord(
      name: .clinicalSynthesis, statements: statements,
      note: "No language model was consulted: \(verdict.decision.rawValue) by the policy's rules (\(verdict.because)).")
  }
}
