import Application
import ArgumentParser

extension PolicyCommand {
  /// `segwarden policy serve`: a language server for editors.
  struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Speaks with editors over the Language Server Protocol, on standard input and output.",
      discussion:
        "Gives diagnostics while a policy is written, what a word means on hovering, the words that fit, and quick fixes. An editor starts it: see Documentation/policy-language/editors.md."
    )

    func run() async throws { try await Exit.with { try PolicyServeRun.run() } }
  }
}
