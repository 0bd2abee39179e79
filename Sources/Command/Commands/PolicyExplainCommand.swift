import Application
import ArgumentParser

extension PolicyCommand {
  /// `segwarden policy explain`: policies, expectations, findings, and the words of the language.
  struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says in words what a policy, an expectation or a finding means.",
      discussion: """
        segwarden policy explain ct-kidneys              one line for each expectation
        segwarden policy explain ct-kidneys volume       one expectation: what, why, how measured, what if it fails
        segwarden policy explain case-17.json F7         one finding of a record (also case-17.json#F7)
        segwarden policy explain kind volume             a kind of expectation
        segwarden policy explain rule unknown-key        a rule of lint
        segwarden policy explain measure sphericity      a measure
        """)

    @Argument(help: "A policy's name or file, a record's file, or one of the words kind, rule and measure.")
    var subject: String

    @Argument(help: "An expectation's id, a finding's id, or the name of a kind, rule or measure.")
    var id: String?

    @Option(help: "The policy that a record's findings are of; found by its id when left out.")
    var policy: String?

    func run() async throws {
      try await Exit.with { try PolicyRun.explain(subject, id, policy: policy) }
    }
  }
}
