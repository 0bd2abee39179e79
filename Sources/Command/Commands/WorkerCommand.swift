import Application
import ArgumentParser
import Report

/// `segwarden worker`: checks what it is sent, line by line.
struct WorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Checks exports that it is sent, a JSON request a line; policies are read once.",
    discussion: """
      A request: {"id": 1, "export": "PATH", "image": "PATH", "labels": "PATH", "case": "NAME", "context": {"NAME": "VALUE"}, "structures": ["NAME"]}; \
      all but export may be left out. {"id": 2, "ping": true} asks whether it is there.
      An answer: {"id": 1, "record": {…}} or {"id": 1, "error": {"code": "…", "message": "…"}}, in the order in which they are ready.
      The worker ends when its input ends; asked to terminate, it first answers what it has begun.
      """)

  @OptionGroup var judging: JudgingArguments

  func run() async throws {
    try await Exit.with { try await WorkerRun(judging.options(exports: [], format: .jsonl, output: nil)).run() }
  }
}
