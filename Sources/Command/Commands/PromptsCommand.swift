import Application
import ArgumentParser
import Cases
import Report

/// `segwarden prompts`: the texts that a model is asked with.
struct PromptsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompts", abstract: "Lists, shows and fills in the prompts that a model is asked with.",
    subcommands: [List.self, Show.self, Render.self])

  /// Where prompts come from.
  struct Folder: ParsableArguments {
    @Option(
      name: .customLong("prompts"),
      help: "A folder with prompts of your own: knowledge-recall.md and so on, all or some; else $SEGWARDEN_PROMPTS.")
    var path: String?
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the prompts with their versions and where they come from.")

    @OptionGroup var folder: Folder

    func run() async throws { try await Exit.with { try PromptsRun.list(folder: folder.path) } }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints a prompt's text, its inputs, and the JSON Schema of the answer.")

    @Argument(help: "The prompt's name, such as visual-features.")
    var name: String

    @Flag(help: "The text alone, as a start for a prompt of your own.")
    var text = false

    @Flag(help: "The JSON Schema of the answer alone.")
    var schema = false

    @OptionGroup var folder: Folder

    func validate() throws {
      if text, schema { throw ValidationError("Choose one of --text and --schema.") }
    }

    func run() async throws {
      try await Exit.with {
        try PromptsRun.show(name, folder: folder.path, part: text ? .text : schema ? .schema : .all)
      }
    }
  }

  struct Render: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints a prompt filled in for a case, as a model would be asked it; nothing is sent.",
      discussion: "Where it repeats what a model said before, what the rules say stands in for that.")

    @Argument(help: "The prompt's name, such as visual-features.")
    var name: String

    @Option(name: .customLong("case"), help: "The export to fill it in for.")
    var export: String

    @Option(help: "The policy: a shipped one by name, a file, or auto.")
    var policy: String

    @Option(name: .customLong("set"), help: "Another value for a parameter of the policy, as name=value.")
    var parameters: [String] = []

    @Option(help: "Label names for label values.")
    var labels: String?

    @Option(help: "The source image that the masks belong to.")
    var image: String?

    @Option(help: "A fact that the policy declares, as name=value; may be repeated.")
    var context: [String] = []

    @OptionGroup var folder: Folder

    func validate() throws {
      try NamedValues.check(context, of: "--context")
      try NamedValues.check(parameters, of: "--set")
    }

    func run() async throws {
      try await Exit.with {
        try await PromptsRun.render(
          name,
          options: CheckOptions(
            exports: [Export(path: export, image: image)], labels: labels, policy: policy,
            settings: NamedValues.read(parameters), context: NamedValues.read(context), reasoner: .model,
            model: ModelSettings(name: nil, baseURL: nil, allowPlainHTTP: false, promptFolder: folder.path),
            format: .text, output: nil, jobs: 1))
      }
    }
  }
}
