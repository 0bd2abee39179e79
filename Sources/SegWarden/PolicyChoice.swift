internal import Cases
internal import Evaluation
internal import Measurements
package import PolicyLanguage
package import Volume

/// Finds the policy that an export was made for: the one whose labels are the export's structures, on images of its
/// kind. Never guesses between two.
package struct PolicyChoice: Sendable {
  /// How well one policy fits an export.
  package struct Fit: Hashable, Sendable {
    package var policy: String
    /// Structures with voxels that are labels of the policy by a name or a code.
    package var known: Int
    /// Structures with voxels that the policy does not know, or by their value alone.
    package var unknown: Int
    /// Labels that the policy declares.
    package var labels: Int
    /// Why it cannot be the one, in words; nil when it can.
    package var obstacle: String?

    /// Of the export's structures.
    var knownShare: Double { known + unknown == 0 ? 0 : Double(known) / Double(known + unknown) }
    /// Of the policy's labels.
    var coverage: Double { labels == 0 ? 0 : Double(known) / Double(labels) }

    var words: String {
      "\(policy) knows \(known) of \(known + unknown) structures by name or code, and has \(labels) \(labels == 1 ? "label" : "labels")"
    }
  }

  /// The policy and why it was chosen.
  package struct Choice: Sendable {
    package var policy: Policy
    package var because: String
  }

  /// The least share of an export's structures that its policy knows.
  private static let leastKnown = 0.9
  /// By how much the better of two must be better: a share more of the structures, or so many times the labels'
  /// coverage.
  private static let (clearShare, clearCoverage) = (0.1, 3.0)

  private let policies: [Policy]
  /// `CT`, `MR`, `X-ray`; nil when nobody said.
  private let modality: String?

  package init(among policies: [Policy], modality: String?) {
    self.policies = policies
    self.modality = modality
  }

  /// Chooses; throws when none fits, or when two do equally well.
  package func policy(for segmentation: Segmentation, fileStem: String) throws -> Choice {
    let fits = policies.map { ($0, fit($0, segmentation, fileStem)) }
    let able = fits.filter { $0.1.obstacle == nil }.sorted { Self.isBetter($0.1, $1.1) }
    guard let (policy, best) = able.first else {
      let list = fits.map { "\($0.1.policy): \($0.1.obstacle ?? "")" }.joined(separator: "; ")
      throw CaseError(
        .noPolicy, "no policy fits the export (\(list)); name one with --policy, or map its labels with --labels.")
    }
    if let (_, next) = able.dropFirst().first, !Self.isClearly(best, betterThan: next) {
      throw CaseError(
        .noPolicy,
        "several policies fit the export, and nothing tells which is meant: \(best.words); \(next.words). Name one with --policy."
      )
    }
    let kind = modality.map { " on \($0)" } ?? ", the modality unknown"
    return Choice(policy: policy, because: "The policy was chosen by the export's labels\(kind): \(best.words).")
  }

  private func fit(_ policy: Policy, _ segmentation: Segmentation, _ fileStem: String) -> Fit {
    let named = segmentation.named(byFile: fileStem, for: policy)
    let facts = CaseFacts(policy: policy, table: MeasurementTable(roster: named, imageGrid: nil), context: [:])
    let filled = policy.labels.map(\.name).filter { facts.filled($0) != nil }
    // Values alone choose no policy: every small model writes 1.
    let known = filled.filter { [.name, .code].contains(facts.identification(of: $0)) }
    var fit = Fit(
      policy: policy.id, known: known.count, unknown: facts.unknownStructures.count + filled.count - known.count,
      labels: policy.labels.count)
    if !policy.task.takes(dimensions: named.grid.dimensions) {
      fit.obstacle = "is about \(policy.task.dimensions) dimensions, the export has \(named.grid.dimensions)"
    } else if let modality, let own = policy.task.modality, own.lowercased() != modality.lowercased() {
      fit.obstacle = "is about \(own), the images are \(modality)"
    } else if fit.known == 0 {
      fit.obstacle = "knows none of its structures by name or code"
    } else if fit.knownShare < Self.leastKnown {
      fit.obstacle = "knows only \(fit.known) of its \(fit.known + fit.unknown) structures"
    }
    return fit
  }

  private static func isBetter(_ a: Fit, _ b: Fit) -> Bool {
    (Double(a.known), a.knownShare, a.coverage, b.policy) > (Double(b.known), b.knownShare, b.coverage, a.policy)
  }

  /// A mask of value 1 without a name fits every policy whose first label is 1; only names, or many values at once,
  /// tell more.
  private static func isClearly(_ best: Fit, betterThan next: Fit) -> Bool {
    if best.known > next.known, best.knownShare >= next.knownShare { return true }
    if best.known < next.known { return false }
    return best.knownShare >= next.knownShare + clearShare || best.coverage >= clearCoverage * next.coverage
  }
}
