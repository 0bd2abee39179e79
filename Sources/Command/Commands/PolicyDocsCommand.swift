import Application
import ArgumentParser

extension PolicyCommand {
  /// `segwarden policy docs`: a policy for people who do not read YAML.
  struct Docs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Writes a policy as a readable page in Markdown.")

    @Argument(help: "A policy's name, or its file.")
    var policy: String

    @Option(help: "The file to write; standard output when left out.")
    var output: String?

    func run() async throws { try await Exit.with { try PolicyRun.docs(policy, to: output) } }
  }
}
