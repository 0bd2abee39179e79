/// Whether the place of a label lies in the field of view.
package enum ViewOfLabel: Hashable, Sendable {
  /// Evidence shows that it does, or the policy expects it in every export; the evidence as a clause, where there is
  /// some.
  case inside(evidence: String?)
  /// Evidence shows that it does not; the evidence as a clause.
  case outside(evidence: String)
  /// An end of the field of view lies in that place, or so near that nobody can tell; the evidence as a clause.
  case cut(evidence: String)
  /// Nothing shows it; why, as a clause.
  case unknown(why: String)
}
