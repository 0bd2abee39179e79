package import Evaluation
internal import PolicyLanguage
package import Reasoning

/// What changes for one stored case from one policy to another.
package struct CaseDifference: Sendable {
  package enum Verdict: Hashable, Sendable {
    case same, flips
    /// The decision hangs on answers that are not stored.
    case open
  }

  /// A finding as both policies see it.
  package struct Change: Sendable {
    package let expectation: String
    package let labels: [String]
    /// Nil: the policy has no such finding.
    package let old: Finding?
    package let new: Finding?
  }

  package let caseName: String
  /// The decision by either policy, mildest and severest.
  package let old: ClosedRange<Decision>
  package let new: ClosedRange<Decision>
  /// Findings that hold the new decision up and not the old one, or with another weight.
  package let appearing: [Change]
  /// Findings that hold the old decision up and not the new one.
  package let vanishing: [Change]
  /// How often findings of an expectation changed their outcome.
  package let outcomes: [OutcomeChange: Int]
  /// How many findings of the new policy want answers that are not stored, by expectation.
  package let unstored: [String: Int]

  package struct OutcomeChange: Hashable, Sendable {
    package let expectation: String
    package let from: Finding.Outcome
    package let to: Finding.Outcome
  }

  package init(caseName: String, old: RehearsedCase, new: RehearsedCase) {
    self.caseName = caseName
    self.old = old.mildest...old.severest
    self.new = new.mildest...new.severest
    let (before, after) = (Self.keyed(old.findings), Self.keyed(new.findings))
    let (heldUp, holdingUp) = (Set(old.drivers.map(\.id)), Set(new.drivers.map(\.id)))
    var appearing: [Change] = []
    var vanishing: [Change] = []
    var outcomes: [OutcomeChange: Int] = [:]
    for (key, finding) in after.pairs {
      let earlier = before.findings[key]
      if holdingUp.contains(finding.id) {
        let known = earlier.map { heldUp.contains($0.id) && Self.weight($0) == Self.weight(finding) } ?? false
        if !known {
          appearing.append(Change(expectation: finding.expectation, labels: finding.labels, old: earlier, new: finding))
        }
      }
      if let earlier, earlier.outcome != finding.outcome, !earlier.isUnstored, !finding.isUnstored {
        let change = OutcomeChange(expectation: finding.expectation, from: earlier.outcome, to: finding.outcome)
        outcomes[change, default: 0] += 1
      }
    }
    for (key, finding) in before.pairs where heldUp.contains(finding.id) {
      let later = after.findings[key]
      if later.map({ holdingUp.contains($0.id) }) ?? false { continue }
      vanishing.append(Change(expectation: finding.expectation, labels: finding.labels, old: finding, new: later))
    }
    self.appearing = appearing
    self.vanishing = vanishing
    self.outcomes = outcomes
    unstored = new.unstored.reduce(into: [:]) { $0[$1.expectation, default: 0] += 1 }
  }

  package var verdict: Verdict {
    if old.lowerBound == old.upperBound, old == new { return .same }
    return old.overlaps(new) ? .open : .flips
  }

  /// The expectations that the flip is owed to; empty when it is owed to how the policy decides.
  package var responsible: [String] {
    (appearing + vanishing).map(\.expectation).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// What a driving finding adds to the decision.
  private static func weight(_ finding: Finding) -> [String] {
    [
      finding.outcome.rawValue,
      finding.outcome == .notEvaluable ? finding.notEvaluable.rawValue : finding.severity.rawValue,
    ]
  }

  /// Findings by expectation, labels and number, since ids are those of one policy. Labels stand in any order: the one
  /// at fault comes first.
  private static func keyed(_ findings: [Finding]) -> (
    pairs: [(key: [String], finding: Finding)], findings: [[String]: Finding]
  ) {
    var counts: [[String]: Int] = [:]
    let pairs = findings.map { finding -> (key: [String], finding: Finding) in
      let key = [finding.expectation] + finding.labels.sorted()
      counts[key, default: 0] += 1
      return (key + ["\(counts[key, default: 0])"], finding)
    }
    return (pairs, Dictionary(pairs.map { ($0.key, $0.finding) }, uniquingKeysWith: { first, _ in first }))
  }
}
