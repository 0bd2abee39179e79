internal import Formats

/// Why the program cannot go on: a status and a message for people.
package struct ProgramError: Error, Hashable, Sendable {
  package let status: ExitStatus
  package let message: String

  package init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }
}

extension ProgramError: CustomStringConvertible {
  package var description: String { message }
}

extension ProgramError {
  /// Why an export cannot be read or judged, with the path that the user gave.
  package static func reading(_ path: String, _ error: any Error) -> ProgramError {
    switch error {
    case let error as ReadError: ProgramError(error.status, "\(path): \(error.message)")
    case let error as ProgramError: error
    case let error as CaseError:
      ProgramError(error.status, "\(path): \(error.message)" + (error.details.map { "\n\($0)" } ?? ""))
    default: ProgramError(.internal, "\(path): the check failed: \(error).")
    }
  }
}

extension CaseError {
  /// What the program's exit status is when a case cannot be judged.
  package var status: ExitStatus { code == .noPolicy ? .configuration : .badInput }
}

extension ReadError {
  /// What the program's exit status is when a file cannot be read.
  package var status: ExitStatus { code == .notFound ? .noInput : code == .unreadable ? .noInput : .badInput }
}
