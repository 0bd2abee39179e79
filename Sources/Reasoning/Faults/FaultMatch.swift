import Evaluation
import PolicyLanguage

/// A fault tried on some labels: the findings that would be explained by it.
struct FaultMatch: Sendable {
  var fault: Fault
  /// One label, the two of a pair in order, the chain's levels; empty for the whole export.
  var labels: [String]
  /// Failed and warned findings with the strength of the sign they are, in the order of the policy.
  var explained: [(finding: Finding, strength: Double)]
  /// What speaks against it, summed over passed findings.
  var against: Double
  /// Whether the policy pairs the two labels.
  var isPaired: Bool
  /// Whether the export holds no voxel of the label, or none at all.
  var isEmpty: Bool
  /// Pairs of the policy, for faults of the whole export.
  var pairs: [[String]]

  private var failed: [Finding] { explained.map(\.finding).filter { $0.outcome == .fail } }

  func has(_ kind: String, _ aspect: String, of role: FaultSignature.Sign.Role = .mentioned) -> Bool {
    failed.contains { finding in
      guard finding.kind == kind, finding.aspect == aspect else { return false }
      switch role {
      case .first: return finding.labels.first == labels.first
      case .second: return finding.labels.first == labels.last
      default: return true
      }
    }
  }

  func has(anyOf kinds: Set<String>) -> Bool { failed.contains { kinds.contains($0.kind) } }

  /// Whether each of the labels is the subject of a failed finding of these kinds.
  func concernsEach(kinds: Set<String>) -> Bool {
    let found = failed.filter { kinds.contains($0.kind) }
    return labels.allSatisfy { label in found.contains { $0.labels.first == label } }
  }

  /// Whether failed findings of these kinds speak of both labels, together or each in its own.
  func concernsBoth(kinds: Set<String>) -> Bool {
    let found = failed.filter { kinds.contains($0.kind) }
    return labels.allSatisfy { label in found.contains { $0.labels.contains(label) } }
  }

  /// Whether an order of the two is turned round, not only too narrow: held against one another, or each against the body.
  var isReversed: Bool {
    let reversed = failed.filter { $0.kind == "position" && $0.aspect == "order" && ($0.measured?.value ?? -1) < 0 }
    return reversed.contains { finding in labels.allSatisfy(finding.labels.contains) }
      || labels.allSatisfy { label in reversed.contains { $0.isAboutSides && $0.labels.first == label } }
  }

  /// How many different pairs, or structures outside any pair, stand on the wrong side.
  var sidedPairs: Int {
    var units = Set<String>()
    for finding in failed where finding.isAboutSides {
      guard let subject = finding.labels.first else { continue }
      units.insert(pairs.first { $0.contains(subject) }?.joined(separator: "+") ?? subject)
    }
    return units.count
  }

  /// How many kinds of findings speak for a shift of levels.
  var kindsSpeakingForShift: Int {
    let kinds = Set(failed.map(\.kind)).intersection(["file", "sequence", "presence", "adjacency", "position"])
    return kinds.count
  }

  /// Whether at least three structures are off in size, all too large or all too small.
  var sizesAgreeInDirection: Bool {
    let sizes = failed.filter { ["volume", "area", "extent", "diameter"].contains($0.kind) }
    let structures = Set(sizes.compactMap(\.labels.first))
    return structures.count >= 3 && Set(sizes.map(\.direction)).count == 1 && against == 0
  }
}
