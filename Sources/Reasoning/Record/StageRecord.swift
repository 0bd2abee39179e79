/// What one of the stages said, and how it came to say it.
public struct StageRecord: Hashable, Sendable, Codable {
  /// The stages, in their order.
  public enum Name: String, CaseIterable, Hashable, Sendable, Codable {
    case knowledgeRecall = "knowledge-recall"
    case visualFeatures = "visual-features"
    /// Optional: the mask beside changed versions of itself.
    case contrast
    case anatomicalInference = "anatomical-inference"
    case clinicalSynthesis = "clinical-synthesis"
    /// All in one question, in place of the others.
    case singlePass = "single-pass"

    /// The four that every case goes through, unless options say otherwise.
    package static let four: [Name] = [.knowledgeRecall, .visualFeatures, .anatomicalInference, .clinicalSynthesis]
  }

  /// Why a stage has no usable answer.
  public enum Cause: String, CaseIterable, Hashable, Sendable, Codable {
    /// The model would not answer.
    case refused
    /// The server's filter kept the question or the answer back.
    case blocked
    /// The answer ran into the limit of its length.
    case cutOff = "cut-off"
    /// The answer held nothing.
    case emptyAnswer = "empty-answer"
    /// The answer was not of the form asked for, also after it was sent back.
    case invalidAnswer = "invalid-answer"
    /// Another question would have cost more than allowed.
    case budget
    /// Only kept or recorded answers were to be used, and there was none.
    case notCached = "not-cached"
    /// The server could not be reached, gave nothing in time, or allows no more for now.
    case unavailable
    /// The server answered with another model than before.
    case modelChanged = "model-changed"
    /// The server took the key or the question for wrong.
    case configuration
    /// The prompt's text cannot be used.
    case prompt
    /// The run was stopped.
    case cancelled
    /// Anything else.
    case unexpected
  }

  /// How far the readings of a verdict agree.
  public struct Agreement: Hashable, Sendable, Codable {
    /// Readings that the policy asks for.
    public var votes: Int
    /// Readings that were made: fewer once no further one could change the majority.
    public var asked: Int
    /// The share of those made that the most frequent verdict has.
    public var share: Double
    /// Shannon entropy of the verdicts of those made, in bits: 0 when all agree, 1.585 when each verdict is as frequent
    /// as the next.
    public var entropy: Double

    /// Shares are rounded to four decimals by their maker.
    package init(votes: Int, asked: Int, share: Double, entropy: Double) {
      self.votes = votes
      self.asked = asked
      self.share = share
      self.entropy = entropy
    }
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
    package init(id: String, version: String, sha256: String) {
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
    package init(id: String, name: String, sha256: String) {
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
    /// The structure that it is about, where the finding waits for the answers about several.
    public var label: String?
    /// The answer itself.
    public var answer: Choice
    /// What the model saw that made it answer so.
    public var text: String
    /// The pictures that it cites; nil in records of earlier versions.
    public var evidence: [String]?
    /// Why it does not count, so that the question stays open; nil where it counts.
    public var problem: String?

    /// An answer to the question behind a finding.
    package init(
      finding: String, label: String? = nil, answer: Choice, text: String, evidence: [String] = [],
      problem: String? = nil
    ) {
      self.finding = finding
      self.label = label
      self.answer = answer
      self.text = text
      self.evidence = evidence
      self.problem = problem
    }
  }

  /// One reading of the synthesis: the verdict and the statements it rests on.
  public struct Vote: Hashable, Sendable, Codable {
    /// Where a confidence comes from.
    public enum Source: String, CaseIterable, Hashable, Sendable, Codable {
      /// The probability of the verdict's tokens against those of the other verdicts.
      case tokens
      /// The number that the model wrote down.
      case model
    }

    /// The verdict of this reading.
    public var decision: Decision
    /// How sure the model is, 0…1, as it counts: the smaller of the number that it says and the one in its tokens.
    public var confidence: Double
    /// Where that number comes from; nil in records of earlier versions.
    public var confidenceFrom: Source?
    /// The number that the model says, 0…1.
    public var confidenceSaid: Double?
    /// The probability of the verdict's tokens against those of the other verdicts; nil where the server gives none.
    public var tokenProbability: Double?
    /// The ids of its reasons among the stage's statements.
    public var reasons: [String]

    enum CodingKeys: String, CodingKey {
      case decision, confidence
      case confidenceFrom = "confidence_from"
      case confidenceSaid = "confidence_said"
      case tokenProbability = "token_probability"
      case reasons
    }

    /// A vote with its confidence and its reasons.
    package init(decision: Decision, confidence: Confidence, reasons: [String]) {
      self.decision = decision
      self.confidence = confidence.value
      confidenceFrom = confidence.source
      confidenceSaid = confidence.said
      tokenProbability = confidence.inTokens
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
    package init(inputTokens: Int, outputTokens: Int) {
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
  /// How far the readings agree; nil when only one is asked for.
  public var agreement: Agreement?
  /// The pictures that were shown.
  public var pictures: [PictureReference]?
  /// Tokens of all questions of the stage; nil when the server does not say. An answer that several cases share, such
  /// as what is known of the anatomy, is told with each of them, and a cached one repeats what it took when it was
  /// asked.
  public var usage: Usage?
  /// Time spent waiting for the model, 0 for what a cache kept; nil when none was asked. Differs between runs; a replay
  /// repeats it.
  public var latencyMilliseconds: Int?
  /// Whether all its answers were kept from an earlier run. Differs between runs; a replay repeats it.
  public var cached: Bool
  /// How the stage came about when that is not plain: no model consulted, no picture given.
  public var note: String?
  /// Why the stage has no usable answer; its statements and votes are then what there was until it failed, and decide
  /// nothing.
  public var cause: Cause?
  /// The failure in words. Holds no key and no path.
  public var error: String?

  enum CodingKeys: String, CodingKey {
    case name, prompt, model, statements, answers, votes, agreement, pictures, usage
    case latencyMilliseconds = "latency_ms"
    case cached, note, cause, error
  }

  /// A stage's record; everything that does not apply stays empty.
  package init(
    name: Name, prompt: PromptReference? = nil, model: String? = nil, statements: [Statement] = [],
    answers: [Answer] = [], votes: [Vote] = [], agreement: Agreement? = nil, pictures: [PictureReference]? = nil,
    usage: Usage? = nil, latencyMilliseconds: Int? = nil, cached: Bool = false, note: String? = nil,
    cause: Cause? = nil, error: String? = nil
  ) {
    self.name = name
    self.prompt = prompt
    self.model = model
    self.statements = statements
    self.answers = answers
    self.votes = votes
    self.agreement = agreement
    self.pictures = pictures
    self.usage = usage
    self.latencyMilliseconds = latencyMilliseconds
    self.cached = cached
    self.note = note
    self.cause = cause
    self.error = error
  }
}
