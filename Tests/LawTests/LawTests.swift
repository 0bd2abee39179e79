import Foundation
import Geometry
import Numerics
import PolicyLanguage
import Reasoning
import Testing
import Volume
import Wording

@testable import Evaluation
@testable import Measurements
@testable import Mutations

/// The laws of what an unknown does, asked at random with a fixed seed of every shipped policy, over the exports of its
/// tests.
///
/// `SEGWARDEN_LONG=1` judges a hundred thousand exports instead of a few thousand. What a model may not do is in
/// `LyingModelTests`.
@Suite struct LawTests {
  private static let isLong = ProcessInfo.processInfo.environment["SEGWARDEN_LONG"] == "1"
  /// Measured once for all laws.
  private static let cases = Task { try await LawCase.shipped(isLong: isLong) }

  /// How often a law is asked.
  private static func rounds(_ short: Int, _ long: Int) -> Int { isLong ? long : short }

  /// Policies that are shipped to be compared with: the heuristics of a study, of which none tells one structure from
  /// another.
  private static let blindToNames: Set<String> = ["idc-2024"]

  private static func sound() async throws -> [LawCase] {
    try await cases.value.filter { $0.verdict.decision == .accept }
  }

  /// Policies judge nothing but what is left of them, so that one expectation cannot hide what another does.
  private static let fileOnly: Coverage = {
    var coverage = Coverage()
    coverage.isFileOnly = true
    return coverage
  }()

  @Test func `every policy has sound exports and faulty ones, so that the laws have something to say`() async throws {
    for (policy, cases) in Dictionary(grouping: try await Self.cases.value, by: \.policy.id) {
      #expect(cases.contains { $0.verdict.decision == .accept }, "\(policy)")
      #expect(cases.contains { $0.verdict.decision == .review }, "\(policy)")
      #expect(cases.contains { $0.verdict.decision == .reject }, "\(policy)")
    }
  }

  // MARK: 1. What is missing

  @Test func `removing what is required, or all but a few voxels of it, is never accepted`() async throws {
    var random = SplitMix64(seed: 1)
    let cases = try await Self.sound()
    for _ in 0..<Self.rounds(24, 3000) {
      let one = try #require(cases.randomElement(using: &random))
      let required = Set(
        one.result.findings.filter { $0.kind == "presence" && $0.expected == "required" && $0.outcome == .pass }
          .flatMap(\.labels))
      let places = one.segmentation.ownPlaces.filter { place in
        one.result.facts.policy.labels.contains {
          required.contains($0.name) && one.result.facts.place($0.name) == place
        }
      }
      guard !places.isEmpty else { continue }
      let removed = Set(places.shuffled(using: &random).prefix(Int.random(in: 1...places.count, using: &random)))
      let left = Int.random(in: 0...3, using: &random)
      let structures = one.segmentation.placed.map { place, structure in
        removed.contains(place) ? structure.with(firstVoxels: left) : structure
      }
      let after = await one.measured(one.segmentation.with(structures: structures), image: one.image)
      let names = removed.map { one.segmentation[$0].name ?? "" }.sorted()
      // What the end of the field of view may have cut away whole, a policy may say that it does without; it is told.
      let told = after.result.findings.filter { finding in
        finding.kind == "presence" && finding.causes.contains { $0.kind == .cutOff } && finding.notEvaluable == .ignore
      }
      let isAllowed = left == 0 && names.allSatisfy { name in told.contains { $0.labels.first == name } }
      #expect(after.verdict.decision > .accept || isAllowed, "\(one): \(left) voxels left of \(names)")
    }
  }

  // MARK: 2. Unknown values

  @Test func `an unknown value is never better than the value`() async throws {
    var random = SplitMix64(seed: 2)
    let cases = try await Self.cases.value.filter { $0.verdict.decision > .accept }
    for _ in 0..<Self.rounds(1500, 60_000) {
      let one = try #require(cases.randomElement(using: &random))
      // By the whole policy, or by one of the expectations that holds the case back.
      let driver = one.result.findings.filter { one.verdict.drivers.contains($0.id) }.randomElement(using: &random)
      let expectation = one.policy.expectations.first { $0.id == driver?.expectation }
      let isWhole = expectation == nil || Bool.random(using: &random)
      let alone = one.policy.with(expectations: [expectation].compactMap(\.self), coverage: Self.fileOnly)
      let policy = isWhole ? one.policy : alone
      let before = isWhole ? one.verdict : one.judged(by: policy)
      guard before.decision > .accept else { continue }
      let share: Double = [0.02, 0.2, 0.6, 1.0].randomElement(using: &random) ?? 1
      let seed = UInt64.random(in: 0...UInt64.max, using: &random)
      let lacking = one.table.without { measure in
        // What every table holds of every structure.
        guard !(measure is RunSums), !(measure is FacesTouched) else { return false }
        var own = SplitMix64(seed: seed ^ UInt64(bitPattern: Int64(AnyHashable(measure).description.stableHash)))
        return Double.random(in: 0..<1, using: &own) < share
      }
      let after = one.judged(lacking, by: policy)
      #expect(after.decision > .accept, "\(one): \(isWhole ? "whole" : expectation?.id ?? ""), seed \(seed), \(share)")
    }
  }

  // MARK: 3. Names

  @Test func `names at random are never accepted, but where nothing tells the structures apart`() async throws {
    var random = SplitMix64(seed: 3)
    let cases = try await Self.sound().filter { one in
      one.segmentation.structures.count { !$0.runs.isEmpty } > 1 && !Self.blindToNames.contains(one.policy.id)
    }
    for _ in 0..<Self.rounds(24, 3000) {
      let one = try #require(cases.randomElement(using: &random))
      // What the policy does not know may be called anything.
      let places = one.segmentation.filled
      let known = places.filter { place in
        one.policy.labels.contains { $0.name == one.segmentation[place].name }
      }
      guard let first = known.randomElement(using: &random) else { continue }
      let others = places.filter { $0 != first }.shuffled(using: &random)
      let chosen = [first] + others.prefix(Int.random(in: 1...others.count, using: &random))
      // A cycle of names, so that every chosen structure gets another's.
      var structures = one.segmentation.structures
      for (at, place) in chosen.enumerated() {
        let (own, other) = (one.segmentation[place], one.segmentation[chosen[(at + 1) % chosen.count]])
        structures[place.index] = Structure(value: own.value, name: other.name, codes: other.codes, runs: own.runs)
      }
      let after = await one.measured(one.segmentation.with(structures: structures), image: one.image)
      let names = chosen.map { one.segmentation[$0].name ?? "" }
      #expect(after.verdict.decision > .accept, "\(one): \(names) in a circle")
    }
  }

  @Test func `values that are shifted, without names, are never accepted`() async throws {
    // The foreground of a mask may have any value.
    let sound = try await Self.sound().filter { one in
      one.policy.labelsBy != .foreground
        && (one.segmentation.filled.count > 1 || !one.policy.labels.contains(where: \.isForeground))
    }
    for one in sound {
      for shift in [-1, 1, 2, 7] {
        let structures = one.segmentation.structures.compactMap { structure -> Structure? in
          structure.value + shift > 0 ? Structure(value: structure.value + shift, name: nil, runs: structure.runs) : nil
        }
        let after = await one.measured(one.segmentation.with(structures: structures), image: one.image)
        #expect(after.verdict.decision > .accept, "\(one): \(shift)")
      }
    }
  }

  // MARK: 4. More expectations

  @Test func `one more expectation never makes accept of what was none`() async throws {
    var random = SplitMix64(seed: 4)
    let cases = try await Self.cases.value
    for _ in 0..<Self.rounds(1000, 25_000) {
      let one = try #require(cases.randomElement(using: &random))
      // That an absence is allowed, or judged, is what an expectation of presence says.
      let presence = one.policy.expectations.filter { $0.kind is Presence }
      let others = one.policy.expectations.filter { !($0.kind is Presence) }
      let some = others.filter { _ in Int.random(in: 0..<8, using: &random) == 0 }
      guard let more = others.randomElement(using: &random) else { continue }
      let before = one.judged(by: one.policy.with(expectations: presence + some, coverage: Self.fileOnly))
      let after = one.judged(by: one.policy.with(expectations: presence + some + [more], coverage: Self.fileOnly))
      #expect(before.decision == .accept || after.decision > .accept, "\(one): \(more.id) beside \(some.map { $0.id })")
      #expect(before.decision <= after.decision, "\(one): \(more.id) beside \(some.map { $0.id })")
    }
  }

  @Test func `what is observed decides as if it were not there`() async throws {
    var random = SplitMix64(seed: 14)
    let cases = try await Self.cases.value
    for _ in 0..<Self.rounds(300, 10_000) {
      let one = try #require(cases.randomElement(using: &random))
      // Presence, files and coverage among them: all that other findings are judged by.
      let few = Int.random(in: 1...8, using: &random)
      let observed = one.policy.expectations.map { expectation in
        var expectation = expectation
        if Int.random(in: 0..<few, using: &random) == 0 { expectation.mode = .observe }
        return expectation
      }
      let left = observed.filter { $0.mode == .decide }
      let with = one.judged(by: one.policy.with(expectations: observed, coverage: one.policy.decision.coverage))
      let without = one.judged(by: one.policy.with(expectations: left, coverage: one.policy.decision.coverage))
      #expect(with.decision == without.decision, "\(one): \(few)")
      #expect(with.score == without.score, "\(one): \(few)")
    }
  }

  // MARK: 5. Further outside

  @Test func `a value further outside its limits is never judged better`() async throws {
    var random = SplitMix64(seed: 5)
    let policies = Dictionary(try await Self.cases.value.map { ($0.policy.id, $0.policy) }) { first, _ in first }
    var count = 0
    for policy in policies.values.sorted(by: { $0.id < $1.id }) {
      for expectation in policy.expectations {
        let kinds = [expectation.kind] + expectation.variants.map(\.kind)
        for number in kinds.map(\.judged).flatMap({
          $0.limitedNumbers(subject: expectation.subjects.first, policy: policy)
        }) {
          let band = Band(typical: number.typical, possible: number.possible)
          for limits in [number.typical, number.possible].compactMap(\.self) {
            for _ in 0..<Self.rounds(8, 80) {
              let steps = [Double.random(in: 0...2, using: &random), Double.random(in: 0...2, using: &random)].sorted()
              for values in Self.outside(limits, by: steps) {
                let findings = values.map { value in
                  Self.finding(band.judgement(of: value, what: "It", subject: "it", location: nil), of: expectation)
                }
                let verdicts = findings.map { RulesVerdict(of: [$0], by: policy.decision) }
                let place = Comment(rawValue: "\(expectation.id): \(number.words) \(values)")
                #expect(verdicts[0].decision <= verdicts[1].decision, place)
                #expect(verdicts[0].score >= verdicts[1].score, place)
                count += 1
              }
            }
          }
        }
      }
    }
    #expect(count > 800)
  }

  /// Two values beyond each end of limits, the second further out.
  private static func outside(_ limits: Limits, by steps: [Double]) -> [[Double]] {
    var pairs: [[Double]] = []
    if let upper = limits.upper?.value { pairs.append(steps.map { upper + $0 * max(abs(upper), 1e-6) }) }
    if let lower = limits.lower?.value { pairs.append(steps.map { lower - $0 * max(abs(lower), 1e-6) }) }
    return pairs
  }

  private static func finding(_ judgement: Judgement, of expectation: PolicyLanguage.Expectation) -> Finding {
    Finding(
      id: "F1", expectation: expectation.id, policy: "p", line: 1,
      code: FindingCode(type(of: expectation.kind).name, judgement.aspect), labels: expectation.subjects,
      outcome: judgement.outcome, severity: expectation.severity, message: judgement.message,
      margin: judgement.margin)
  }

  // MARK: 6. Facts that are not given

  @Test func `a fact that is not given is never better than the worst of its values`() async throws {
    var random = SplitMix64(seed: 6)
    let cases = try await Self.cases.value.filter { !$0.policy.context.isEmpty }
    for _ in 0..<Self.rounds(200, 5000) {
      let one = try #require(cases.randomElement(using: &random))
      let variable = try #require(one.policy.context.randomElement(using: &random))
      // One expectation, some, or all: what holds a case back must not hide what the fact does.
      let share: Double = [0.05, 0.3, 1.0].randomElement(using: &random) ?? 1
      let some = one.policy.expectations.filter { _ in Double.random(in: 0..<1, using: &random) < share }
      let open = one.policy.context.map { other in
        var other = other
        if other.name == variable.name { other.initial = nil }
        return other
      }
      let policy = one.policy.with(expectations: some, context: open, coverage: Self.fileOnly)
      var context = one.context
      var known: [Decision] = []
      for value in variable.values {
        context[variable.name] = value
        known.append(one.judged(by: policy, context: context).decision)
      }
      context[variable.name] = nil
      let unknown = one.judged(by: policy, context: context).decision
      let place = Comment(rawValue: "\(one): \(variable.name) beside \(some.map { $0.id }): \(known), \(unknown)")
      #expect(known.allSatisfy { $0 <= unknown }, place)
    }
  }

  // MARK: 7. Storage

  @Test func `the order in which an export stores its axes changes no decision`() async throws {
    var random = SplitMix64(seed: 7)
    let cases = try await Self.cases.value.filter { one in
      one.segmentation.grid.affine != nil && one.segmentation.grid.dimensions == 3
    }
    for _ in 0..<Self.rounds(8, 400) {
      let one = try #require(cases.randomElement(using: &random))
      let affine = try #require(one.segmentation.grid.affine)
      let axes = [0, 1, 2].shuffled(using: &random)
      let signs = axes.map { _ in Bool.random(using: &random) ? 1.0 : -1.0 }
      let turned = Affine(columns: (0..<3).map { affine.columns[axes[$0]] * signs[$0] }, origin: affine.origin)
      let order = StorageOrder(of: turned, along: affine)
      let after = await one.measured(one.segmentation.stored(in: order), image: one.image)
      #expect(after.verdict.decision == one.verdict.decision, "\(one): \(axes) \(signs)")
      let (old, new) = (one.result.findings, after.result.findings)
      let changed = zip(old, new).filter { $0.outcome != $1.outcome || $0.code != $1.code }
        .map { "\($0.message) → \($1.message)" }
      #expect(old.count == new.count && changed == [], "\(one): \(axes) \(signs)")
    }
  }
}

extension Structure {
  /// The structure with its first voxels alone.
  fileprivate func with(firstVoxels count: Int) -> Structure {
    let run = runs.all.first.map { Run(row: $0.row, start: $0.start, end: min($0.end, $0.start + numericCast(count))) }
    return Structure(
      value: value, name: name, codes: codes, runs: Runs(ordered: count == 0 ? [] : [run].compactMap(\.self)))
  }
}

extension String {
  /// A number that is the same in every run of the program.
  fileprivate var stableHash: Int {
    Int(truncatingIfNeeded: utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 })
  }
}
