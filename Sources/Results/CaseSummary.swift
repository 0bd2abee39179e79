internal import Anatomy
package import Reasoning

/// What a list of cases says about one of them: the verdict, and the reason that weighs most.
package struct CaseSummary: Hashable, Sendable, Codable {
  /// What the user calls the case.
  package var caseName: String
  /// Nil when the case could not be checked.
  package var decision: Decision?
  /// Acceptability, 0…1; nil when the case could not be checked.
  package var score: Double?
  /// The policy that judged, by id and version.
  package var policy: String?
  /// The first reason's words, or why the case could not be checked; nil when there is nothing to say.
  package var headline: String?
  /// The structure that the first reason is about.
  package var label: String?
  /// The faults that reasons name and the kinds of the others, each once, in the order of the reasons; the failure's
  /// code where the case could not be checked.
  package var codes: [String]
  /// What the case belongs to, by the name of the partition; nil where nobody said.
  package var subgroups: [String: String]?
  /// Whether a later run should try the case again although nothing changed: it could not be checked, or a model gave
  /// no answer.
  package var isOpen: Bool

  enum CodingKeys: String, CodingKey {
    case caseName = "case"
    case decision, score, policy, headline, label, codes, subgroups
    case isOpen = "open"
  }

  /// - Parameter isOpen: see the member; nil: as the result says.
  package init(_ result: CaseResult, isOpen: Bool? = nil) {
    caseName = result.caseName
    guard let record = result.record else {
      headline = result.failure?.message
      codes = [result.failure?.code].compactMap(\.self)
      self.isOpen = isOpen ?? true
      return
    }
    decision = record.decision
    score = record.score
    policy = "\(record.provenance.policy.id) \(record.provenance.policy.version)"
    headline = record.reasons.first?.text
    label = record.reasons.first?.label
    codes = []
    for code in record.reasons.map({ $0.fault?.rawValue ?? $0.kind }) where !codes.contains(code) { codes.append(code) }
    self.isOpen = isOpen ?? record.stages.contains { $0.error != nil }
  }
}
