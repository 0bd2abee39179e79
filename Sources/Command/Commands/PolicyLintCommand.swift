import Application
import ArgumentParser

extension PolicyCommand {
  /// `segwarden policy lint`: what is wrong or doubtful.
  struct Lint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Reports everything that is wrong or doubtful in policies, each with its place.",
      discussion: """
        Of policies that are extended only errors are reported. A comment `# segwarden: allow RULE because …` on a line, or above it, silences a note or warning there; \
        `segwarden policy explain rule RULE` says what a rule means.
        Exit status: 0 nothing worse than notes and warnings (notes only, with --strict), 78 a policy that cannot be used.
        """)

    @Argument(help: "Policies' names, or their files.")
    var policies: [String]

    @Option(help: "Output format.")
    var format: LintFormat = .text

    @Option(help: "The mildest diagnostics that are reported: note, warning or error.")
    var level: LintLevel = .note

    @Option(help: "A rule that is not reported; may be given several times. Errors always are.")
    var disable: [String] = []

    @Flag(help: "Warnings count as errors for the exit status.")
    var strict = false

    func run() async throws {
      try await Exit.with {
        try PolicyRun.lint(policies, .init(format: format, level: level, disabled: disable, isStrict: strict))
      }
    }
  }
}

extension LintFormat: ExpressibleByArgument {}
extension LintLevel: ExpressibleByArgument {}
