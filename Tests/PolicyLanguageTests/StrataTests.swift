import Diagnostics
import PolicyLanguage
import Testing
import Wording
import YAMLTesting

/// Limits that differ between strata, quantifiers, facts about cases, and waivers, as they are read.
@Suite struct StrataTests {
  static let head = """
    segwarden: 1
    policy: p
    version: 1
    context: {sex: {values: [female, male]}, age: {range: 0..120, bands: {child: '< 18', adult: '>= 18'}}, weight: {range: '> 0'}}
    labels: {a: {side: left}, b: {side: right}}

    """

  static func read(_ body: String) -> (policy: Policy?, problems: [String]) {
    let (policy, diagnostics) = PolicyReader.small(head + body)
    return (policy, diagnostics.map { "\($0.range.line - 5):\($0.range.column) \($0.rule.rawValue)" })
  }

  @Test func `there is a variant for every combination`() throws {
    let (read, problems) = Self.read(
      """
      expectations:
        - id: x
          label: a
          volume: {by: [sex, age], typical: {female: {child: 1..2 mL, adult: 3..4 mL}, male: 5..6 mL}, possible: {child: 0..9 mL, other: 0..10 mL}}
      """)
    let expectation = try #require(read?.expectations.first)
    #expect(problems == [])
    let found = expectation.variants.map { variant in
      let kind = variant.kind as? SmallKinds.Size
      return [variant.strata["sex"], variant.strata["age"], kind?.typical?.text, kind?.possible?.text]
    }
    #expect(
      found == [
        ["female", "child", "1..2 mL", "0..9 mL"], ["female", "adult", "3..4 mL", "0..10 mL"],
        ["male", "child", "5..6 mL", "0..9 mL"], ["male", "adult", "5..6 mL", "0..10 mL"],
      ])
  }

  @Test(arguments: [
    ("{by: sx, typical: 1..2 mL}", ["2:34 unknown-context"]),
    ("{by: weight, typical: 1..2 mL}", ["2:34 unknown-stratum"]),
    ("{by: sex, typical: {female: 1..2 mL}}", ["2:48 missing-stratum"]),
    ("{by: sex, typical: {female: 1..2 mL, males: 1..2 mL}}", ["2:48 missing-stratum", "2:66 unknown-stratum"]),
    ("{by: sex, typical: {female: 1..2 mL, male: 1..2 mm}}", ["2:77 unit-mismatch"]),
    ("{by: sex, typical: {x: 1..2 mL}}", ["2:48 wrong-type"]),
  ])
  func `what is wrong with strata is told at its place`(volume: String, expected: [String]) {
    let (policy, problems) = Self.read("expectations:\n- {id: x, label: a, volume: \(volume)}")
    #expect(policy == nil)
    #expect(problems == expected)
  }

  @Test func `numbers are sorted into bands`() throws {
    let policy = try #require(Self.read("expectations: []").policy)
    let age = try #require(policy.context.first { $0.name == "age" })
    #expect(age.stratum(of: "17.9") == "child" && age.stratum(of: "18") == "adult" && age.stratum(of: "old") == nil)
    #expect(age.problem(with: "34") == nil && age.problem(with: "130") != nil && age.problem(with: "nan") != nil)
    let sex = try #require(policy.context.first { $0.name == "sex" })
    #expect(sex.stratum(of: "male") == "male" && sex.stratum(of: "x") == nil && sex.problem(with: "x") != nil)
  }

  @Test(arguments: [
    ("every", 5, 5, true), ("every slice", 4, 5, false), ("all but 2 slices", 3, 5, true), ("all but 2", 2, 5, false),
    ("any", 1, 5, true), ("any", 0, 5, false), ("none", 0, 5, true), ("none", 1, 5, false), (">= 3", 3, 9, true),
    (">= 3", 2, 9, false), (">= 95% of slices", 19, 20, true), (">= 95 %", 18, 20, false), ("<= 2", 3, 9, false),
    ("2..3", 3, 9, true), ("= 50 %", 5, 10, true),
  ])
  func `quantifiers count`(text: String, holding: Int, judged: Int, expected: Bool) throws {
    let slices = Self.read("expectations:\n- {id: x, label: a, connectivity: {components: 1}, slices: '\(text)'}")
    #expect(slices.problems == ["2:52 unexpected"], "the small kinds have no slices")
    let labels = (1...20).map { "l\($0): " }.joined(separator: ", ")
    let (policy, problems) = PolicyReader.small(
      "segwarden: 1\npolicy: p\nversion: 1\nlabels: {\(labels)}\nexpectations:\n- {id: x, each: all, presence: required, quorum: '\(text.replacing("slices", with: "labels").replacing("slice", with: "label"))'}"
    )
    #expect(problems.map(\.short) == [])
    let quantifier = try #require(policy?.expectations.first?.quorum)
    #expect(quantifier.isSatisfied(holding: holding, of: judged) == expected)
  }

  @Test(arguments: ["some", "all but", "all but -1", ">= half", "3.5", ">= 3 mm", "''"])
  func `what does not say how many is told`(text: String) {
    #expect(
      Self.read(
        "expectations:\n- {id: x, each: all, presence: required, quorum: \(text.contains(">") ? "'\(text)'" : text)}"
      ).problems
        == ["2:50 bad-quantifier"])
  }

  @Test func `a waiver says who, why and until when`() throws {
    let (read, problems) = Self.read(
      """
      expectations: [{id: x, each: all, presence: required}]
      waivers:
        - {expectation: x, labels: a, cases: ["trial-*", "case-7"], reason: Resected., owner: Dr. Roe, until: 2028-02-29, when: context.sex == male}
      """)
    #expect(problems == [])
    let waiver = try #require(read?.waivers.first)
    #expect(waiver.labels == ["a"] && waiver.owner == "Dr. Roe" && waiver.until.text == "2028-02-29")
    for (name, expected) in [
      ("trial-", true), ("trial-12", true), ("a-trial-12", false), ("case-7", true), ("case-77", false),
    ] {
      #expect(waiver.covers(caseNamed: name) == expected, "\(name)")
    }
  }

  @Test(arguments: [
    ("{expectation: y, reason: r, owner: o, until: 2030-01-01}", ["3:17 unknown-expectation"]),
    ("{expectation: x, reason: r, owner: o, until: 2030-02-30}", ["3:48 bad-date"]),
    ("{expectation: x, reason: r, owner: o, until: soon}", ["3:48 bad-date"]),
    ("{expectation: x}", ["3:3 missing-key", "3:3 missing-key", "3:3 missing-key"]),
    ("{expectation: x, reason: r, owner: o, until: 2030-01-01, labels: c}", ["3:68 unknown-label"]),
    ("{expectation: x, reason: r, owner: o, until: 2030-01-01, when: complete}", ["3:66 no-subject"]),
  ])
  func `what is wrong with a waiver is told at its place`(waiver: String, expected: [String]) {
    #expect(
      Self.read("expectations: [{id: x, each: all, presence: required}]\nwaivers:\n- \(waiver)").problems == expected)
  }

  @Test(arguments: [
    ("1999-12-31", "2000-01-01"), ("2027-01-31", "2027-02-01"), ("2024-02-28", "2024-02-29"),
  ])
  func `days are ordered`(first: String, second: String) throws {
    #expect(try #require(CalendarDay(first)) < #require(CalendarDay(second)))
  }

  @Test func `a kind's reader declares its fields`() {
    let connectivity = FieldReader.declarations(of: SmallKinds.Connectivity.self)
    #expect(
      connectivity == [
        [
          .init(key: "components", type: .counts, isRequired: false),
          .init(key: "neighbours", type: .integers([6, 18, 26]), isRequired: false),
          .init(key: "ignore_below", type: .quantity([.volume, .area, .voxels, .fraction]), isRequired: false),
          .init(key: "largest_fraction", type: .limits([.fraction]), isRequired: false),
        ]
      ])
    #expect(
      FieldReader.declarations(of: SmallKinds.Presence.self).first?.first?.type
        == .choice(["required", "optional", "forbidden"]))
    #expect(
      FieldReader.declarations(of: SmallKinds.Adjacency.self).last?.contains(
        .init(key: "between", type: .labelPair, isRequired: true)) == true)
  }
}
