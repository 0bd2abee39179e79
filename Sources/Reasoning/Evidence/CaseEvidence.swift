public import Evaluation
package import Pictures
public import PolicyLanguage

/// All that a reasoner may know about one export. Holds nothing that identifies a patient: no file names, paths, dates
/// or identifiers.
public struct CaseEvidence: Sendable {
  /// The policy that judges, without what is only observed.
  public package(set) var policy: Policy
  /// Findings that decide, in the order of the policy; their ids are unique.
  public package(set) var findings: [Finding]
  /// One per label of the policy, in its order.
  package var structures: [StructureSummary]
  package var pictures: [Picture]
  /// One mask beside changed versions of itself; nil when none is to be compared.
  package var contrast: Contrast?
  /// Facts about the case that the policy declares, such as `nephrectomy: left`.
  public package(set) var context: [String: String]
  /// What the policy wants answered from the pictures.
  package var questions: [OpenQuestion]
  /// All findings as they were judged, the observed ones among them.
  private let judged: [Finding]

  package init(
    policy: Policy, findings: [Finding], structures: [StructureSummary] = [], pictures: [Picture] = [],
    contrast: Contrast? = nil, context: [String: String] = [:], questions: [OpenQuestion] = []
  ) {
    self.policy = policy.deciding
    self.findings = findings.deciding
    judged = findings
    self.structures = structures
    self.pictures = pictures
    self.contrast = contrast
    self.context = context
    let observed = Set(findings.filter(\.isObserved).map(\.id))
    self.questions = questions.filter { !observed.contains($0.finding) }
  }
}

extension CaseEvidence {
  /// Findings as a record keeps them: those that were settled, and the observed ones in their places.
  func whole(_ settled: [Finding]) -> [Finding] {
    let known = Dictionary(settled.map { ($0.id, $0) }) { first, _ in first }
    return judged.compactMap { $0.isObserved ? $0 : known[$0.id] }
  }

  /// The case as one outside of the program may read it: without names that only the export gives, and without who
  /// waived what.
  var forModels: CaseEvidence {
    var shown = self
    shown.findings = findings.map(\.forModels)
    return shown
  }
}

extension Finding {
  /// The finding with the message that a model may read; who waived it, and until when, stays with people.
  var forModels: Finding {
    var shown = self
    (shown.message, shown.exportNames) = (messageForModels, "")
    if outcome == .waived { shown.cause = "waived by a person" }
    return shown
  }
}
