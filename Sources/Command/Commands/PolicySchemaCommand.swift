import Application
import ArgumentParser

extension PolicyCommand {
  /// `segwarden policy schema`: for editors.
  struct Schema: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints the JSON Schema of policy files, with which editors complete and check them.",
      discussion:
        "Save it beside a policy and begin that with the line `# yaml-language-server: $schema=policy.v1.schema.json`.")

    func run() async throws { try await Exit.with { try PolicyRun.schema() } }
  }

  /// `segwarden policy reference`: what `make docs` writes.
  struct Reference: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes the pages of the language reference that are made from the sources.", shouldDisplay: false)

    @Option(help: "The folder to write to.")
    var output: String

    func run() async throws { try await Exit.with { try PolicyRun.reference(to: output) } }
  }
}
