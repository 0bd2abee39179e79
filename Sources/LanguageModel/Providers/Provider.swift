internal import JSON

/// One wire format: how a turn is put to a server, and what its answer says.
protocol Provider: Sendable {
  /// What its answers are called in messages, such as "a chat completion".
  var answerName: String { get }
  /// How an answer comes in pieces.
  var streamFormat: StreamFormat { get }

  /// The path below the base address, and the version that a base address without any path means.
  func operation(_ profile: ModelProfile) throws(ModelError) -> Operation
  func headers(_ key: APIKey?) -> [HTTPHeader]
  func body(_ turn: ModelTurn) -> [JSONValue.Member]

  /// Nil when the document is no answer of this interface. Read leniently: servers leave out, rename and add members.
  func answer(_ document: JSONValue) -> ProviderAnswer?
  /// The document that an unstreamed answer would have been. Nil when the pieces lack an end.
  func assemble(_ pieces: [JSONValue]) -> JSONValue?
}

struct Operation: Hashable, Sendable {
  let path: String
  let version: String
  var query: String?
}

/// What came back from a server, in one form for all interfaces.
struct ProviderAnswer: Hashable, Sendable {
  enum Outcome: Hashable, Sendable {
    /// Perhaps empty.
    case text(String)
    /// The model would not, with its words where it gave any.
    case refused(String)
    /// The provider held the question or the answer back, with its reason where it gave one.
    case blocked(String)
    /// The answer ran into the token limit; what there is of it is worth nothing.
    case cutOff
    /// The server says itself that this is not all, or does not say that it is.
    case unfinished
    /// The server reports a failure although the status was a success; the document that says so.
    case failed(JSONValue)
  }

  var outcome: Outcome
  var model: String?
  var usage: ModelUsage?
  /// The server's name for the exchange, for those who look after it.
  var requestID: String?
  var tokens: [WireToken]?
}

extension Provider {
  /// The outcome of a document that holds an error, as some gateways send with status 200, alone or beside what there
  /// is of an answer.
  func failure(in document: JSONValue) -> ProviderAnswer? {
    guard let error = document["error"], !error.isNull else { return nil }
    return ProviderAnswer(outcome: .failed(document))
  }
}

extension ModelProfile.Interface {
  var provider: any Provider {
    switch self {
    case .chatCompletions: ChatCompletions()
    case .responses: Responses()
    case .gemini: Gemini()
    case .messages: Messages()
    case .ollama: Ollama()
    }
  }
}

extension [JSONValue.Member] {
  /// Leaves out what is nil: nothing optional is sent unasked.
  mutating func add(_ name: String, _ value: JSONValue?) {
    if let value { append(JSONValue.Member(name, value)) }
  }

  /// An object with these members, nil when there are none.
  var object: JSONValue? { isEmpty ? nil : .object(self) }
}
