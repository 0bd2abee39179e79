/// Why a file of answers is of no use.
package struct StoredCaseError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    case notJSON
    /// Kept by another version of the program.
    case otherSchema
    case damaged
  }

  package let code: Code
  /// A clause with what to do, as a sentence.
  package let message: String
}
