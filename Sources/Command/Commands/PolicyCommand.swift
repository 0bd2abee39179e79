import ArgumentParser
import SegWarden

/// `segwarden policy`: what authors do with policies.
struct PolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "Lists, shows, checks, tests and formats policies.",
    subcommands: [List.self, Show.self, Lint.self, Test.self, Format.self, Fit.self])

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

  struct Lint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Reports everything that is wrong or doubtful in policies, each with its place.",
      discussion: "Exit status: 0 nothing worse than notes and warnings, 78 a policy that cannot be used.")

    @Argument(help: "Policies' names, or their files.")
    var policies: [String]

    func run() async throws { try await Exit.with { try PolicyRun.lint(policies) } }
  }
}
