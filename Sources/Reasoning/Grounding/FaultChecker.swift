import Anatomy
import Evaluation

/// A fault that a statement names shows in what it cites: an odd finding that is one of its signs, or a picture behind
/// an observation.
struct FaultChecker: GroundingChecker {
  func problem(of statement: Statement, citing cited: Cited, in table: EvidenceTable) -> String? {
    guard let fault = statement.fault, !cited.restsOnPicture else { return nil }
    let signs = FaultSignature.of(fault).signs
    let spoken = cited.findings.contains { finding in
      (finding.outcome == .fail || finding.outcome == .warn) && signs.contains { $0.matches(finding) }
    }
    return spoken ? nil : "No cited finding is a sign of \(fault.rawValue)."
  }
}
