public import Anatomy
public import Evaluation
public import PolicyLanguage

/// Why a decision is not a plain accept, or what speaks for it: one sentence that a person can check against the
/// evidence it cites.
public struct Reason: Hashable, Sendable, Codable {
  /// `R1`, `R2`… in order of severity, then margin.
  public var id: String
  /// What went wrong, where the findings point to one of the known faults.
  public var fault: Fault?
  /// The kind of expectation that weighs most among the evidence, such as `connectivity`.
  public var kind: String
  /// How much the reason weighs.
  public var severity: Severity
  /// The structure it is about, by its policy name; nil when it is about the whole export.
  public var label: String?
  /// Further structures it is about, such as the other member of a swapped pair.
  public var otherLabels: [String]?
  /// The reason in words.
  public var text: String
  /// Ids of findings and statements in the same record; never empty.
  public var evidence: [String]
  /// Where to look.
  public var location: Location?
  /// What would have to change for the reason to fall.
  public var counterfactual: String?
  /// What would mend it, such as `keep-largest-component`.
  public var repair: String?

  enum CodingKeys: String, CodingKey {
    case id, fault, kind, severity, label
    case otherLabels = "other_labels"
    case text, evidence, location, counterfactual, repair
  }

  /// A reason with every part named.
  package init(
    id: String, fault: Fault? = nil, kind: String, severity: Severity, label: String? = nil,
    otherLabels: [String]? = nil, text: String, evidence: [String], location: Location? = nil,
    counterfactual: String? = nil, repair: String? = nil
  ) {
    self.id = id
    self.fault = fault
    self.kind = kind
    self.severity = severity
    self.label = label
    self.otherLabels = otherLabels
    self.text = text
    self.evidence = evidence
    self.location = location
    self.counterfactual = counterfactual
    self.repair = repair
  }
}
