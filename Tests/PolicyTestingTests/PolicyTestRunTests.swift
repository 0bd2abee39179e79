import Anatomy
import Evaluation
import Phantoms
import PolicyLanguage
import PolicyTesting
import Reasoning
import Report
import Testing

/// Bodies whose volumes are known: the liver of 4/3 π 40³ = 268 mL, the spleen of 113 mL, unless a case says otherwise.
private let phantoms = """
  tests: p
  phantoms:
    both:
      shapes:
        - {label: liver, ellipsoid: {centre: [R 60, A 0, S 0], radii: [40, 40, 40]}}
        - {label: spleen, ellipsoid: {centre: [L 60, A 0, S 0], radii: [30, 30, 30]}}
    small:
      shapes:
        - {label: liver, ellipsoid: {centre: [R 60, A 0, S 0], radii: [32, 32, 32]}}
        - {label: spleen, ellipsoid: {centre: [L 60, A 0, S 0], radii: [30, 30, 30]}}
    one: {shapes: [{label: liver, ellipsoid: {centre: [R 60, A 0, S 0], radii: [40, 40, 40]}}]}
    torn:
      shapes:
        - {label: liver, ellipsoid: {centre: [R 60, A 0, S 0], radii: [40, 40, 40]}}
        - {label: spleen, ellipsoid: {centre: [L 60, A 0, S 0], radii: [30, 30, 30]}}
        - {label: spleen, ellipsoid: {centre: [L 60, A 0, S 60], radii: [10, 10, 10]}}
  cases:

  """

@Suite struct PolicyTestRunTests {
  /// Each case is judged right when its problems are these.
  static let cases: [(String, [String])] = [
    ("{case: a, phantom: both, decision: accept}", []),
    ("{case: a, phantom: both, decision: reject}", ["the decision should be reject; it is accept"]),
    ("{case: a, phantom: one, decision: reject, expect: {there(spleen): fail}}", []),
    (
      "{case: a, phantom: one, decision: reject}",
      ["unexpected: there(spleen) fail: spleen is empty in the export."]
    ),
    ("{case: a, phantom: one, context: {resected: 'yes'}, decision: review, expect: {pieces(spleen): ignored}}", ["!"]),
    ("{case: a, phantom: small, expect: {size: warn}}", []),
    (
      "{case: a, phantom: small, expect: {size: {outcome: warn, measured: 136..139, aspect: below, message: 'below the typical limit'}}}",
      []
    ),
    (
      "{case: a, phantom: small, expect: {size: {outcome: warn, measured: 150..160}}}",
      ["size should measure 150.0…160.0; it is size(liver) warn: The volume of liver is 138"]
    ),
    ("{case: a, phantom: small, set: {least: 150 mL}, expect: {size: fail}, decision: review}", []),
    ("{case: a, phantom: both, expect: {size: warn}}", ["size should be warn; it is size(liver) pass"]),
    ("{case: a, phantom: both, mutate: 'island:label=liver', expect: {pieces(liver): fail}, decision: review}", []),
    ("{case: a, phantom: torn, expect: {pieces(spleen): fail}}", []),
    (
      "{case: a, phantom: torn, named: old-7, today: 2026-05-01, expect: {pieces(spleen): waived}, decision: accept}",
      []
    ),
    ("{case: old-7, phantom: torn, today: 2026-07-01, expect: {pieces(spleen): fail}}", []),
    ("{case: a, phantom: both, mutate: 'truncated:label=liver,face=right', expect: {size: skipped}}", []),
    // What the files do not give, and what somebody asked for.
    (
      "{case: a, phantom: both, without: spacing, decision: review, expect: {size: {outcome: not evaluable, cause: no_spacing, effect: review}}}",
      []
    ),
    (
      "{case: a, phantom: both, without: [orientation], decision: accept, expect: {'there, pieces, size': pass}}", []
    ),
    (
      "{case: a, phantom: both, unreadable: [spleen], decision: reject, expect: {file: fail, there(spleen): {outcome: not evaluable, cause: unreadable}, pieces(spleen): {outcome: not evaluable, cause: [unreadable]}}}",
      []
    ),
    (
      "{case: a, phantom: {extends: one, labels: {liver: 1}, shapes: []}, structures: [liver], expect: {'there(spleen), pieces(spleen)': {outcome: not evaluable, cause: empty, effect: ignore}}}",
      [
        "there(spleen) should have the cause empty; it has not_asked_for",
        "pieces(spleen) should have the cause empty; it has not_asked_for",
      ]
    ),
    (
      "{case: a, phantom: both, without: spacing, expect: {size: {outcome: not evaluable, effect: ignore}}}",
      ["size should have the effect ignore; it has review"]
    ),
    (
      "{case: a, phantom: both, mutate: 'island:label=nose', expect: {}}",
      ["the mutation cannot be made: the export has no structure “nose”"]
    ),
    ("{case: a, export: nowhere.nii, expect: {}}", ["the case cannot be made"]),
  ]

  @Test(arguments: cases.filter { $0.1 != ["!"] })
  func `a case passes when everything is as it says, and nothing else`(text: String, expected: [String]) async throws {
    let result = try await Example.run(phantoms + "  - \(text)\n")
    let problems = try #require(result.cases.first).problems
    #expect(problems.count == expected.count, "\(problems)")
    for (problem, words) in zip(problems, expected) { #expect(problem.hasPrefix(words), "\(problem)") }
    #expect(result.passed == expected.isEmpty)
  }

  @Test func `coverage names what never passed and never failed`() async throws {
    let result = try await Example.run(
      phantoms + "  - {case: a, phantom: both, expect: {}}\n  - {case: b, phantom: one, expect: {there: fail}}\n")
    #expect(result.coverage.neverFailed == ["size", "pieces"])
    #expect(result.coverage.neverPassed == [])
    #expect(result.coverage.lines.first { $0.expectation == "there" }.map { [$0.passed, $0.failed] } == [3, 1])
    #expect(result.mutations == nil)
  }

  /// An export gives numbers, the test speaks of labels.
  @Test func `faults are made in an export without names as in a phantom`() async throws {
    let text = """
      tests: p
      phantoms:
        small: {shapes: [{label: liver, ellipsoid: {centre: [R 60, A 20, S 10], radii: [40, 40, 40]}}]}
      cases:
        - {case: a, phantom: small, expect: {there(spleen): fail}}
        - {case: b, export: x.nii.gz, mutate: "island:label=liver", expect: {there(spleen): fail, pieces(liver): fail}}
        - {case: c, export: x.nii.gz, set: {least: 150 mL}, expect: {there(spleen): fail}}
      mutations: {of: [a, b, c]}
      """
    let (file, problems, _) = try Example.read(text)
    #expect(problems == [])
    guard case .phantom(let recipe)? = file?.cases.first?.source else { return #expect(Bool(false), "no phantom") }
    let run = PolicyTestRun(
      policy: try #require(Example.policy()), file: try #require(file), resetting: { Example.policy($0) },
      reading: { _, _, _ in (recipe.segmentation(named: false), nil, nil) })
    let result = await run.run(jobs: 2, mutates: true)
    for test in result.cases { #expect(test.problems == [], "\(test.name)") }
    let attempts = try #require(result.mutations).attempts
    func texts(_ name: String) -> [String] { attempts.filter { $0.caseName == name }.map(\.text) }
    #expect(texts("a").count > 10 && texts("b") == texts("a") && texts("c") == texts("a"))
  }

  @Test func `the mutation score counts what is claimed, and names what survives`() async throws {
    let result = try await Example.run(
      phantoms + """
          - {case: a, phantom: both, expect: {}}
        mutations:
          of: a
          labels: [liver]
          claims: [empty, island, missing-slices, hole]
          except: {hole: "no expectation speaks of holes"}
        """)
    let score = try #require(result.mutations)
    func attempts(_ fault: Fault) -> [MutationScore.Attempt] { score.attempts.filter { $0.fault == fault } }
    #expect(attempts(.empty).map(\.isNoticed) == [true] && attempts(.empty).map(\.decision) == [.reject])
    #expect(attempts(.island).map(\.isNoticed) == [true] && attempts(.island).map(\.diagnosis) == [.island])
    // A policy without anything about holes or slices that are missing inside one piece.
    #expect(attempts(.hole).map(\.isNoticed) == [false])
    #expect(attempts(.hole).first?.exception == "no expectation speaks of holes")
    #expect(attempts(.jagged).first?.exception == "the policy does not claim to notice it")
    #expect(score.claimed.allSatisfy { [.empty, .island, .missingSlices].contains($0.fault) })
    #expect(score.survivors.allSatisfy { !$0.isNoticed && $0.exception == nil })
    let noticed = Double(score.claimed.count { $0.isNoticed })
    #expect(score.claimedShare == noticed / Double(score.claimed.count))
    // What was made counts for coverage too.
    #expect(result.coverage.neverFailed == [] || result.coverage.neverFailed == ["size"])
    let text = PolicyTestText(result).text
    #expect(
      text.contains("Mutation score: ") && text.contains("not claimed, 1 made: hole: no expectation speaks of holes"))
  }

  @Test func `a fault that nobody noticed comes with the kinds that would name it`() async throws {
    let result = try await Example.run(
      phantoms + "  - {case: a, phantom: both, expect: {}}\nmutations: {of: a, labels: [liver], claims: [hole]}\n")
    let hole = try #require(result.mutations?.survivors.first { $0.fault == .hole })
    #expect(hole.asked == [] && hole.notAsked.first == "holes")
    #expect(PolicyTestText(result).text.contains("not noticed: \(hole.text) (a); to notice it, ask `holes`"))
    #expect(PolicyTestJUnit([result]).xml.contains("the decision stayed accept; to notice it, ask `holes`"))
    // The policy asks for one piece of each structure, and noticed the island by it.
    let island = try #require(result.mutations?.attempts.first { $0.fault == .island })
    #expect(island.asked == ["connectivity"])
  }

  @Test func `JUnit has a test for each case and each claimed fault`() async throws {
    let result = try await Example.run(
      phantoms + """
          - {case: "a <b> & 'c'", phantom: both, decision: reject}
        mutations: {of: "a <b> & 'c'", labels: [liver], claims: [empty, hole]}
        """)
    let xml = PolicyTestJUnit([result]).xml
    #expect(xml.contains("<testsuite name=\"p\" tests=\"3\" failures=\"2\">"))
    #expect(xml.contains("name=\"a &lt;b&gt; &amp; 'c'\" file=\"p.test.yaml\" line=\"18\">"))
    #expect(xml.contains("<failure message=\"the decision should be reject; it is accept\">"))
    #expect(xml.contains("name=\"notices empty:label=liver in a &lt;b&gt; &amp; 'c'\"/>"))
    #expect(xml.contains("was not noticed: the decision stayed accept"))
  }

  @Test func `the same tests give the same result`() async throws {
    let text = phantoms + "  - {case: a, phantom: both, expect: {}}\nmutations: {of: a}\n"
    let results = [try await Example.run(text), try await Example.run(text)]
    #expect(results[0].mutations?.attempts == results[1].mutations?.attempts)
  }
}
