import Application
import ArgumentParser

extension PolicyCommand {
  struct Format: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes policies in the one style of the shipped ones; comments stay with what they belong to.",
      discussion: """
        What a policy says never changes. With --fix the style is left as it is, and words of earlier versions of \
        the language are written as those of this one: decision.authority, decision.without_model, \
        decision.least_judged. A word that nothing says any more stays, and is told with the reason.

        Exit status: 0 done, or nothing to do; 1 --check found files that would change, or --fix left an old word; \
        66 no such file; 74 a file that cannot be written; 78 a file that is not YAML, with what is wrong and where.
        """)

    @Argument(help: "Policies' files.", completion: .file(extensions: ["yaml", "yml"]))
    var files: [String]

    @Flag(help: "Write old words as new ones, and change nothing else.")
    var fix = false

    @Flag(help: "Change nothing, and print what would change as a unified diff.")
    var check = false

    @Flag(help: "Change nothing, and print the text as it would be.")
    var stdout = false

    func validate() throws {
      if check, stdout { throw ValidationError("Give --check or --stdout, not both.") }
    }

    func run() async throws {
      try await Exit.with {
        try PolicyFormatRun(
          files: files, output: check ? .check : stdout ? .standardOutput : .inPlace, fixes: fix
        ).run()
      }
    }
  }
}
