/// What is said about a case by one who may abstain: a selective classifier.
package enum Call: Int, CaseIterable, Hashable, Sendable {
  /// Acceptable.
  case accept
  /// Left to a person.
  case abstain
  /// Unacceptable.
  case reject
}
