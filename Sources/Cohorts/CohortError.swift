/// Why nothing can be learned.
package struct CohortError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// What was asked for is known neither to the policy nor to the catalogue, or not written as it must be.
    case badRequest
    /// No case can be read or measured.
    case noCase
    /// No policy that can be used comes of the cases.
    case noDraft
  }

  package let code: Code
  /// What happened, where, and what to do.
  package let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension CohortError: CustomStringConvertible {
  package var description: String { message }
}
