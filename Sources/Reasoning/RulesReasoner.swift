import Evaluation
import PolicyLanguage

/// Decides by the policy's rules alone. No network, no randomness; says in every stage that no language model was
/// consulted.
package struct RulesReasoner: Reasoner {
  package init() {}

  package func reason(about evidence: CaseEvidence) async -> Conclusion { decide(evidence) }

  /// The outcome, without suspension.
  package func decide(_ evidence: CaseEvidence) -> Conclusion {
    let verdict = RulesVerdict(of: evidence.findings, by: evidence.policy.decision, cards: evidence.policy.calibrations)
    let diagnosis = Diagnosis(of: evidence)
    let writer = ReasonWriter(evidence: evidence)
    let reasons = ReasonWriter.numbered(writer.drafts(for: evidence.findings, diagnosis: diagnosis))
    let (arbitration, score) = Arbitrator(evidence.policy).decide(evidence.findings, model: .notAsked)
    return Conclusion(
      decision: arbitration.final, score: score, findings: evidence.whole(evidence.findings), reasons: reasons,
      stages: [
        KnowledgeRecall.byRules(evidence.policy), VisualFeatures.byRules(evidence.findings),
        AnatomicalInference.byRules(diagnosis, writer: writer),
        ClinicalSynthesis.byRules(verdict, reasons: reasons),
      ], arbitration: arbitration)
  }
}
