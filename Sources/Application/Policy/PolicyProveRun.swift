internal import PolicyLanguage
internal import PolicyTesting
internal import Proof
internal import Report
internal import SegWarden

/// `segwarden policy prove`: what can be shown of policies by calculating with their limits, and by their tests.
package enum PolicyProveRun {
  /// Proves of each policy, by name or file, whether it can accept, what cannot fail, and what excludes each other.
  ///
  /// Ends with 1 when a policy cannot accept, an expectation cannot fail, or two exclude each other; with 2 when
  /// nothing of that is shown and something is unknown; 78 when a policy or its tests cannot be used.
  package static func run(_ names: [String]) async throws -> ExitStatus {
    var status = ExitStatus.success
    for name in names {
      do {
        let text = try PolicyLibrary().policy(name)
        let policy = try text.checked()
        let tests = try? PolicyTestLibrary.tests(of: text.entry, id: policy.id)
        let run = try tests.map { try PolicyTestLibrary.run($0, of: policy, name: name) }
        let accepted = await run?.firstAccepted()
        let proof = PolicyProof(policy, accepted: accepted.map { "the test '\($0)'" })
        Console.print(proof.text)
        var own = ExitStatus.success
        if case .unknown = proof.canAccept { own = .review }
        if case .no = proof.canAccept { own = .rejected }
        if !proof.cannotFail.isEmpty || !proof.exclusions.isEmpty { own = .rejected }
        if status == .success || own == .rejected, status != .configuration { status = own }
      } catch {
        guard let error = ProgramError(error) else { throw error }
        Console.warn(error.message)
        status = .configuration
      }
    }
    return status
  }

  /// Proves whether one policy holds back whatever another one does. Ends with 0 for yes, 1 for no, 2 for unknown.
  package static func run(_ name: String, against other: String, jobs: Int) async throws -> ExitStatus {
    let (newText, oldText) = (try PolicyLibrary().policy(name), try PolicyLibrary().policy(other))
    let (new, old) = (try newText.checked(), try oldText.checked())
    var counterexample: String?
    if let tests = try? PolicyTestLibrary.tests(of: oldText.entry, id: old.id),
      let before = try? await verdicts(of: old, other, tests: tests, jobs: jobs),
      let after = try? await verdicts(of: new, name, tests: tests, jobs: jobs)
    {
      let now = Dictionary(after.map { ($0.name, $0.decision) }) { first, _ in first }
      let looser = before.first { verdict in
        guard let decision = verdict.decision, let current = now[verdict.name] ?? nil else { return false }
        return current < decision
      }
      if let looser, let was = looser.decision, let current = now[looser.name] ?? nil {
        counterexample = "\(looser.name): \(was.rawValue) by \(old.id) \(old.version), \(current.rawValue) by the other"
      }
    }
    let proof = StrictnessProof(old: old, new: new, counterexample: counterexample)
    Console.print(proof.text(old: "\(old.id) \(old.version)", new: "\(new.id) \(new.version)"))
    switch proof.answer {
    case .yes: return .success
    case .no: return .rejected
    case .unknown: return .review
    }
  }

  private struct Verdict {
    let name: String
    let decision: Decision?
  }

  /// What a policy decides of the cases of some tests, and of the faults made in them.
  private static func verdicts(
    of policy: Policy, _ name: String, tests: PolicySource, jobs: Int
  ) async throws -> [Verdict] {
    let result = try await PolicyTestLibrary.run(tests, of: policy, name: name).run(jobs: jobs)
    let faults = result.mutations?.attempts.map { attempt in
      Verdict(name: "the phantom of '\(attempt.caseName)' with \(attempt.text)", decision: attempt.decision)
    }
    return result.cases.map { Verdict(name: "the test '\($0.name)'", decision: $0.decision) } + (faults ?? [])
  }
}
