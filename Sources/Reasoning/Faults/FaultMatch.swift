import Anatomy
import Evaluation
import PolicyLanguage

/// A fault tried on some labels: the findings that would be explained by it.
struct FaultMatch: Sendable {
  var fault: Fault
  /// One label, the two of a pair in order, the chain's levels; empty for the whole export.
  var labels: [String]
  /// Failed and warned findings with the strength of the sign they are, in the order of the policy.
  var explained: [(finding: Finding, strength: Double)]
  /// What speaks against it, summed over the findings that do.
  var against: Double
  /// Whether the policy pairs the two labels.
  var isPaired: Bool
  /// Whether the export holds no voxel of the label, or none at all.
  var isEmpty: Bool
  /// Whether each of the two has a size that the other may have, and one that it may not.
  var sizesFitEachOther: Bool
  /// Pairs of the policy, for faults of the whole export.
  var pairs: [[String]]

  var isOfExport: Bool { labels.isEmpty }

  /// Whether findings are enough to name a fault: one of its strong signs, and one that failed.
  static func suffices(_ explained: [(finding: Finding, strength: Double)]) -> Bool {
    explained.contains { $0.finding.outcome == .fail } && explained.contains { $0.strength >= 0.5 }
  }

  private var failed: [Finding] { explained.map(\.finding).filter { $0.outcome == .fail } }

  /// Whether a failed finding has one of some codes, and the first or second label as its first where the role says so.
  func has(_ codes: Set<FindingCode>, of role: Sign.Role = .mentioned) -> Bool {
    failed.contains { finding in
      guard codes.contains(finding.code) else { return false }
      switch role {
      case .first: return finding.labels.first == labels.first
      case .second: return finding.labels.first == labels.last
      default: return true
      }
    }
  }

  /// Whether each of the labels is the subject of a failed finding with one of some codes.
  func concernsEach(_ codes: Set<FindingCode>) -> Bool {
    let found = failed.filter { codes.contains($0.code) }
    return labels.allSatisfy { label in found.contains { $0.labels.first == label } }
  }

  /// Whether failed findings with some codes speak of both labels, together or each in its own.
  func concernsBoth(_ codes: Set<FindingCode>) -> Bool {
    let found = failed.filter { codes.contains($0.code) }
    return labels.allSatisfy { label in found.contains { $0.labels.contains(label) } }
  }

  private static let turnedRound = Position.codes(of: [.side, .order], [.reversed, .swapped])
  private static let onWrongSide = Position.codes(of: [.side], [.reversed, .swapped])

  /// Whether an order of the two is turned round, not only too narrow: held against one another, or each against the
  /// body.
  var standsReversed: Bool {
    failed.contains { finding in
      Self.turnedRound.contains(finding.code) && labels.allSatisfy(finding.labels.contains)
    }
      || labels.allSatisfy { label in
        failed.contains { Self.onWrongSide.contains($0.code) && $0.labels.first == label }
      }
  }

  /// How many different pairs, or structures outside any pair, stand on the wrong side.
  var sidedPairs: Int {
    var units = Set<String>()
    for finding in failed where Self.onWrongSide.contains(finding.code) {
      guard let subject = finding.labels.first else { continue }
      units.insert(pairs.first { $0.contains(subject) }?.joined(separator: "+") ?? subject)
    }
    return units.count
  }

  /// The kinds that speak for a shift of levels.
  private static let shiftKinds = [
    FileIntegrity.name, SequenceOrder.name, Level.name, Presence.name, Adjacency.name, Position.name,
  ]

  /// How many kinds of findings speak for a shift of levels.
  var kindsSpeakingForShift: Int { Set(failed.map(\.kind)).intersection(Self.shiftKinds).count }

  private static func sizes(_ deviation: Deviation) -> Set<FindingCode> {
    VolumeRange.codes(of: nil, [deviation]).union(AreaRange.codes(of: nil, [deviation]))
      .union(ExtentLimits.codes(of: nil, [deviation])).union(DiameterLimits.codes(of: nil, [deviation]))
  }
  private static let small = sizes(.below)
  private static let large = sizes(.above)

  private func structures(_ codes: Set<FindingCode>) -> Int {
    Set(failed.filter { codes.contains($0.code) }.compactMap(\.labels.first)).count
  }

  /// Whether at least three structures are off in size, all too large or all too small.
  var sizesAgreeInDirection: Bool {
    let (smaller, larger) = (structures(Self.small), structures(Self.large))
    return max(smaller, larger) >= 3 && min(smaller, larger) == 0
  }

  /// Whether names have been dealt out anew: some structures too large, others too small, and orders turned round along
  /// more than one axis.
  var namesAreMixedUp: Bool {
    min(structures(Self.small), structures(Self.large)) >= 2 && sidedPairs >= 1
      && has(Position.codes(of: [.order], [.reversed, .swapped]))
  }
}
