/// Why a text is no quantity, with the characters to blame.
package struct QuantityProblem: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case notANumber, missingUnit, unknownUnit
    /// The unit of something else than what is asked for.
    case unitMismatch
    case negative
    /// The range ends before it begins.
    case reversedRange
    /// Something is left over.
    case unexpected
  }

  package let kind: Kind
  /// What is wrong, as part of a sentence.
  package let message: String
  /// From 0.
  package let characters: Range<Int>
  package let suggestion: String?
}
