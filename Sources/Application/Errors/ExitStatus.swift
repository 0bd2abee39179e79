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
  /// Ended by Ctrl-C, or asked to terminate (128 and the signal's number).
  case interrupted = 130
  case terminated = 143
}
