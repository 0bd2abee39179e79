internal import Evaluation
internal import Formats
internal import FoundationEssentials
internal import JSON
internal import PolicyLanguage
internal import PolicyTesting
internal import Report
internal import SegWarden
internal import Shipped

/// How the results of policies' tests are printed.
package enum PolicyTestFormat: String, CaseIterable, Sendable {
  case text, json, junit
}

/// `segwarden policy test`: runs the tests that stand beside policies.
package enum PolicyTestCommandRun {
  /// Tests policies, by name or file. A policy that cannot be used, or has no tests, does not stop the others.
  ///
  /// Ends with 1 when a case fails, with `least` given when fewer of the claimed faults are noticed, or with `complete`
  /// when an expectation has not both passed and failed; 78 when a policy or its tests cannot be used.
  package static func run(
    _ names: [String], format: PolicyTestFormat, mutates: Bool, least: Double?, complete: Bool, jobs: Int
  ) async throws -> ExitStatus {
    var status = ExitStatus.success
    var results: [PolicyTestResult] = []
    for name in names {
      do {
        let result = try await test(name, mutates: mutates, jobs: jobs)
        if format == .text { Console.print(PolicyTestText(result).text) }
        if !result.passed { status = status == .configuration ? status : .rejected }
        if let least, let share = result.mutations?.claimedShare, share < least {
          Console.warn("\(result.policy): fewer of the claimed faults are noticed than --least asks for.")
          status = status == .configuration ? status : .rejected
        }
        if complete, !result.coverage.isComplete {
          Console.warn("\(result.policy): some expectations have not both passed and failed, as --complete asks.")
          status = status == .configuration ? status : .rejected
        }
        results.append(result)
      } catch {
        guard let error = ProgramError(error) else { throw error }
        Console.warn(error.message)
        status = .configuration
      }
    }
    switch format {
    case .text: break
    case .json: Console.print(try JSONValue.array(results.map { PolicyTestJSON($0).json }).text(.indented))
    case .junit: Console.print(PolicyTestJUnit(results).xml)
    }
    return status
  }

  private static func test(_ name: String, mutates: Bool, jobs: Int) async throws -> PolicyTestResult {
    let library = PolicyLibrary()
    let text = try library.policy(name)
    let policy = try text.checked()
    let tests = try PolicyTestLibrary.tests(of: text.entry, id: policy.id)
    return try await PolicyTestLibrary.run(tests, of: policy, name: name).run(jobs: jobs, mutates: mutates)
  }
}
