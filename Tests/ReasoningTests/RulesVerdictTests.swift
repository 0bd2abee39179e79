import Anatomy
import Evaluation
import PolicyLanguage
import Reasoning
import Testing

@Suite struct RulesVerdictTests {
  private func outcome(_ findings: [Finding], decision: (inout DecisionSettings) -> Void = { _ in }) -> Conclusion {
    RulesReasoner().decide(CaseEvidence(policy: policy(decision: decision), findings: findings))
  }

  @Test func `passed findings are accepted with the best score`() {
    let result = outcome([finding("F1", "volume", nil, ["liver"], .pass)])
    #expect(result.decision == .accept)
    #expect(result.score == 1)
    #expect(result.arbitration.because.contains("no language model was consulted"))
    #expect(result.arbitration.model == nil)
  }

  @Test(arguments: [
    (Finding.Outcome.fail, Severity.reject, Decision.reject), (.fail, .review, .review), (.fail, .note, .accept),
    (.warn, .reject, .accept), (.waived, .reject, .accept),
  ])
  func `a severity weighs as the policy says`(outcome given: Finding.Outcome, severity: Severity, decision: Decision) {
    let result = outcome([
      finding("F1", "volume", "below", ["liver"], given, severity: severity),
      finding("F2", "holes", nil, ["liver"], .pass),
    ])
    #expect(result.decision == decision)
  }

  @Test(arguments: [(NotEvaluableEffect.ignore, Decision.accept), (.review, .review), (.reject, .reject)])
  func `what could not be judged weighs as the policy says`(effect: NotEvaluableEffect, decision: Decision) {
    let result = outcome([
      finding("F1", "volume", nil, ["liver"], .notEvaluable, margin: nil, effect: effect),
      finding("F2", "holes", nil, ["liver"], .pass),
    ])
    #expect(result.decision == decision)
    #expect(result.reasons.count == (effect == .ignore ? 0 : 1))
  }

  /// Causes of the findings, all for review, and the score that independent doubts of one half come to.
  @Test(arguments: [
    ([[UnknownCause.absent("liver")], [.absent("spleen")], [.absent("liver")]], 0.5),
    ([[.absent("liver")], [.noSpacing]], 0.25),
    ([[.absent("liver")], [.noSpacing], [.noSpacing, .absent("liver")]], 0.125),
  ])
  func `what is unknown for the same kinds of cause is one doubt`(causes: [[UnknownCause]], score: Double) {
    let open = causes.enumerated().map { index, causes in
      var open = finding("F\(index + 1)", "volume", nil, ["liver"], .notEvaluable, margin: nil)
      open.causes = causes
      return open
    }
    let result = outcome(open + [finding("F9", "holes", nil, ["liver"], .pass)])
    #expect(result.score == score)
    #expect(result.reasons.count == Set(causes.map { Set($0.map(\.kind)) }).count)
  }

  @Test func `the heaviest effect of one matter counts`() {
    let open = [NotEvaluableEffect.review, .reject, .ignore].enumerated().map { index, effect in
      finding("F\(index + 1)", "volume", nil, ["liver"], .notEvaluable, margin: nil, effect: effect)
    }
    #expect(outcome(open + [finding("F9", "holes", nil, ["liver"], .pass)]).score == 0.05)
  }

  @Test(arguments: [[], [finding("F1", "volume", nil, ["liver"], .skipped)]])
  func `an export of which nothing was judged is not accepted`(findings: [Finding]) {
    let result = outcome(findings)
    #expect(result.decision == .review)
    #expect(result.score == 0.5)
  }

  @Test func `without veto a failure of severity reject still asks for a person`() {
    let result = outcome([finding("F1", "holes", "count_above", ["liver"], severity: .reject)]) { $0.veto = [] }
    #expect(result.decision == .review)
  }

  @Test func `a third of odd findings add up to a review, a tenth do not`() {
    func share(_ odd: Int, of count: Int) -> Conclusion {
      outcome((1...count).map { finding("F\($0)", "volume", nil, ["liver"], $0 <= odd ? .warn : .pass, margin: -1) })
    }
    #expect(share(7, of: 20).decision == .review)
    #expect(share(2, of: 20).decision == .accept)
    #expect(share(70, of: 200).decision == .review)
    #expect(share(20, of: 200).decision == .accept)
  }

  /// Every finding in three, and every single worsening of it: no result may get better.
  @Test func `making a finding worse never raises the score or lowers the decision`() {
    var findings: [Finding] = []
    for outcome in [Finding.Outcome.pass, .warn, .fail] {
      for severity in Severity.allCases {
        for margin in [0.4, -0.01, -3] {
          findings.append(finding("F", "volume", "below", ["liver"], outcome, severity: severity, margin: margin))
        }
      }
    }
    for effect in NotEvaluableEffect.allCases {
      findings.append(finding("F", "volume", nil, ["liver"], .notEvaluable, margin: nil, effect: effect))
    }
    let rank: (Finding.Outcome) -> Int = { $0 == .pass ? 0 : $0 == .warn ? 1 : 2 }
    func isWorse(_ a: Finding, than b: Finding) -> Bool {
      guard a.outcome != .notEvaluable, b.outcome != .notEvaluable else {
        if a.outcome == b.outcome { return a.notEvaluable.weight >= b.notEvaluable.weight }
        return b.outcome == .pass && a.notEvaluable != .ignore && a.outcome == .notEvaluable
      }
      return rank(a.outcome) >= rank(b.outcome) && a.severity >= b.severity && (a.margin ?? 0) <= (b.margin ?? 0)
    }
    let vetoes: [[Severity]] = [[], [.reject], [.review]]
    var tried = 0
    for veto in vetoes {
      for other in findings {
        for better in findings {
          let before = outcome([other, better]) { $0.veto = veto }
          for worse in findings where isWorse(worse, than: better) {
            let after = outcome([other, worse]) { $0.veto = veto }
            tried += 1
            guard after.score <= before.score, after.decision >= before.decision else {
              Issue.record(
                "\(before.decision) \(before.score) became \(after.decision) \(after.score) with veto \(veto): \(better) to \(worse)"
              )
              return
            }
          }
        }
      }
    }
    #expect(tried > 10_000)
  }

  @Test func `the four stages are there, in words, and every statement cites a finding or an expectation`() {
    let result = outcome([
      finding("F1", "volume", "below", ["liver"]), finding("F2", "holes", nil, ["liver"], .pass),
      finding("F3", "holes", nil, ["spleen"], .pass),
    ])
    #expect(result.stages.map(\.name) == StageRecord.Name.four)
    #expect(
      result.stages.allSatisfy { $0.note?.contains("No language model was consulted") == true && $0.model == nil })
    #expect(result.stages[0].statements.map(\.evidence) == [["volume"], ["sides"]])
    #expect(result.stages[1].statements.map(\.evidence) == [["F1"], ["F2", "F3"]])
    #expect(result.stages[2].statements.map(\.fault) == [.underSegmented])
  }
}

extension NotEvaluableEffect {
  fileprivate var weight: Int { self == .ignore ? 0 : self == .review ? 1 : 2 }
}
