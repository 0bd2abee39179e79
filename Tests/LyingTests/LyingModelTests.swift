import Evaluation
import Foundation
import PolicyLanguage
import Reasoning
import Shipped
import TestSupport
import Testing

/// No answer of a model makes accept of what the rules, with every question answered as expected, hold back, but by
/// clearing what the policy names.
///
/// `SEGWARDEN_LONG=1` lies about every mutation, under both forms of each policy, and about those of a real export
/// where one lies beside the project.
@Suite struct LyingModelTests {
  private static let isLong = ProcessInfo.processInfo.environment["SEGWARDEN_LONG"] == "1"
  /// Measured once for all lies.
  private static let cases = Task { try await LyingCases.make(isLong: isLong) }

  @Test func `there are thirty lies and more, each with a name of its own`() {
    #expect(Lie.all.count >= 30)
    #expect(Set(Lie.all.map(\.name)).count == Lie.all.count)
  }

  @Test(arguments: Lie.all)
  func `a lie lowers nothing but what the policy lets it clear`(lie: Lie) async throws {
    let cases = try await Self.cases.value
    #expect(cases.count { $0.baseline.decision > .accept } >= 5)
    for about in cases { try await Self.tell(lie, about) }
  }

  @Test func `the checks have something to find: an excuse of the right form clears what is named, and nothing else`()
    async throws
  {
    let lie = try #require(Lie.all.first { $0.name == "each has a reason of its own and an observation" })
    var lowered = 0
    for about in try await Self.cases.value {
      let outcome = try await Self.outcome(lie, about)
      if outcome.decision < about.baseline.decision { lowered += 1 }
    }
    #expect(lowered > 0)
  }

  @Test func `whatever holds a verdict up has a code that a policy can name`() async throws {
    for about in try await Self.cases.value {
      for finding in about.odd where finding.kind != "coverage" {
        #expect(PolicyVocabulary.standard.codes.contains(finding.code), "\(about)")
      }
    }
  }

  private static let export = Shared.data("totalsegmentator/example_seg_fast.nii.gz")

  @Test(
    .enabled(if: isLong, "SEGWARDEN_LONG=1 lies about a real export, too"),
    .enabled(if: FileManager.default.fileExists(atPath: export), "the folder of real data is not beside the project"))
  func `lies about a real export lower nothing either`() async throws {
    for about in try await LyingCases.real(export: Self.export) {
      for lie in Lie.all { try await Self.tell(lie, about) }
    }
  }

  private static let prompts = Result {
    try PromptSet(Dictionary(Shipped.prompts().map { ($0.name, $0.text) }) { first, _ in first })
  }

  private static func outcome(_ lie: Lie, _ about: LyingCase) async throws -> Conclusion {
    await ModelReasoner(model: LyingModel(lie: lie, about: about), prompts: try prompts.get())
      .reason(about: about.evidence)
  }

  /// Tells a lie and looks at what came of it, without the code that decides.
  private static func tell(_ lie: Lie, _ about: LyingCase) async throws {
    let outcome = try await outcome(lie, about)
    guard outcome.decision < about.baseline.decision else { return }
    let place = Comment(rawValue: "\(lie.name), \(about): \(outcome.arbitration.because)")
    let settings = about.evidence.policy.decision
    let cleared = Set((outcome.arbitration.cleared ?? []).map(\.finding))
    #expect(!cleared.isEmpty, place)
    for finding in about.answered {
      let holds =
        (finding.outcome == .fail && finding.severity != .note)
        || (finding.outcome == .notEvaluable && finding.notEvaluable != .ignore)
      if holds, outcome.decision == .accept || finding.notEvaluable == .reject {
        #expect(cleared.contains(finding.id), place)
      }
      guard cleared.contains(finding.id) else { continue }
      let isFree = finding.kind != "file" && !holds && (finding.outcome == .fail || finding.outcome == .warn)
      #expect(isFree || names(about.evidence.policy, finding), place)
      #expect(finding.kind != "coverage", place)
      #expect(!(finding.outcome == .fail && settings.veto.contains { $0 <= finding.severity }), place)
    }
    for one in outcome.arbitration.cleared ?? [] { try checkReasons(one, outcome, about, place) }
  }

  private static func names(_ policy: Policy, _ finding: Finding) -> Bool {
    guard case .clears(let codes) = policy.decision.model else { return false }
    return codes.contains(finding.code)
      || policy.expectations.contains { $0.id == finding.expectation && $0.modelMayClear }
  }

  /// One reason of each vote, about this finding alone, and beside it what a picture shows of its structure.
  private static func checkReasons(
    _ one: Arbitration.Cleared, _ outcome: Conclusion, _ about: LyingCase, _ place: Comment
  ) throws {
    let synthesis = try #require(outcome.stages.last)
    let seen = outcome.stages.first { $0.name == .visualFeatures }?.statements ?? []
    let labels = about.evidence.findings.first { $0.id == one.finding }?.labels ?? []
    #expect(one.reasons.count == synthesis.votes.count, place)
    for (id, vote) in zip(one.reasons, synthesis.votes) {
      let reason = try #require(synthesis.statements.first { $0.id == id })
      #expect(vote.reasons.contains(id) && reason.grounded && reason.supports == .accept, place)
      #expect(reason.evidence.filter { $0.hasPrefix("F") } == [one.finding], place)
      let isSeen = seen.contains { statement in
        reason.evidence.contains(statement.id) && statement.grounded && statement.evidence.contains("P1")
          && labels.contains { statement.text.lowercased().contains(Lie.words($0).lowercased()) }
      }
      #expect(isSeen, place)
    }
  }
}
