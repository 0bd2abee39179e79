/// Why a mutation cannot be made.
package struct MutationError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// The words that ask for it have a mistake.
    case mistake
    /// The export has no such structure.
    case noSuchLabel
    /// The request is sound, and the export has no room, no pair or no lengths for it.
    case notApplicable
  }

  package let code: Code
  /// One sentence for a person: what is in the way, and what would help.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  static func notApplicable(_ message: String) -> MutationError { MutationError(.notApplicable, message) }
}

extension MutationError: CustomStringConvertible {
  package var description: String { message }
}
