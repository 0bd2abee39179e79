internal import JSON

extension ModelProfile {
  /// The profiles that need no file, by name.
  package static let builtIn: [ModelProfile] = [
    ModelProfile(name: "openai", interface: .chatCompletions, baseURL: "https://api.openai.com/v1"),
    ModelProfile(name: "openai-responses", interface: .responses, baseURL: "https://api.openai.com/v1"),
    ModelProfile(name: "gemini", interface: .gemini, baseURL: "https://generativelanguage.googleapis.com/v1beta"),
    ModelProfile(name: "anthropic", interface: .messages, baseURL: "https://api.anthropic.com/v1"),
    openRouter,
    compatible("vllm", "http://127.0.0.1:8000/v1"),
    llamaCPP,
    compatible("lm-studio", "http://127.0.0.1:1234/v1"),
    streaming(ModelProfile(name: "ollama", interface: .ollama, baseURL: "http://127.0.0.1:11434")),
    // Ignores the newer name of the token limit in silence.
    compatible("ollama-openai", "http://127.0.0.1:11434/v1"),
  ]

  /// Throws for a name that no built-in profile has.
  package static func builtIn(named name: String) throws(ModelError) -> ModelProfile {
    if let profile = builtIn.first(where: { $0.name == name }) { return profile }
    throw ModelError(
      code: .configuration,
      message: "There is no provider '\(name)'; \(NearestName.advice(name, among: builtIn.map(\.name))).")
  }

  /// Keeps to every bound of a schema, lengths of texts among them.
  private static var llamaCPP: ModelProfile {
    var profile = compatible("llama.cpp", "http://127.0.0.1:8080/v1")
    profile.schemaSubset = .full
    return profile
  }

  /// A slow answer of a machine of one's own comes in pieces, so that silence means that something is wrong.
  private static func streaming(_ profile: ModelProfile) -> ModelProfile {
    var profile = profile
    profile.streams = true
    return profile
  }

  /// A server on this machine that speaks OpenAI's interface. All of them take the older name of the token limit.
  private static func compatible(_ name: String, _ baseURL: String) -> ModelProfile {
    var profile = ModelProfile(name: name, interface: .chatCompletions, baseURL: baseURL)
    profile.tokenLimitField = .maxTokens
    return streaming(profile)
  }

  private static var openRouter: ModelProfile {
    var profile = ModelProfile(name: "openrouter", interface: .chatCompletions, baseURL: "https://openrouter.ai/api/v1")
    profile.tokenLimitField = .maxTokens
    // Only providers behind it that keep to the schema, and do not keep the pictures.
    profile.body = [.init("provider", ["require_parameters": true, "data_collection": "deny"])]
    return profile
  }
}
