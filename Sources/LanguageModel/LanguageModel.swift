package import JSON

/// A multimodal language model that answers in JSON: the one thing that the domain calls. What moves bytes is a
/// `Transport`, below it; all between the two are values and functions.
package protocol LanguageModel: Sendable {
  /// The model's name as asked for.
  var name: String { get }

  /// All that shapes its answers beside the question: interface, address, name, parameters, repair turns. For caches
  /// and records; never holds a key.
  var fingerprint: JSONValue { get }

  /// What a question to it may hold and its answer may take.
  var capacity: ModelCapacity { get }

  /// Asks once and returns an answer that satisfies the request's schema, after bounded retries and repair turns.
  ///
  /// Throws for everything else: no connection, refusal, cut-off answer, an answer that still breaks the schema, a task
  /// that was cancelled. Never returns a value that was not validated.
  func answer(_ request: ModelRequest) async throws(ModelError) -> ModelAnswer
}

/// What a question to a model may hold, and how long its answer may become.
package struct ModelCapacity: Hashable, Sendable {
  /// Whether it sees pictures.
  package var seesPictures: Bool
  /// The most tokens of an answer, thinking apart.
  package var answerTokens: Int

  /// Room for an answer that leaves 5,000 tokens to the question in a context of 8,192.
  package static let usualAnswer = 3000

  package init(seesPictures: Bool = true, answerTokens: Int = Self.usualAnswer) {
    self.seesPictures = seesPictures
    self.answerTokens = answerTokens
  }
}

/// One question to a model.
package struct ModelRequest: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case text(String)
    /// The bytes of a PNG file.
    case png([UInt8])
  }

  package var system: String
  package var parts: [Part]
  /// A short name for the schema: letters, digits, `_`, `-`.
  package var schemaName: String
  /// The JSON Schema of the answer. Keep to the subset every provider takes: objects with all properties required,
  /// `additionalProperties: false`, string enums, arrays; further bounds are checked here after the answer came.
  package var schema: JSONValue
  package var maximumTokens: Int
  /// Which of several samples of one question this is, from 0: each is asked, and kept in caches, by itself.
  package var sample: Int

  package init(
    system: String, parts: [Part], schemaName: String, schema: JSONValue,
    maximumTokens: Int = ModelCapacity.usualAnswer, sample: Int = 0
  ) {
    self.system = system
    self.parts = parts
    self.schemaName = schemaName
    self.schema = schema
    self.maximumTokens = maximumTokens
    self.sample = sample
  }
}

/// A validated answer, and what it took.
package struct ModelAnswer: Hashable, Sendable {
  package var value: JSONValue
  /// The model's name as the server reports it.
  package var model: String
  package var usage: ModelUsage?
  package var latencyMilliseconds: Int
  /// Requests sent: 1 when the first went through and its answer was valid. Retries and repair turns count.
  package var attempts: Int
  /// The answer's tokens with their probabilities, in order, joined the JSON text that `value` was read from; nil where
  /// the server gives none.
  package var tokens: [ModelToken]?
  /// Whether it was kept from an earlier run, and cost nothing now.
  package var isCached = false
  /// The server's name for the exchange, for those who look after the server.
  package var requestID: String?

  package init(
    value: JSONValue, model: String, usage: ModelUsage?, latencyMilliseconds: Int, attempts: Int,
    tokens: [ModelToken]? = nil
  ) {
    self.value = value
    self.model = model
    self.usage = usage
    self.latencyMilliseconds = latencyMilliseconds
    self.attempts = attempts
    self.tokens = tokens
  }
}

/// A piece of an answer's text and how likely the model held it, with the likeliest others in its place.
package struct ModelToken: Hashable, Sendable {
  package struct Alternative: Hashable, Sendable {
    package var text: String
    /// Natural logarithm of the probability.
    package var logProbability: Double

    package init(text: String, logProbability: Double) {
      self.text = text
      self.logProbability = logProbability
    }
  }

  package var text: String
  /// Natural logarithm of the probability.
  package var logProbability: Double
  /// As many as the server gives, itself among them.
  package var alternatives: [Alternative]

  package init(text: String, logProbability: Double, alternatives: [Alternative] = []) {
    self.text = text
    self.logProbability = logProbability
    self.alternatives = alternatives
  }
}

/// Tokens as the server counted them. A server that does not say leaves `usage` nil: unknown is not zero.
package struct ModelUsage: Hashable, Sendable {
  package var inputTokens: Int
  package var outputTokens: Int

  package init(inputTokens: Int, outputTokens: Int) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
  }
}
