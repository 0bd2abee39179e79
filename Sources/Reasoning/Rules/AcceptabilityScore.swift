import Evaluation
import PolicyLanguage

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
enum AcceptabilityScore {
  /// Below this score a person has to look although no single finding asks for it.
  static let reviewBelow = 0.5

  /// The score, rounded to four decimals. Half at most when nothing was judged (`sayNothing`): unknown is not good.
  static func of(_ findings: [Finding]) -> Double {
    var score = 1.0
    for finding in findings { score *= 1 - penalty(of: finding, among: findings.count) }
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

extension [Finding] {
  /// Whether nothing was judged: nothing of the anatomy, whatever shares coverage asks for, or, where the policy says
  /// that it judges the file only, nothing at all. What a model answered is no judgement, and that a label is there or
  /// not is none of its anatomy.
  var sayNothing: Bool {
    let isFileOnly = contains { $0.code == .fileOnly }
    return !contains { $0.hasResult && (isFileOnly ? !["ask", "coverage"].contains($0.kind) : $0.isAnatomical) }
  }
}
