/// What a person says of a case after looking at it.
package struct Rating: Hashable, Sendable {
  package enum Verdict: String, CaseIterable, Hashable, Sendable {
    case accept, reject
    /// Not decided yet.
    case later
  }

  package var verdict: Verdict
  /// Empty where nothing was said.
  package var comment: String
  /// Who rated; empty where nobody said. One person's later rating of a case takes the place of the earlier one.
  package var rater: String
  /// When, UTC, ISO 8601; nil where nobody said.
  package var time: String?

  package init(verdict: Verdict, comment: String = "", rater: String = "", time: String? = nil) {
    self.verdict = verdict
    self.comment = comment
    self.rater = rater
    self.time = time
  }
}

/// A rating that a store keeps.
package struct StoredRating: Hashable, Sendable {
  package let id: CaseID
  package let caseName: String
  /// The case's decision's word, or `error`.
  package let caseVerdict: String
  package let rating: Rating
  /// Whether the case was checked again since, with another result.
  package let isOfEarlierResult: Bool
}
