import Application
import ArgumentParser
import Cases

/// Turns the program's statuses and errors into exit codes.
enum Exit {
  /// Ends with a status; 0 returns.
  static func with(_ body: () async throws -> ExitStatus) async throws {
    var result: ExitStatus
    do {
      result = try await body()
    } catch let error as ProgramError {
      Console.warn(error.message)
      result = error.status
    }
    if Console.hasLostOutput {
      Console.warn("the output could not be written; check the space on the disk that it goes to.")
      result = .inputOutput
    }
    if result != .success { throw ExitCode(result.rawValue) }
  }
}
