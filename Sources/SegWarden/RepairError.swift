/// Why an export is not repaired.
package struct RepairError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// The export's record has no reason.
    case nothingWrong
    /// The export's record has no reason of that name.
    case noSuchReason
    /// Nothing that a program does mends it.
    case notRepairable
  }

  package let code: Code
  /// What happened and what to do; the caller names the export.
  package let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension RepairError: CustomStringConvertible {
  package var description: String { message }
}
