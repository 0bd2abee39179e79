import Application
import ArgumentParser

/// Turns the program's statuses and errors into exit codes.
enum Exit {
  /// Ends with a status; 0 returns.
  static func with(_ body: () async throws -> ExitStatus) async throws {
    var result: ExitStatus
    do {
      result = try await body()
    } catch let error as ExitCode {
      throw error
    } catch let error as ArgumentParser.ValidationError {
      throw error
    } catch {
      // What nobody foresaw must not end like a verdict.
      let known = ProgramError(error) ?? ProgramError(.internal, "the program cannot go on: \(error)")
      Console.warn(known.message)
      result = known.status
    }
    if Console.hasLostOutput {
      Console.warn("the output could not be written; check the space on the disk that it goes to.")
      result = .inputOutput
    }
    if result != .success { throw ExitCode(result.rawValue) }
  }
}
