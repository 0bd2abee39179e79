internal import JSON
internal import LanguageModel
internal import Reasoning
internal import SegWarden
internal import Wording

/// `segwarden prompts`: the texts that a model is asked with.
package enum PromptsRun {
  /// What of a prompt is shown.
  package enum Part: Sendable {
    case all
    /// The file's text alone, as a start for one of one's own.
    case text
    /// The JSON Schema of the answer alone.
    case schema
  }

  /// Name, version, where it comes from, digest and title of each prompt.
  package static func list(folder: String?) throws -> ExitStatus {
    let library = try PromptLibrary(folder: folder)
    let rows = try library.prompts().all.map { prompt in
      let file = library.files[prompt.stage.rawValue] ?? "built in"
      return [prompt.stage.rawValue, prompt.version, String(prompt.sha256.prefix(12)), file, prompt.title]
    }
    Console.print(TextTable([["name", "version", "sha256", "from", "title"]] + rows).aligned)
    return .success
  }

  package static func show(_ name: String, folder: String?, part: Part) throws -> ExitStatus {
    let stage = try stage(name)
    let library = try PromptLibrary(folder: folder)
    let prompts = try library.prompts()
    let text = library.texts[stage.rawValue] ?? ""
    let body = text.hasSuffix("\n") ? String(text.dropLast()) : text
    let schema = try prompts.answerSchema(of: stage)?.text(.indented) ?? ""
    switch part {
    case .text: Console.print(body)
    case .schema: Console.print(schema)
    case .all:
      Console.print(
        "\(body)\n\n── inputs: \(prompts[stage]?.variables.joined(separator: ", ") ?? "")\n── answer, by this schema (ids and structures are lists of a case's own)\n\(schema)"
      )
    }
    return .success
  }

  /// A prompt filled in for a case, as a model would be asked. Nothing is sent.
  package static func render(_ name: String, options: CheckOptions) async throws -> ExitStatus {
    let stage = try stage(name)
    let prompts = try PromptLibrary.prompts(folder: options.model.promptFolder)
    var options = options
    options.reasoning = .reaching(stage)
    let wardens = try Wardens(options, reasoner: RulesReasoner())
    guard let named = options.exports.first else { throw ProgramError(.usage, "Name a case with --case EXPORT.") }
    let export = options.completed(named)
    do {
      let chosen = try wardens.choose(for: export)
      let evidence = try await chosen.warden.evidence(of: export, files: chosen.files)
      let questions = try prompts.preview(
        of: evidence, options: options.reasoning, by: try options.model.capacity()
      ).filter { $0.stage == stage }
      guard !questions.isEmpty else {
        throw ProgramError(
          .badInput,
          "the model is not asked this about the case: there is nothing to show it. A comparison needs an --image.")
      }
      for request in questions { Console.print(ShownQuestion(request).text) }
      return .success
    } catch {
      throw ProgramError.reading(export.path, error)
    }
  }

  private static func stage(_ name: String) throws -> StageRecord.Name {
    if let stage = StageRecord.Name(rawValue: name) { return stage }
    throw ProgramError(
      .usage, "there is no prompt “\(name)”. Known are \(PromptSet.required.joined(separator: ", ")).")
  }
}
