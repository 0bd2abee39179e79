internal import Formats

/// Why there is no list of cases: the table, folder or path cannot be used as a whole.
package struct CaseListError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// There is no such file or folder.
    case notFound
    /// The file or folder is there and cannot be opened.
    case unreadable
    /// What a list cannot be, such as an export by itself.
    case noList
    /// The list holds no case, or has mistakes.
    case unusable
  }

  package let code: Code
  /// What happened, where, and what to do; with mistakes in a table each of them and its place.
  package let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Why a file of the list cannot be read.
  init(_ path: String, _ error: ReadError) {
    let code: Code = error.code == .notFound ? .notFound : error.code == .unreadable ? .unreadable : .unusable
    self.init(code, "\(path): \(error.message)")
  }
}

extension CaseListError: CustomStringConvertible {
  package var description: String { message }
}
