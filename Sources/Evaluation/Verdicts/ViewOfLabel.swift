/// Whether the place of a label lies in the field of view.
package enum ViewOfLabel: Hashable, Sendable {
  /// Evidence shows that it does, or the policy expects it in every export; the evidence as a clause, where there is some.
  case inside(evidence: String?)
  /// Evidence shows that it does not; the evidence as a clause.
  case outside(evidence: String)
  /// Nothing shows it; why, as a clause.
  case unknown(why: String)
}
