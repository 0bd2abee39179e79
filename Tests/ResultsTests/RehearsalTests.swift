import Evaluation
import Foundation
import Geometry
import JSON
import Measurements
import PolicyLanguage
import Reasoning
import Report
import Results
import Testing
import Volume

/// Two boxes of 8 mm³ voxels beside each other: the liver as asked for, the spleen of 10 × 10 × 10 voxels (8 mL).
private struct Patient {
  var name = "case-1"
  /// The liver's length along i, in voxels of 0.8 mL each.
  var liver = 10
  /// A second piece of the liver: one voxel far away.
  var hasIsland = false
  var context: [String: String] = [:]

  var segmentation: Segmentation {
    func box(_ i: Range<Int32>, _ j: Range<Int32>, _ k: Range<Int32>) -> [Run] {
      k.flatMap { k in j.map { Run(row: $0 + k * 40, start: i.lowerBound, end: i.upperBound) } }
    }
    return Segmentation(
      grid: Grid(size: VoxelIndex(60, 40, 20), affine: Affine(spacing: SIMD3(2, 2, 2))),
      structures: [
        Structure(
          value: 1, name: "liver",
          runs: Runs(
            merging: box(25..<25 + Int32(liver), 10..<20, 5..<15) + (hasIsland ? box(57..<58, 2..<3, 2..<3) : []))),
        Structure(value: 2, name: "spleen", runs: Runs(merging: box(5..<15, 10..<20, 5..<15))),
      ])
  }

  /// Checked as the program checks it, and read from its file again.
  func stored(under policy: Policy) async throws -> StoredCase {
    let judged = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: segmentation.named(byFile: name, for: policy)), imageGrid: nil, context: context,
      caseName: name, today: day)
    let kept = StoredCase(
      caseName: name, fileStem: name, context: context,
      measurements: StoredMeasurements(of: judged.facts.table, roster: segmentation))
    return try StoredCase(parsing: Array(try kept.text().utf8))
  }
}

private let day = CalendarDay("2027-03-01")

private func policy(_ expectations: String, rest: String = "", decision: String = "veto: [reject]") throws -> Policy {
  let text = """
    segwarden: 1
    policy: abdomen
    version: 1.0.0
    context: {fasting: {values: [fasting, fed], default: fed}}
    parameters: {largest: 9 mL}
    labels: {liver: {}, spleen: {}}
    \(rest)
    decision: {coverage: {judged_structures: 0 %, judged_findings: 0 %}, \(decision)}
    expectations:
    \(expectations)
    """
  let reading = PolicyReader.read(PolicySource(file: "abdomen.yaml", text: text), vocabulary: .standard)
  return try #require(reading.policy, "\(reading.rendered(reading.diagnostics))")
}

/// Cases that were checked under the old policy.
private func difference(_ old: Policy, _ new: Policy, _ patients: [Patient]) async throws -> PolicyDifference {
  var cases: [CaseDifference] = []
  for patient in patients {
    let stored = try await patient.stored(under: old)
    cases.append(
      CaseDifference(
        caseName: patient.name, old: Rehearsal(policy: old).judge(stored, today: day),
        new: Rehearsal(policy: new).judge(stored, today: day)))
  }
  return PolicyDifference(old: old, new: new, cases: cases)
}

/// Which decisions flip from one policy to the next, and to which expectation that is owed.
@Suite struct RehearsalTests {
  private static let small = "- {id: size, label: liver, volume: {possible: 2..9 mL}, severity: review}"

  @Test(
    arguments: [
      // A limit that is moved, both ways.
      (
        small, "- {id: size, label: liver, volume: {possible: 2..20 mL}, severity: review}", 15, "review → accept",
        ["size"]
      ),
      (
        small, "- {id: size, label: liver, volume: {possible: 2..7 mL}, severity: review}", 10, "accept → review",
        ["size"]
      ),
      // The severity alone.
      (
        small, "- {id: size, label: liver, volume: {possible: 2..9 mL}, severity: reject}", 15, "review → reject",
        ["size"]
      ),
      (
        small, "- {id: size, label: liver, volume: {possible: 2..9 mL}, severity: note}", 15, "review → accept",
        ["size"]
      ),
      // An expectation that comes, and one that goes.
      (
        small, small + "\n- {id: touch, assert: volume(liver) < volume(spleen), severity: reject}", 10,
        "accept → reject", ["touch"]
      ),
      (
        small + "\n- {id: right, position: liver is left-of spleen by >= 10 mm, severity: reject}", small, 10,
        "reject → accept", ["right"]
      ),
      // A condition: nothing of the anatomy is judged then, whatever shares coverage asks for.
      (
        small, "- {id: size, label: liver, volume: {possible: 2..9 mL}, when: voxels < 10 voxels}", 15,
        "review → review", []
      ),
    ])
  func `a flip is owed to the expectation that was changed`(
    old: String, new: String, length: Int, flip: String, responsible: [String]
  ) async throws {
    let difference = try await difference(
      try policy(old), try policy(new), [Patient(name: "a", liver: length), Patient(name: "b", liver: 8)])
    let first = try #require(difference.cases.first)
    #expect("\(first.old.lowerBound.rawValue) → \(first.new.lowerBound.rawValue)" == flip)
    #expect(first.verdict == (responsible.isEmpty ? .same : .flips))
    if !responsible.isEmpty { #expect(first.responsible == responsible) }
  }

  @Test func `a flip that no finding explains is owed to how the policy decides`() async throws {
    let old = try policy(Self.small)
    let new = try policy(Self.small, decision: "veto: [reject, review]")
    let difference = try await difference(old, new, [Patient(liver: 15)])
    #expect(difference.counts.map(\.change) == ["review → reject"])
    #expect(difference.flips.first?.responsible == [])
    #expect(difference.otherParts == ["decision"])
    #expect(difference.text.contains("The findings are the same; the policies decide differently."))
  }

  @Test func `cases, outcomes and texts are counted`() async throws {
    let old = try policy(
      Self.small
        + "\n- {id: one, label: liver, connectivity: {components: 1}}\n- {id: gone, label: spleen, presence: required}")
    let new = try policy(
      "- {id: fresh, label: spleen, presence: required}\n- {id: size, label: liver, volume: {possible: 2..7 mL}, severity: review}\n- {id: one, label: liver, connectivity: {components: 1}}"
    )
    // 4.8 and 6.4 mL stay, 8 mL flips, 12 mL is too much for both; islands do not change.
    let patients = [(6, false), (8, true), (10, false), (15, false)].enumerated().map {
      Patient(name: "case-\($0.offset)", liver: $0.element.0, hasIsland: $0.element.1)
    }
    let difference = try await difference(old, new, patients)
    #expect(difference.counts.map(\.change) == ["accept → review"])
    #expect(difference.counts.map(\.cases) == [1])
    #expect(difference.flips.map(\.caseName) == ["case-2"])
    #expect(difference.open.isEmpty)
    #expect(
      difference.expectations.map { "\($0.expectation) \($0.text.rawValue) \($0.flips)" }
        == ["fresh added 0", "size changed 1", "gone removed 0"])
    #expect(difference.expectations[1].outcomes.map(\.change) == ["pass → fail"])
    #expect(difference.expectations[1].outcomes.map(\.findings) == [1])
    let text = difference.text
    #expect(text.hasPrefix("abdomen 1.0.0 → abdomen 1.0.0: 4 cases, 1 flips."))
    #expect(text.contains("case-2  accept → review\n  size (liver): pass → fail (review). The volume of liver is 8 mL"))
    #expect(try JSONValue(parsing: difference.json.text(.indented))["flipped"] == .integer(1))
  }

  @Test func `where comments, order and reasons change, nothing does`() async throws {
    let old = try policy(Self.small + "\n- {id: one, label: liver, connectivity: {components: 1}, because: So.}")
    let new = try policy(
      "# A word.\n- {id: one, label: liver, connectivity: {components: 1}, because: Thus.}\n\n" + Self.small)
    let difference = try await difference(old, new, [Patient(liver: 15, hasIsland: true)])
    #expect(difference.expectations.isEmpty)
    #expect(difference.otherParts.isEmpty)
    #expect(difference.flips.isEmpty && difference.open.isEmpty)
  }

  @Test(
    arguments: [
      // The masks would pass or fail; nobody measured the pieces.
      ("one", "label: liver, connectivity: {components: 1}, severity: review", [Decision.accept, .review]),
      ("one", "label: liver, connectivity: {components: 1}, severity: reject", [.accept, .review, .reject]),
      ("one", "label: liver, connectivity: {components: 1}, not_evaluable: reject", [.accept, .review, .reject]),
      ("one", "label: liver, connectivity: {components: 1}, severity: note", [.accept, .review]),
    ] as [(String, String, [Decision])])
  func `a decision that hangs on what is not stored is left open`(
    id: String, expectation: String, span: [Decision]
  ) async throws {
    let difference = try await difference(
      try policy(Self.small), try policy(Self.small + "\n- {id: \(id), \(expectation)}"),
      [Patient(name: "sound"), Patient(name: "large", liver: 15)])
    let sound = difference.cases[0]
    #expect(sound.old == .accept ... .accept)
    #expect(Decision.allCases.filter(sound.new.contains) == span)
    #expect(sound.verdict == .open)
    #expect(sound.unstored == ["one": 1])
    #expect(difference.text.contains("check these masks again"))
    // A review that stands whatever the pieces are is certain, as long as they cannot raise it.
    #expect(difference.cases[1].verdict == (span.contains(.reject) ? .open : .same))
  }

  @Test func `a decision that stands without what is not stored is certain`() async throws {
    let reject = "- {id: tiny, label: liver, volume: 0..1 mL, severity: reject}"
    let flipped = try await difference(
      try policy(Self.small), try policy(reject + "\n- {id: one, label: liver, connectivity: {components: 1}}"),
      [Patient()])
    #expect(flipped.flips.map(\.new) == [.reject ... .reject])
    #expect(flipped.flips.first?.responsible == ["tiny"])
    // A note that may be ignored changes nothing, whatever it would say.
    let note = "\n- {id: one, label: liver, connectivity: {components: 1}, severity: note, not_evaluable: ignore}"
    let same = try await difference(try policy(Self.small), try policy(Self.small + note), [Patient()])
    #expect(same.cases.map(\.verdict) == [.same])
    #expect(same.expectations.map(\.unstored) == [1])
  }

  @Test func `facts about a case stay with it, and a policy's own defaults count`() async throws {
    let old = try policy(
      "- {id: x, label: liver, volume: 0..1 mL, when: context.fasting == fasting}\n- {id: y, label: liver, volume: 0..100 mL}"
    )
    let given = try await Patient(context: ["fasting": "fasting"]).stored(under: old)
    let left = try await Patient().stored(under: old)
    #expect(given.context == ["fasting": "fasting"])
    #expect(left.context == [:])
    #expect(Rehearsal(policy: old).judge(given, today: day).decision == .review)
    #expect(Rehearsal(policy: old).judge(left, today: day).decision == .accept)
  }

  @Test func `waivers hold as on the day of the check`() async throws {
    let expectations = "- {id: size, label: liver, volume: 0..1 mL}\n- {id: y, label: liver, volume: 0..100 mL}"
    let old = try policy(expectations)
    let new = try policy(
      expectations, rest: "waivers: [{expectation: size, reason: known, owner: Ann, until: 2027-06-30}]")
    let stored = try await Patient().stored(under: old)
    #expect(Rehearsal(policy: new).judge(stored, today: day).decision == .accept)
    #expect(Rehearsal(policy: new).judge(stored, today: CalendarDay("2027-07-01")).decision == .review)
    #expect(Rehearsal(policy: new).judge(stored, today: nil).decision == .review)
    // Whether this one applies, only the masks could tell.
    let unclear = try policy(
      expectations,
      rest: "waivers: [{expectation: size, reason: known, owner: Ann, until: 2027-06-30, when: sphericity(liver) > 0}]")
    let rehearsed = Rehearsal(policy: unclear).judge(stored, today: day)
    #expect(rehearsed.decision == nil)
    #expect(rehearsed.unstored.map(\.expectation) == ["size"])
  }

  @Test func `a model's answer holds for the same question only`() async throws {
    let old = try policy(
      "- {id: edge, label: liver, ask: Does the contour follow the liver?, expect: yes}\n- {id: y, label: liver, volume: 0..100 mL}"
    )
    let stored = try await Patient().stored(under: old)
    var answered = Rehearsal(policy: old).judge(stored, today: day).findings
    let at = try #require(answered.firstIndex { $0.kind == "ask" })
    answered[at].outcome = .pass
    answered[at].message =
      "Does the contour follow the liver? The model answered yes from the pictures; expected is yes."
    #expect(Rehearsal(policy: old).judge(stored, today: day).decision == .review)
    #expect(Rehearsal(policy: old).judge(stored, today: day, answered: answered).decision == .accept)
    let other = try policy(
      "- {id: edge, label: liver, ask: Does the contour leave the liver?, expect: yes}\n- {id: y, label: liver, volume: 0..100 mL}"
    )
    #expect(Rehearsal(policy: other).judge(stored, today: day, answered: answered).decision == .review)
  }

  @Test func `a mask that its file's name explains is what another policy calls it`() async throws {
    let text = """
      segwarden: 1
      policy: NAME
      version: 1.0.0
      labels: {LABEL: {}, other: {}}
      expectations: [{id: there, label: LABEL, presence: required, severity: reject}]
      decision: {coverage: file}
      """
    func named(_ label: String) throws -> Policy {
      let source = text.replacingOccurrences(of: "LABEL", with: label).replacingOccurrences(of: "NAME", with: label)
      return try #require(PolicyReader.read(PolicySource(file: "p.yaml", text: source), vocabulary: .standard).policy)
    }
    let runs = Runs(merging: [Run(row: 3, start: 2, end: 9)])
    let mask = Segmentation(
      grid: Grid(size: VoxelIndex(20, 20, 5), spacing: SIMD3(1, 1, 1)),
      structures: [Structure(value: 1, name: nil, runs: runs)])
    let liver = try named("liver")
    let judged = await Evaluator(policy: liver).evaluate(
      Scene(segmentation: mask.named(byFile: "liver", for: liver)), imageGrid: nil, context: [:])
    let stored = StoredCase(
      caseName: "case-1", fileStem: "liver", context: [:],
      measurements: StoredMeasurements(of: judged.facts.table, roster: mask))
    let read = try StoredCase(parsing: Array(try stored.text().utf8))
    #expect(Rehearsal(policy: liver).judge(read, today: nil).decision == .accept)
    #expect(Rehearsal(policy: try named("spleen")).judge(read, today: nil).decision == .reject)
  }
}
