internal import Formats

/// Why decisions cannot be held against the truth.
package struct ValidationError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// What was asked for is not in the table.
    case badRequest
    /// A file is not there or cannot be opened.
    case unreadable
    /// A table has mistakes, or its cases none of what is needed.
    case unusable
    /// The cases had a say in an earlier choice.
    case spent
    /// What the cases were used for cannot be noted.
    case notWritten
  }

  package let code: Code
  /// What happened, where, and what to do; with mistakes in a table each of them and its place.
  package let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Why a table cannot be read.
  init(_ path: String, _ error: ReadError) {
    self.init(
      error.code == .notFound || error.code == .unreadable ? .unreadable : .unusable, "\(path): \(error.message)")
  }
}

extension ValidationError: CustomStringConvertible {
  package var description: String { message }
}
