/// Why a store cannot be used, or does not hold what was asked for.
package struct StoreError: Error, Hashable, Sendable {
  package enum Code: String, CaseIterable, Hashable, Sendable {
    /// There is no such file, or no folder to make it in.
    case notFound = "not-found"
    /// The file is something else.
    case notAStore = "not-a-store"
    /// A newer version of the program has written it.
    case newer
    /// An older version of the program has written it, and it was opened for reading, which changes nothing.
    case older
    /// The file contradicts itself.
    case damaged
    /// Another program has been writing for longer than one waits.
    case locked
    /// There is no space for more.
    case full
    /// The file or its folder may not be written to.
    case readOnly = "read-only"
    /// The file may not be opened, or was moved away.
    case unreachable
    case noSuchRun = "no-such-run"
    case noSuchCase = "no-such-case"
    /// Two things that were to become one do not go together.
    case mismatch
    /// Anything else.
    case failed
  }

  package let code: Code
  /// One sentence or two: what happened, where, what to do.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension StoreError: CustomStringConvertible {
  package var description: String { message }
}
