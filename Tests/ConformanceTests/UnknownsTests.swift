import Evaluation
import PolicyLanguage
import PolicyTesting
import Reasoning
import Testing

/// What an unknown does, cause by cause: `Suite/unknowns/CAUSE` shows it at every place where the cause can arise (an
/// expectation's id names the place) and on every word that may say what it does (a policy's name tells whose):
///
/// | policy | who says what the cause does |
/// | --- | --- |
/// | `default` | nobody: the table of defaults |
/// | `decision` | the policy's decision, of this cause |
/// | `expectation` | the expectation, of all causes |
/// | `cause` | the expectation, of this cause |
///
/// Further policies of a chapter show what is particular to the cause.
@Suite struct UnknownsTests {
  static let chapters = ConformanceTests.chapters(of: ["unknowns"])

  /// Causes that no phantom has, with where they are tested.
  static let exceptions: [UnknownCause.Kind: String] = [
    .notStored: "arises only where stored answers are judged: ReplayTests, UnknownCauseTests",
    .tooLarge: "no phantom may be so large: CauseTests has one",
  ]

  /// Where an unknown can arise. The place `waived` is a waiver's condition: what it would let pass stays a failure.
  static let places: Set<String> = [
    "plain", "when", "unless", "assert", "quorum", "slices", "scorecard", "strata", "asked", "waived",
  ]

  static let voices = ["default", "decision", "expectation", "cause"]

  private static func kind(_ chapter: ConformanceTests.Chapter) -> UnknownCause.Kind? {
    UnknownCause.Kind(rawValue: String(chapter.name.dropFirst("unknowns/".count)))
  }

  private static func run(_ chapter: ConformanceTests.Chapter, _ policy: String) async throws -> PolicyTestResult {
    try await ConformanceTests.run("\(chapter.name)/\(policy)")
  }

  @Test(arguments: chapters)
  func `every case comes out as it says`(chapter: ConformanceTests.Chapter) async throws {
    #expect(Self.kind(chapter) != nil, "a chapter is named like its cause")
    for policy in chapter.policies {
      for test in try await Self.run(chapter, policy).cases {
        #expect(test.problems == [], "\(chapter.name)/\(policy): \(test.name)")
      }
    }
  }

  @Test(arguments: UnknownCause.Kind.allCases)
  func `every cause has a chapter, or a reason why it has none`(kind: UnknownCause.Kind) {
    let hasChapter = Self.chapters.contains { Self.kind($0) == kind }
    #expect(hasChapter == (Self.exceptions[kind] == nil))
  }

  @Test(arguments: chapters)
  func `a chapter shows each place known and unknown, and each effect on each word`(
    chapter: ConformanceTests.Chapter
  ) async throws {
    let kind = try #require(Self.kind(chapter))
    for voice in Self.voices {
      #expect(chapter.policies.contains(voice), "\(chapter.name): there is no \(voice).yaml")
    }
    let known = try await Self.run(chapter, "default").cases.filter { $0.findings.allSatisfy { $0.causes.isEmpty } }
    #expect(!known.isEmpty, "\(chapter.name): a case in which everything is known")
    var shown: Set<String>?
    for voice in Self.voices {
      // What each place came to, by the effect that the case is about.
      var effects: [NotEvaluableEffect: Set<String>] = [:]
      for test in try await Self.run(chapter, voice).cases {
        let unknown = test.findings.filter { $0.outcome == .notEvaluable && $0.causes.map(\.kind).contains(kind) }
        let verdict: [Decision: NotEvaluableEffect] = [.accept: .ignore, .review: .review, .reject: .reject]
        guard let effect = test.decision.flatMap({ verdict[$0] }), !unknown.isEmpty else { continue }
        #expect(unknown.allSatisfy { $0.notEvaluable == effect }, "\(chapter.name)/\(voice): \(test.name)")
        effects[effect, default: []].formUnion(unknown.map(\.expectation))
      }
      #expect(effects.count == (voice == "default" ? 1 : 3), "\(chapter.name)/\(voice): \(effects.keys)")
      for places in effects.values {
        #expect(shown == nil || shown == places, "\(chapter.name)/\(voice): \(places) are not all places of the others")
        shown = places
      }
    }
  }

  @Test func `together the chapters show every place`() async throws {
    var shown: Set<String> = []
    for chapter in Self.chapters {
      for test in try await Self.run(chapter, "default").cases {
        let isUnknown = test.findings.contains { !$0.causes.isEmpty }
        for finding in test.findings
        where finding.outcome == .notEvaluable
          || (isUnknown && finding.expectation == "waived" && finding.outcome == .fail)
        {
          shown.insert(finding.expectation)
        }
      }
    }
    #expect(shown.isSuperset(of: Self.places), "\(Self.places.subtracting(shown)) are not shown")
  }
}
