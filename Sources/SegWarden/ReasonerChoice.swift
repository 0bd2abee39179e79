internal import FoundationEssentials
internal import LanguageModel
internal import Reasoning

/// Which reasoner goes through the four stages.
package enum ReasonerName: String, CaseIterable, Sendable {
  /// The embedded default: no network.
  case rules
  /// A multimodal language model behind an OpenAI-compatible endpoint.
  case model
}

/// How to reach a model.
package struct ModelSettings: Sendable {
  package var name: String?
  package var baseURL: String?
  package var allowPlainHTTP: Bool
  package var promptFolder: String?

  package init(name: String?, baseURL: String?, allowPlainHTTP: Bool, promptFolder: String?) {
    self.name = name
    self.baseURL = baseURL
    self.allowPlainHTTP = allowPlainHTTP
    self.promptFolder = promptFolder
  }

  /// The reasoner that goes through the stages: with the run's model if there is one, else by rules.
  func reasoner(asking run: ModelRun?) throws -> any Reasoner {
    guard let run else { return RulesReasoner() }
    return ModelReasoner(model: run.model, prompts: try PromptLibrary.prompts(folder: promptFolder))
  }

  /// The model. Its key comes from `SEGWARDEN_API_KEY`, else `OPENAI_API_KEY`, and never from the command line, where others could read it.
  func languageModel() throws -> any LanguageModel {
    guard let name else {
      throw ProgramError(.usage, "--reasoner model needs --model NAME, the model's name at its server.")
    }
    let environment = ProcessInfo.processInfo.environment
    do {
      return try OpenAICompatibleModel(
        name: name, baseURL: baseURL ?? "https://api.openai.com/v1",
        key: environment["SEGWARDEN_API_KEY"] ?? environment["OPENAI_API_KEY"], allowPlainHTTP: allowPlainHTTP)
    } catch {
      throw ProgramError(.configuration, error.message)
    }
  }
}
