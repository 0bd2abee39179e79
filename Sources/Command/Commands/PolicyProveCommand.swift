import Application
import ArgumentParser

extension PolicyCommand {
  /// `segwarden policy prove`: what can be shown of policies.
  struct Prove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Shows whether a policy can accept, which expectations cannot fail or exclude each other, and whether it is as strict as another.",
      discussion:
        "By calculating with limits and conditions, and by the policies' tests; what is not decided is said. Exit status: 0 shown; 1 the contrary is shown, with what contradicts it; 2 unknown; 78 a policy or its tests cannot be used."
    )

    @Argument(help: "Policies' names, or their files.")
    var policies: [String]

    @Option(help: "The policy that the one named must be at least as strict as, such as its last version.")
    var against: String?

    @Option(help: "How many cases to try at a time.")
    var jobs = 2

    func validate() throws {
      if jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
      if against != nil, policies.count != 1 { throw ValidationError("--against holds one policy against another.") }
    }

    func run() async throws {
      try await Exit.with {
        if let against, let policy = policies.first {
          return try await PolicyProveRun.run(policy, against: against, jobs: jobs)
        }
        return try await PolicyProveRun.run(policies)
      }
    }
  }
}
