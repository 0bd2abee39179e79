import Evaluation
import Numerics
import PolicyLanguage

@testable import Reasoning

/// A case whose truth is known, with the findings that an analyzer would have of it.
struct SimulatedCase {
  enum Truth: String, CaseIterable {
    /// Usable, nothing odd.
    case sound
    /// Usable, and a finding fails all the same.
    case falseAlarm
    /// Not usable, and a finding with a veto fails.
    case vetoed
    /// Not usable, and a finding without a veto fails.
    case found
    /// Not usable, and only the pictures show it.
    case missed

    var isUsable: Bool { self == .sound || self == .falseAlarm }
  }

  let truth: Truth
  let findings: [Finding]

  /// Half of the cases are usable; shares in twentieths.
  static let shares: [(Truth, Int)] = [(.sound, 7), (.falseAlarm, 3), (.vetoed, 3), (.found, 4), (.missed, 3)]

  init(_ random: inout SplitMix64) {
    truth = random.pick(Self.shares.flatMap { Array(repeating: $0.0, count: $0.1) })
    let isSmall = truth == .falseAlarm || truth == .found
    let size = isSmall ? 60 + random.below(35) : 120 + random.below(90)
    let gap = 70 + random.below(40)
    findings = [
      finding(
        "F1", "volume", isSmall ? "below" : nil, ["kidney_right"], isSmall ? .fail : .pass,
        measured: Measured(value: Double(size), unit: "mL"), expected: "100..250 mL", margin: isSmall ? -0.3 : 0.3,
        message: "The right kidney has \(size) mL."),
      finding(
        "F2", "position", "side_within", ["kidney_left", "kidney_right"], .pass,
        measured: Measured(value: Double(gap), unit: "mm"), expected: ">= 40 mm", margin: 0.4,
        message: "The left kidney lies \(gap) mm left of the right kidney."),
      finding(
        "F3", "connectivity", truth == .vetoed ? "components_above" : "components_within", ["kidney_left"],
        truth == .vetoed ? .fail : .pass, severity: .reject,
        measured: Measured(value: truth == .vetoed ? 3 : 1, unit: "components"), expected: "1",
        margin: truth == .vetoed ? -2 : 0,
        message: truth == .vetoed ? "The left kidney is 3 pieces." : "The left kidney is 1 piece."),
    ]
  }

  /// - Parameter names: whether the policy lets a model clear the failure that sound and faulty cases share.
  func evidence(votes: Int, veto: Bool, acceptConfidence: Double, names: Bool = true) -> CaseEvidence {
    let policy = policy { settings in
      settings.votes = votes
      settings.model = .clears(codes: names ? [FindingCode("volume", Aspect("", .below))] : [])
      settings.veto = veto ? [.reject] : []
      settings.acceptConfidence = acceptConfidence
    }
    return CaseEvidence(policy: policy, findings: findings, pictures: [picture("overview")])
  }
}
