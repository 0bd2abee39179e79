/// Reasons about one export in four stages and decides what may be done with it.
package protocol Reasoner: Sendable {
  /// Never throws and never gives accept when something broke: what went wrong is part of the outcome.
  func reason(about evidence: CaseEvidence) async -> Conclusion
}
