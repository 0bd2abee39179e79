internal import Formats

/// How the program ends (the numbers above 63 are those of BSD's sysexits).
package enum ExitStatus: Int32, Hashable, Sendable {
  /// Every case accepted.
  case success = 0
  /// At least one case rejected.
  case rejected = 1
  /// No case rejected, at least one for review.
  case review = 2
  case usage = 64
  /// Input that cannot be read.
  case badInput = 65
  /// No such input.
  case noInput = 66
  case `internal` = 70
  /// Output that could not be written.
  case inputOutput = 74
  /// The budget for a model was used up before every question was asked; every case has its verdict nevertheless.
  case overBudget = 75
  /// A bad policy, prompt or configuration.
  case configuration = 78
}

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

extension ReadError {
  /// What the program's exit status is when a file cannot be read.
  var status: ExitStatus { code == .notFound ? .noInput : code == .unreadable ? .noInput : .badInput }
}

extension ProgramError {
  /// Why an export cannot be read or judged, with the path that the user gave.
  static func reading(_ path: String, _ error: any Error) -> ProgramError {
    switch error {
    case let error as ReadError: ProgramError(error.status, "\(path): \(error.message)")
    case let error as ProgramError: error
    case let error as BadContext:
      ProgramError(.badInput, "\(path): \(error.message)" + (error.details.map { "\n\($0)" } ?? ""))
    default: ProgramError(.internal, "\(path): the check failed: \(error).")
    }
  }
}
