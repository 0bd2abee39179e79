/// What one of the four stages said, and how it came to say it.
public struct StageRecord: Hashable, Sendable, Codable {
  /// The four stages, in their order.
  public enum Name: String, CaseIterable, Hashable, Sendable, Codable {
    case knowledgeRecall = "knowledge-recall"
    case visualFeatures = "visual-features"
    case anatomicalInference = "anatomical-inference"
    case clinicalSynthesis = "clinical-synthesis"
  }

  /// Which text a model was asked with.
  public struct PromptReference: Hashable, Sendable, Codable {
    /// The prompt's id.
    public var id: String
    /// The prompt's own version.
    public var version: String
    /// SHA-256 of the prompt's text before its variables are filled in, in hexadecimal.
    public var sha256: String

    /// A reference to a prompt's text.
    public init(id: String, version: String, sha256: String) {
      self.id = id
      self.version = version
      self.sha256 = sha256
    }
  }

  /// A picture that a model was shown; statements cite it by its id.
  public struct PictureReference: Hashable, Sendable, Codable {
    /// `P1`, `P2`…
    public var id: String
    /// The picture's name in its case.
    public var name: String
    /// SHA-256 of the PNG's bytes, in hexadecimal.
    public var sha256: String

    /// A reference to a picture's bytes.
    public init(id: String, name: String, sha256: String) {
      self.id = id
      self.name = name
      self.sha256 = sha256
    }
  }

  /// A model's answer to a policy's question about the pictures.
  public struct Answer: Hashable, Sendable, Codable {
    /// What can be answered.
    public enum Choice: String, CaseIterable, Hashable, Sendable, Codable {
      case yes, no
      case cannotTell = "cannot-tell"
    }

    /// The finding that the answer settles.
    public var finding: String
    /// The answer itself.
    public var answer: Choice
    /// What the model saw that made it answer so.
    public var text: String

    /// An answer to the question behind a finding.
    public init(finding: String, answer: Choice, text: String) {
      self.finding = finding
      self.answer = answer
      self.text = text
    }
  }

  /// One reading of the synthesis: the verdict and the statements it rests on.
  public struct Vote: Hashable, Sendable, Codable {
    /// The verdict of this reading.
    public var decision: Decision
    /// How sure the model says it is, 0…1.
    public var confidence: Double
    /// The ids of its reasons among the stage's statements.
    public var reasons: [String]

    /// A vote with its confidence and its reasons.
    public init(decision: Decision, confidence: Double, reasons: [String]) {
      self.decision = decision
      self.confidence = confidence
      self.reasons = reasons
    }
  }

  /// Tokens as the server counted them.
  public struct Usage: Hashable, Sendable, Codable {
    /// Tokens sent.
    public var inputTokens: Int
    /// Tokens received.
    public var outputTokens: Int

    enum CodingKeys: String, CodingKey {
      case inputTokens = "input_tokens"
      case outputTokens = "output_tokens"
    }

    /// Tokens sent and received.
    public init(inputTokens: Int, outputTokens: Int) {
      self.inputTokens = inputTokens
      self.outputTokens = outputTokens
    }
  }

  /// Which stage.
  public var name: Name
  /// The text the model was asked with; nil when none was asked.
  public var prompt: PromptReference?
  /// The model as its server names it; nil when none was asked.
  public var model: String?
  /// What the stage said, the ungrounded included.
  public var statements: [Statement]
  /// Answers to the policy's questions; visual features only.
  public var answers: [Answer]
  /// The readings; clinical synthesis by a model only.
  public var votes: [Vote]
  /// The pictures that were shown.
  public var pictures: [PictureReference]?
  /// Tokens of all questions of the stage; nil when the server does not say. An answer that several cases share, such as what is known of the anatomy, is told with each of
  /// them, and a cached one repeats what it took when it was asked.
  public var usage: Usage?
  /// Time spent waiting for the model, 0 for what a cache kept; nil when none was asked. Differs between runs; a replay repeats it.
  public var latencyMilliseconds: Int?
  /// Whether all its answers were kept from an earlier run. Differs between runs; a replay repeats it.
  public var cached: Bool
  /// How the stage came about when that is not plain: no model consulted, no picture given.
  public var note: String?
  /// Why the stage has no usable answer. Holds no key and no path.
  public var error: String?

  enum CodingKeys: String, CodingKey {
    case name, prompt, model, statements, answers, votes, pictures, usage
    case latencyMilliseconds = "latency_ms"
    case cached, note, error
  }

  /// A stage's record; everything that does not apply stays empty.
  public init(
    name: Name, prompt: PromptReference? = nil, model: String? = nil, statements: [Statement] = [],
    answers: [Answer] = [], votes: [Vote] = [], pictures: [PictureReference]? = nil, usage: Usage? = nil,
    latencyMilliseconds: Int? = nil, cached: Bool = false, note: String? = nil, error: String? = nil
  ) {
    self.name = name
    self.prompt = prompt
    self.model = model
    self.statements = statements
    self.answers = answers
    self.votes = votes
    self.pictures = pictures
    self.usage = usage
    self.latencyMilliseconds = latencyMilliseconds
    self.cached = cached
    self.note = note
    self.error = error
  }
}
