import Application
import ArgumentParser
import Cases

/// Turns the program's statuses and errors into exit codes.
enum Exit {
  /// Ends with a status; 0 returns.
  static func with(_ body: () async throws -> ExitStatus) async throws {
    let result: ExitStatus
    do {
      result = try await body()
    } catch let error as ProgramError {
      Console.warn(error.message)
      result = error.status
    }
    if result != .success { throw ExitCode(result.rawValue) }
  }
}
