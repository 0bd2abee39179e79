import Application
import ArgumentParser

extension PolicyCommand {
  /// `segwarden policy diff`: what a change of policy would do.
  struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Rehearses a change of policy on stored results, without masks: which decisions flip, and why.",
      discussion: """
        Both policies judge the answers that “check --output DIR” kept, by the rules alone; each flip names the expectations it is owed to. \
        What the stored answers do not tell is said so, and never taken for a pass.
        Exit status: 0 every decision stays; 2 some flip or cannot be told; 65 no usable results; 66 no such folder; 78 a policy that cannot be used.
        """)

    @Argument(help: "The policy as it is: a name or a file.")
    var old: String

    @Argument(help: "The policy as it is to be: a name or a file; may be the same with other values (--set).")
    var new: String

    @Option(help: "The folder that “check --output” wrote.")
    var results: String

    @Option(
      name: .customLong("set"), help: "Another value for a parameter of the new policy, as name=value; may be repeated."
    )
    var settings: [String] = []

    @Option(help: "What to print: text or json.")
    var format: PolicyDiffFormat = .text

    func validate() throws {
      try NamedValues.check(settings, of: "--set")
    }

    func run() async throws {
      try await Exit.with {
        try await PolicyDiffRun(
          old: old, new: new, settings: NamedValues.read(settings), results: results
        ).run(format: format)
      }
    }
  }
}

extension PolicyDiffFormat: ExpressibleByArgument {}
