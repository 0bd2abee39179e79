/// Why a card would not be sparse, monotone or consistent.
package struct ScorecardError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// A feature is listed twice.
    case duplicate
    /// The steps of a feature do not follow each other.
    case steps
    /// The points from which cases are reviewed or rejected.
    case cutOff
  }

  package let code: Code
  /// One sentence: what is wrong, and what to do.
  package let message: String
  /// The feature to blame; nil: the card.
  package let location: String?
}
