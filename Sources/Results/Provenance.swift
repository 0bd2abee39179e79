public import Reasoning

/// What went into a record, and what made it. Contents are named by digests, never by paths.
public struct Provenance: Hashable, Sendable, Codable {
  /// A file or folder that was read.
  public struct Input: Hashable, Sendable, Codable {
    /// `mask`, `image`, or `labels` for a table of label names.
    public var role: String
    /// SHA-256 of the file; of a folder, of its files' digests in the order of their names.
    public var sha256: String
    /// The grid; nil for inputs without one.
    public var grid: GridSummary?

    /// An input by its digest.
    package init(role: String, sha256: String, grid: GridSummary?) {
      self.role = role
      self.sha256 = sha256
      self.grid = grid
    }
  }

  /// A grid in a few facts.
  public struct GridSummary: Hashable, Sendable, Codable {
    /// Voxels along each index axis.
    public var size: [Int]
    /// Distance between voxel centres in mm; nil when unknown.
    public var spacingMM: [Double]?
    /// The direction in which each index grows, such as `RAS`; nil when unknown.
    public var orientation: String?

    enum CodingKeys: String, CodingKey {
      case size
      case spacingMM = "spacing_mm"
      case orientation
    }

    /// A grid's size, spacing and orientation.
    package init(size: [Int], spacingMM: [Double]?, orientation: String?) {
      self.size = size
      self.spacingMM = spacingMM
      self.orientation = orientation
    }
  }

  /// The policy that judged.
  public struct PolicyReference: Hashable, Sendable, Codable {
    /// The policy's id.
    public var id: String
    /// The policy's own version.
    public var version: String
    /// SHA-256 of the policy's text.
    public var sha256: String

    /// A policy by id, version and digest.
    package init(id: String, version: String, sha256: String) {
      self.id = id
      self.version = version
      self.sha256 = sha256
    }
  }

  /// The mask, then the image and the table of label names where there was one.
  public var inputs: [Input]
  /// The policy that judged.
  public var policy: PolicyReference
  /// Facts about the case that the policy declares, with the values that held.
  public var context: [String: String]
  /// The program and its version.
  public var program: String
  /// `rules` or `model`.
  public var reasoner: String
  /// What a model's reasoning did without, or with beside the four stages; nil with the rules, and in records of
  /// earlier versions.
  public var reasoning: ReasoningOptions?
  /// When the check began, UTC, ISO 8601. Differs between runs.
  public var started: String
  /// How long it took. Differs between runs.
  public var elapsedMilliseconds: Int

  /// SHA-256 of the answers kept beside the record, from which another policy can be rehearsed; nil when none were
  /// kept.
  public var answers: String?

  enum CodingKeys: String, CodingKey {
    case inputs, policy, context, program, reasoner, reasoning, started, answers
    case elapsedMilliseconds = "elapsed_ms"
  }

  /// Provenance with every part named.
  package init(
    inputs: [Input], policy: PolicyReference, context: [String: String], program: String, reasoner: String,
    reasoning: ReasoningOptions? = nil, started: String, elapsedMilliseconds: Int, answers: String? = nil
  ) {
    self.inputs = inputs
    self.policy = policy
    self.context = context
    self.program = program
    self.reasoner = reasoner
    self.reasoning = reasoning
    self.started = started
    self.elapsedMilliseconds = elapsedMilliseconds
    self.answers = answers
  }
}
