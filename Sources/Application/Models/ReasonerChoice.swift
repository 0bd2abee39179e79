internal import FoundationEssentials
internal import LanguageModel
internal import Reasoning
internal import SegWarden

/// Which reasoner goes through the four stages.
package enum ReasonerName: String, CaseIterable, Sendable {
  /// The embedded default: no network.
  case rules
  /// A multimodal language model behind a server.
  case model
}

/// How to reach a model.
package struct ModelSettings: Sendable {
  /// The model's name at its server; with a file of profiles, the name of one of them.
  package var name: String?
  /// A built-in profile; nil for OpenAI's.
  package var provider: String?
  /// A file with profiles of the user's own.
  package var profileFile: String?
  package var baseURL: String?
  package var allowPlainHTTP: Bool
  package var promptFolder: String?

  package init(
    name: String?, provider: String? = nil, profileFile: String? = nil, baseURL: String?, allowPlainHTTP: Bool,
    promptFolder: String?
  ) {
    self.name = name
    self.provider = provider
    self.profileFile = profileFile
    self.baseURL = baseURL
    self.allowPlainHTTP = allowPlainHTTP
    self.promptFolder = promptFolder
  }

  /// The built-in profiles' names.
  package static let providers = ModelProfile.builtIn.map(\.name)

  /// Whether a model is asked for at all.
  var namesModel: Bool { name != nil || profileFile != nil }

  /// The reasoner that goes through the stages: with the run's model if there is one, else by rules.
  func reasoner(asking run: ModelRun?, _ options: ReasoningOptions) throws -> any Reasoner {
    guard let run else { return RulesReasoner() }
    return ModelReasoner(
      model: run.model, prompts: try PromptLibrary.prompts(folder: promptFolder), options: options)
  }

  /// The model. Its key comes from a file or the environment, and never from the command line, where others could read
  /// it.
  func languageModel() throws -> any LanguageModel {
    let profile = try profile()
    do throws(ModelError) {
      return try profile.model(
        environment: ProcessInfo.processInfo.environment, allowPlainHTTP: allowPlainHTTP, warn: Console.warn)
    } catch {
      throw ProgramError(.configuration, error.message)
    }
  }

  /// What a question to the model may hold; the usual where none is named.
  func capacity() throws -> ModelCapacity { namesModel ? try profile().capacity : ModelCapacity() }

  /// The profile that the options come to.
  private func profile() throws -> ModelProfile {
    var profile: ModelProfile
    if let profileFile {
      guard provider == nil else {
        throw ProgramError(
          .usage, "--provider and --models exclude each other; a profile of the file says what it is 'like'.")
      }
      profile = try ModelProfileFile.profile(named: name, in: profileFile)
    } else {
      guard let name else {
        throw ProgramError(.usage, "--reasoner model needs --model NAME, the model's name at its server.")
      }
      do throws(ModelError) { profile = try ModelProfile.builtIn(named: provider ?? "openai") } catch {
        throw ProgramError(.usage, error.message)
      }
      profile.model = name
    }
    if let baseURL { profile.baseURL = baseURL }
    return profile
  }
}
