import Application
import ArgumentParser

/// `segwarden policy`: what authors do with policies.
struct PolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Lists, shows, writes, checks, tests, proves, formats, compares, learns and explains policies.",
    subcommands: [
      List.self, Show.self, New.self, Lint.self, Format.self, Test.self, Prove.self, Serve.self, Diff.self, Fit.self,
      Calibrate.self, Drift.self,
      Explain.self, Docs.self,
      Schema.self,
      Reference.self,
    ])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the policies that are found, a user's own first.")

    func run() async throws { try await Exit.with { try PolicyRun.list() } }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Prints a policy's text.")

    @Argument(help: "A policy's name, or its file.")
    var policy: String

    func run() async throws { try await Exit.with { try PolicyRun.show(policy) } }
  }
}
