/// A reasoner of one's own: a model, a classifier, a colleague, a list of cases that were seen already.
///
/// Its opinion goes the way of a language model's verdict, and the policy's arbitration decides how far it holds: it
/// may make the rules' verdict graver, makes nothing milder, and changes nothing under `model: advises`. A reason
/// counts when it cites findings of the case and says nothing that contradicts them. An error is the policy's
/// `on_model_failure`, never an accept.
public protocol SecondReader: Sendable {
  /// The reader's name and version, for records.
  var name: String { get }

  /// What should become of an export that the rules have judged, and why. Asked once for each case, several cases at a
  /// time.
  func opinion(on evidence: CaseEvidence) async throws -> Opinion
}

/// What a second reader makes of an export.
public struct Opinion: Hashable, Sendable {
  /// A sentence with what it rests on.
  public struct Reason: Hashable, Sendable {
    /// One sentence; what is beyond 600 characters is cut.
    public var text: String
    /// Ids of the findings that bear it out, such as `F7`.
    public var findings: [String]

    /// A reason that cites findings.
    public init(_ text: String, citing findings: [String]) {
      self.text = text
      self.findings = findings
    }
  }

  /// What should become of the export.
  public var decision: Decision
  /// How sure the reader is, 0…1; what is no such number counts as 0.
  public var confidence: Double
  /// Without one that holds, the opinion counts as a review.
  public var reasons: [Reason]

  /// An opinion with its reasons, weightiest first.
  public init(_ decision: Decision, confidence: Double = 1, because reasons: [Reason]) {
    self.decision = decision
    self.confidence = confidence
    self.reasons = reasons
  }
}
