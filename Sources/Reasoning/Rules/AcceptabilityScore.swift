package import Evaluation
import Numerics
package import PolicyLanguage

/// Acceptability of an export by its findings alone, 0…1.
///
/// The product of `1 − penalty` over all findings: independent chances that each oddity makes the mask unusable. What
/// could not be judged for the same kinds of cause is one matter and counts once. A penalty is
///
/// | outcome | penalty |
/// | --- | --- |
/// | fail | 0.95 reject, 0.625 review, 0.125 note; times 0.8…1 by the distance outside the limit |
/// | warn | 0.1 times 0.8…1 by the distance, times min(1, 20 / number of findings) |
/// | not evaluable | 0.95 or 0.5 by the heaviest effect of the matter, 0 when ignored |
/// | pass, skipped, waived | 0 |
///
/// Warnings mark what is outside the typical range, which a share of healthy people is: in a policy of many findings
/// each weighs less, so that about a third of all findings must be odd before warnings alone bring the score below one
/// half. Monotone: a higher severity, a worse outcome (pass, warn, fail) or a more negative margin never raises the
/// score.
///
/// Where the policy has a calibrated scorecard (`score`), warnings and notes give way to it: the score is the share of
/// such masks that people had accepted where the card was learned, times `1 − penalty` of every other failure and open
/// matter; what is unusual there, and a card that cannot be added up, keep it below one half.
enum AcceptabilityScore {
  /// Below this score a person has to look although no single finding asks for it.
  static let reviewBelow = 0.5

  /// The most that is left to a case that is unusual, or whose card cannot be added up.
  private static let doubtful = 0.4

  /// The score, rounded to four decimals. Half at most when nothing was judged (`sayNothing`): unknown is not good.
  ///
  /// - Parameter cards: the calibrations of the policy's scorecards, by the expectations' ids.
  static func of(_ findings: [Finding], cards: [String: ScorecardCalibration] = [:]) -> Double {
    let judged = findings.filter { cards[$0.expectation] != nil && $0.outcome != .skipped && $0.outcome != .waived }
    var score = 1.0
    for finding in findings {
      if !judged.isEmpty, finding.outcome == .warn || finding.severity == .note { continue }
      if cards[finding.expectation] == nil { score *= 1 - penalty(of: finding, among: findings.count) }
    }
    for finding in judged {
      guard let card = cards[finding.expectation] else { continue }
      if finding.isTotal, let total = finding.measured?.value {
        score *= 1 / (1 + power(10, (total - card.even) / card.tenfold))
      } else if finding.outcome != .pass {
        score = min(score, doubtful)
      }
    }
    for matter in OpenMatter.all(in: findings) { score *= 1 - penalty(of: matter) }
    if findings.sayNothing { score = min(score, 0.5) }
    return (score * 10_000).rounded() / 10_000
  }

  private static func penalty(of finding: Finding, among count: Int) -> Double {
    switch finding.outcome {
    case .pass, .skipped, .waived, .notEvaluable: 0
    case .warn: 0.1 * depth(finding.margin) * min(1, 20 / Double(max(count, 1)))
    case .fail:
      switch finding.severity {
      case .reject: 0.95 * depth(finding.margin)
      case .review: 0.625 * depth(finding.margin)
      case .note: 0.125 * depth(finding.margin)
      }
    }
  }

  private static func penalty(of matter: OpenMatter) -> Double { matter.effect == .reject ? 0.95 : 0.5 }

  /// 0.8 at the limit to 1 at the limit's own size beyond it; 1 when the distance is unknown.
  private static func depth(_ margin: Double?) -> Double {
    guard let margin, margin.isFinite else { return 1 }
    return 0.8 + 0.2 * min(1, max(0, -margin))
  }
}

extension Finding {
  /// Whether its number is the total of a scorecard.
  var isTotal: Bool { measured?.unit == "points" }
}

extension Policy {
  /// What the totals of its scorecards say of a mask, by the expectations' ids.
  package var calibrations: [String: ScorecardCalibration] {
    var cards: [String: ScorecardCalibration] = [:]
    for expectation in expectations {
      if let card = expectation.kind as? DeclaredScorecard { cards[expectation.id] = card.calibration }
    }
    return cards
  }
}

extension [Finding] {
  /// Whether nothing was judged: nothing of the anatomy, whatever shares coverage asks for, or, where the policy says
  /// that it judges the file only, nothing at all. What a model answered is no judgement, and that a label is there or
  /// not is none of its anatomy.
  var sayNothing: Bool {
    let isFileOnly = contains { $0.code == .fileOnly }
    return !contains { $0.hasResult && (isFileOnly ? !["ask", "coverage"].contains($0.kind) : $0.isAnatomical) }
  }
}
