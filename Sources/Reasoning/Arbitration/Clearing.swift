import Evaluation
import PolicyLanguage

/// A reason that speaks for leaving one finding out of account, and for no other.
struct Clearing: Hashable, Sendable {
  /// The finding's id.
  var finding: String
  /// The id of the statement.
  var reason: String
  /// The verdict that the statement speaks for.
  var supports: Decision
}

/// Which findings a policy lets a model clear.
struct ClearingRules: Sendable {
  private let settings: DecisionSettings
  /// Ids of expectations that say so themselves.
  private let expectations: Set<String>

  init(_ policy: Policy) {
    settings = policy.decision
    expectations = Set(policy.expectations.filter(\.modelMayClear).map(\.id))
  }

  /// Whether a model may clear a finding, if it has reasons. Warnings and notes freely, those about the file apart;
  /// what else holds a verdict up where the policy names its code or its expectation; what is vetoed, and what says
  /// that too little was seen, never.
  func allow(_ finding: Finding) -> Bool {
    guard settings.model != .advises, !finding.isVetoed(by: settings), !finding.isOfCoverage else { return false }
    let isNamed = expectations.contains(finding.expectation) || settings.model.codes.contains(finding.code)
    switch finding.outcome {
    case .warn: return isNamed || !finding.isOfFile
    case .fail: return isNamed || (finding.severity == .note && !finding.isOfFile)
    case .notEvaluable: return isNamed
    case .pass, .skipped, .waived: return false
    }
  }
}

extension [Finding] {
  /// The same findings, of which some have no weight any more. They stay results, so that nothing else changes with
  /// them.
  func cleared(of ids: Set<String>) -> [Finding] {
    map { finding in
      guard ids.contains(finding.id) else { return finding }
      var cleared = finding
      if finding.outcome == .notEvaluable { cleared.notEvaluable = .ignore } else { cleared.outcome = .pass }
      return cleared
    }
  }
}
