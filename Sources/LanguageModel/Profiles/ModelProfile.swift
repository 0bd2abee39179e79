package import JSON

/// How one model is reached and asked: all that differs between servers, and between models behind the same server.
///
/// What is nil is not sent. Holds no key, only where it is found.
package struct ModelProfile: Hashable, Sendable {
  package enum Interface: String, CaseIterable, Hashable, Sendable {
    case chatCompletions = "chat-completions"
    case responses
    case gemini
    case messages
    case ollama
  }

  /// How the server is told the form of the answer. Whatever it makes of that, the answer is checked here.
  package enum SchemaMode: String, CaseIterable, Hashable, Sendable {
    /// The interface's own field for a schema.
    case native = "json_schema"
    /// The server is asked for JSON, the schema stands in the prompt.
    case object = "json_object"
    /// The model must call a tool whose input is the answer (`messages` alone).
    case tool
    /// The schema stands in the prompt, and nothing else is said.
    case prompt
  }

  package enum Thinking: Hashable, Sendable {
    case off
    case on
    /// Tokens.
    case budget(Int)

    var budget: Int? {
      switch self {
      case .off: 0
      case .on: nil
      case .budget(let tokens): tokens
      }
    }
  }

  /// The profile's own name.
  package var name: String
  package var interface: Interface
  package var baseURL: String
  /// The model's name at its server.
  package var model: String?
  /// The environment variable that holds the key; nil for the usual ones.
  package var keyVariable: String?
  /// The file that holds the key.
  package var keyFile: String?

  /// Nil: the newer name, and the older one where the server refuses that (`chat-completions` alone).
  package var tokenLimitField: TokenLimitField?
  package var temperature: Double?
  package var seed: Int?
  /// Probabilities of tokens are asked for, with so many of the likeliest others.
  package var alternatives: Int?
  package var reasoningEffort: String?
  package var thinking: Thinking?
  /// Added to each question's token limit, for models that think before they answer.
  package var reasoningTokens: Int?
  package var pictureDetail: String?
  package var schemaMode = SchemaMode.native
  package var schemaSubset: SchemaSubset
  package var streams = false
  /// Whether the provider may keep question and answer.
  package var store: Bool?
  /// Further headers. None that authorises: records show them.
  package var headers: [HTTPHeader] = []
  /// Further fields of the body, merged into objects that are there.
  package var body: [JSONValue.Member] = []

  /// What a question may hold and an answer may take.
  package var capacity = ModelCapacity()
  /// The most pictures a question may have, and the most bytes of each.
  package var pictureCount: Int?
  package var pictureBytes: Int?

  /// Questions at a time, and a minute.
  package var requestsAtATime = 8
  package var requestsPerMinute: Int?
  package var retries = 2
  package var repairTurns = 2
  package var limits = HTTPTransport.Limits()
  package var proxy = HTTPTransport.Proxy.environment
  /// A file of certificate authorities (PEM) to trust instead of the system's.
  package var authorities: String?

  /// A profile with what holds for every server of an interface.
  package init(name: String, interface: Interface, baseURL: String, model: String? = nil) {
    self.name = name
    self.interface = interface
    self.baseURL = baseURL
    self.model = model
    switch interface {
    case .chatCompletions, .ollama: schemaSubset = .openai
    case .responses:
      schemaSubset = .openai
      // The provider would keep pictures of patients otherwise.
      store = false
    case .gemini: schemaSubset = .gemini
    case .messages: schemaSubset = .anthropic
    }
  }
}

extension ModelProfile {
  /// All that shapes answers, and neither a key nor how the connection is made.
  func fingerprint(address: ServerAddress) -> JSONValue {
    var members: [JSONValue.Member] = []
    members.add("interface", .string(interface.rawValue))
    members.add("address", .string(address.text))
    members.add("model", model.map(JSONValue.string))
    members.add("token_limit_field", tokenLimitField.map { .string($0.rawValue) })
    members.add("temperature", temperature.map(JSONValue.number))
    members.add("seed", seed.map(JSONValue.integer))
    members.add("logprobs", alternatives.map(JSONValue.integer))
    members.add("reasoning_effort", reasoningEffort.map(JSONValue.string))
    members.add("thinking", thinking.map { $0 == .on ? true : .integer($0.budget ?? 0) })
    members.add("reasoning_tokens", reasoningTokens.map(JSONValue.integer))
    members.add("picture_detail", pictureDetail.map(JSONValue.string))
    members.add("schema_mode", .string(schemaMode.rawValue))
    members.add("schema_subset", .string(schemaSubset.rawValue))
    members.add("headers", headers.map { JSONValue.Member($0.name, .string($0.value)) }.object)
    members.add("body", body.object)
    members.add("repair_turns", .integer(repairTurns))
    members.add("pictures", .bool(capacity.seesPictures))
    members.add("answer_tokens", .integer(capacity.answerTokens))
    return .object(members)
  }

  /// The capacity that a fingerprint tells of.
  static func capacity(in fingerprint: JSONValue) -> ModelCapacity {
    var capacity = ModelCapacity()
    if let pictures = fingerprint["pictures"]?.bool { capacity.seesPictures = pictures }
    if let tokens = fingerprint["answer_tokens"]?.integer { capacity.answerTokens = tokens }
    return capacity
  }

  /// A model behind this profile.
  ///
  /// - Parameters:
  ///   - environment: Where the key is looked for.
  ///   - warn: Gets what is not wrong but unwise, one sentence each.
  package func model(
    environment: [String: String], allowPlainHTTP: Bool = false, warn: (String) -> Void = { _ in }
  ) throws(ModelError) -> any LanguageModel {
    let found = try key(environment: environment)
    if let warning = found.warning { warn(warning) }
    return try RemoteModel(profile: self, key: found.key, allowPlainHTTP: allowPlainHTTP)
  }
}
