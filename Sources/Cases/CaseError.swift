/// Why a case cannot be judged by a policy as it was given. The failure of that case, not of the run.
package struct CaseError: Error, Hashable, Sendable {
  /// The word is the one that records keep.
  package enum Code: String, Hashable, Sendable {
    /// The case was asked for something that its policy does not know.
    case badRequest = "bad-request"
    /// The facts about the case cannot be used.
    case badContext = "bad-context"
    /// No policy fits the case, or several do.
    case noPolicy = "no-policy"
  }

  package let code: Code
  /// One sentence, without the text of a file: it goes into the record of the run.
  package let message: String
  /// Diagnostics with their places and lines, for a terminal.
  package let details: String?

  package init(_ code: Code, _ message: String, details: String? = nil) {
    self.code = code
    self.message = message
    self.details = details
  }
}

extension CaseError: CustomStringConvertible {
  package var description: String { message }
}
