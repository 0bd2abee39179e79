/// Why a text is no quantity.
package struct QuantityError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    case notANumber, missingUnit, unknownUnit
    /// The unit of something else than what is asked for.
    case unitMismatch
    case negative
    /// The range ends before it begins.
    case reversedRange
    /// Something is left over.
    case unexpected
  }

  package let code: Code
  /// What is wrong, as part of a sentence.
  package let message: String
  /// The characters to blame, from 0.
  package let location: Range<Int>
  /// What to write instead.
  package let suggestion: String?
}
