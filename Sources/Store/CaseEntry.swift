package import Reasoning
package import Results

/// A case of a store, by its number.
package struct CaseID: Hashable, Sendable {
  package let number: Int64
}

/// A case of a stored run, without its findings: what lists show and what a run that is continued has to know.
package struct CaseEntry: Hashable, Sendable {
  package let id: CaseID
  package let run: RunID
  /// Where it stands in the run's input.
  package let order: Int
  package let name: String
  /// Where its export lay; nil in an anonymous run, and where nobody said.
  package let path: String?
  /// SHA-256 of the export and of its image, as the record names them; nil where they were not read.
  package let exportDigest: String?
  package let imageDigest: String?
  /// Nil where the case could not be checked.
  package let decision: Decision?
  package let score: Double?
  /// Why it could not be checked.
  package let failure: CaseFailure?
  /// The policy that judged it; nil where none did.
  package let policy: Provenance.PolicyReference?
  /// The program that judged it.
  package let program: String?
  /// `rules` or `model`; nil where neither judged it.
  package let reasoner: String?
  /// When its check began, UTC, ISO 8601.
  package let started: String?
  /// The faults of its reasons, in their order, each once.
  package let faults: [String]
  /// SHA-256 of its record's JSON on one line.
  package let recordDigest: String

  /// The decision's word, or `error`.
  package var verdict: String { decision?.rawValue ?? "error" }
}

/// Which cases of a run are meant; everything that is nil does not count.
package struct CaseFilter: Hashable, Sendable {
  /// A decision's word, or `error` for cases that could not be checked.
  package var verdict: String?
  /// The fault of one of its reasons, such as `sides-swapped`.
  package var fault: String?
  /// The code of a finding that weighs: it failed, warned, or could not be evaluated although that counts.
  package var code: String?
  /// A structure that such a finding is about; with `code`, the same finding's.
  package var label: String?
  package var name: String?

  package init(
    verdict: String? = nil, fault: String? = nil, code: String? = nil, label: String? = nil, name: String? = nil
  ) {
    self.verdict = verdict
    self.fault = fault
    self.code = code
    self.label = label
    self.name = name
  }
}
