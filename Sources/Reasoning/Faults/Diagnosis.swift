import Anatomy
import Evaluation
import PolicyLanguage

/// Explains failed findings together by as few faults as possible.
///
/// Greedy weighted set cover: again and again the fault that explains most of what is still unexplained. A finding
/// counts by its severity (reject 4, review 2, note 1, a warning 0.5) times the strength of the sign it is; what speaks
/// against the fault counts off. Ties go to the fault that comes first in the vocabulary, then to the label that comes
/// first in the policy, so the same findings always give the same diagnosis. Cost: faults × labels with a failed
/// finding × failed findings.
struct Diagnosis {
  /// One fault, where it is and what it explains.
  struct Named: Sendable {
    var fault: Fault
    /// The fault's structures, the faulty one first; empty for the whole export.
    var labels: [String]
    /// The findings it explains, in the order of the policy; never empty.
    var findings: [Finding]
    /// The findings' strengths as signs, in the same order.
    var strengths: [Double]
  }

  /// The most telling fault first.
  private(set) var faults: [Named] = []
  /// Failed findings and warnings that no fault explains, in the order of the policy.
  private(set) var unexplained: [Finding] = []

  init(of evidence: CaseEvidence) { self.init(of: evidence.findings, in: evidence) }

  /// Explains findings of a case; its structures and the policy's labels say what may be wrong with what.
  init(of findings: [Finding], in evidence: CaseEvidence) {
    let odd = findings.filter { $0.outcome == .fail || $0.outcome == .warn }
    var matches = Candidates(odd: odd, evidence: evidence).matches(
      odd: odd, passed: findings.filter { $0.outcome == .pass })
    var open = Set(odd.map(\.id))
    while let best = best(of: matches, open: open) {
      let match = matches.remove(at: best)
      let explained = match.explained.filter { open.contains($0.finding.id) }
      faults.append(
        Named(
          fault: match.fault, labels: Self.suspects(of: match, explained.map(\.finding)),
          findings: explained.map(\.finding),
          strengths: explained.map(\.strength)))
      open.subtract(explained.map(\.finding.id))
    }
    // What learned prototypes say of the whole case comes first: they saw all numbers.
    let suspected = Self.suspected(odd, in: evidence)
    faults = suspected + faults
    open.subtract(suspected.flatMap(\.findings).map(\.id))
    unexplained = odd.filter { open.contains($0.id) }
  }

  /// The likeliest fault that findings resemble, and the next one where it is not far behind.
  private static func suspected(_ odd: [Finding], in evidence: CaseEvidence) -> [Named] {
    let telling = odd.filter { $0.outcome == .fail && !$0.suspects.isEmpty }
    guard let first = telling.first else { return [] }
    return first.suspects.prefix(2).filter { $0.share >= 0.05 || $0 == first.suspects[0] }.map { suspect in
      let scope = FaultSignature.of(suspect.fault).scope
      let only = evidence.policy.labels.count == 1 ? evidence.policy.labels[0].name : nil
      let labels = scope == .structure ? [suspect.label ?? only].compactMap(\.self) : []
      return Named(
        fault: suspect.fault, labels: labels, findings: telling, strengths: telling.map { _ in suspect.share })
    }
  }

  /// Of a chain, the levels that findings speak of; otherwise all labels.
  private static func suspects(of match: FaultMatch, _ findings: [Finding]) -> [String] {
    guard FaultSignature.of(match.fault).scope == .chain else { return match.labels }
    return match.labels.filter { label in findings.contains { $0.labels.contains(label) } }
  }

  private func best(of matches: [FaultMatch], open: Set<String>) -> Int? {
    var best: (index: Int, value: Double)?
    for (index, match) in matches.enumerated() {
      let explained = match.explained.filter { open.contains($0.finding.id) }
      guard FaultMatch.suffices(explained) else { continue }
      var remaining = match
      remaining.explained = explained
      guard FaultSignature.of(match.fault).requires(remaining) else { continue }
      let value = explained.reduce(-match.against) { $0 + $1.finding.diagnosticWeight * $1.strength }
      if value > 0, value > (best?.value ?? 0) + 1e-9 { best = (index, value) }
    }
    return best?.index
  }
}

extension Finding {
  /// What explaining the finding is worth.
  fileprivate var diagnosticWeight: Double {
    guard outcome == .fail else { return 0.5 }
    switch severity {
    case .reject: return 4
    case .review: return 2
    case .note: return 1
    }
  }
}
