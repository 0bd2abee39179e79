import Application
import ArgumentParser
import FoundationEssentials
import Reasoning

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

  @Option(help: "The policy: a shipped one by name (see “policy list”), a file, or auto.")
  var policy: String

  @Option(
    name: .customLong("set"), help: "Another value for a parameter of the policy, as name=value; may be repeated.")
  var settings: [String] = []

  @Option(help: "A file with waivers beside the policy's own.")
  var waivers: String?

  @Option(help: "What kind of images the masks belong to, such as CT; helps --policy auto.")
  var modality: String?

  @Option(help: "A fact that the policy declares, as name=value, for all cases; may be repeated.")
  var context: [String] = []

  @Option(help: "Where the reasoning comes from: rules (no network) or model.")
  var reasoner: ReasonerName = .rules

  @OptionGroup var model: ModelOptions

  @OptionGroup var asking: AskingOptions

  @OptionGroup var reasoning: ReasoningArguments

  @Option(help: "How many cases at a time; without it one for each core.")
  var jobs: Int?

  @OptionGroup var reading: ReadingArguments

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
    if reasoner != .model, let option = asking.needsModel ?? reasoning.needsModel {
      throw ValidationError("\(option) is about a model; add --reasoner model.")
    }
    try NamedValues.check(context, of: "--context")
    try NamedValues.check(settings, of: "--set")
  }

  func run() async throws {
    try await Exit.with {
      try await WorkerRun(
        CheckOptions(
          exports: [], policy: policy, settings: NamedValues.read(settings), waivers: waivers, modality: modality,
          context: NamedValues.read(context), reasoner: reasoner, model: model.settings, asking: asking.settings,
          reasoning: reasoning.options, format: .jsonl, output: nil,
          jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, limits: reading.limits)
      ).run()
    }
  }
}
