import Diagnostics
import PolicyLanguage
import Testing
import Volume
import Wording
import YAMLTesting

/// Policies that extend others.
@Suite struct ExtendsTests {
  static let base = """
    segwarden: 1
    policy: base
    version: 1
    task: {modality: CT, region: abdomen}
    context: {breath: {values: [in-, out], default: out}}
    parameters: {speck: 0.1 mL, least: 40 mm}
    labels: {liver: {value: 5, side: right, aliases: [hepar]}, spleen: {value: 1}}
    groups: {organs: [liver, spleen]}
    expectations:
      - {id: size, each: organs, volume: {typical: 1..2 L, possible: 0.5..4 L}, because: Sizes., source: {cite: A, mean: 1 L}}
      - {id: sides, position: spleen is left-of liver by least}
      - {id: pieces, each: organs, connectivity: {components: 1, ignore_below: speck}}
    decision: {veto: [reject, review], votes: 3}
    """

  static func read(_ body: String, library: [String: String] = ["base": base]) -> (policy: Policy?, problems: [String])
  {
    let text = "segwarden: 1\npolicy: own\nversion: 2\n" + body
    let (policy, diagnostics) = PolicyReader.small(text, library: library)
    return (policy, diagnostics.map { "\($0.range.file) \($0.short)" })
  }

  @Test func `what a base says holds where the policy is silent`() throws {
    let (read, problems) = Self.read("extends: base\n")
    let policy = try #require(read)
    #expect(problems == [])
    #expect(policy.id == "own" && policy.version == "2" && policy.title == "own" && policy.bases == ["base"])
    #expect(policy.task.modality == "CT" && policy.labels.map(\.name) == ["liver", "spleen"])
    #expect(policy.expectations.map(\.id) == ["size", "sides", "pieces"])
    #expect(policy.expectations.map(\.range.file) == ["base.yaml", "base.yaml", "base.yaml"])
    #expect(policy.decision.votes == 3 && policy.context.map(\.name) == ["breath"])
  }

  @Test func `sections are merged by name, labels field by field`() throws {
    let (read, problems) = Self.read(
      """
      extends: [base]
      task: {region: chest}
      parameters: {least: 20 mm}
      labels: {liver: {value: 50}, aorta: {value: 7}}
      groups: {organs: [liver, aorta]}
      decision: {votes: 5}
      """)
    let policy = try #require(read)
    #expect(problems == [])
    #expect(policy.task.modality == "CT" && policy.task.region == "chest")
    let liver = try #require(policy.label("liver"))
    #expect(liver.value == 50 && liver.side == .right && liver.aliases == ["hepar"])
    #expect(policy.labels.map(\.name) == ["liver", "spleen", "aorta"])
    #expect(policy.expectations[0].subjects == ["liver", "aorta"])
    #expect((policy.expectations[1].kind as? SmallKinds.Position)?.by?.lower?.value == 20)
    #expect(policy.decision.votes == 5 && policy.decision.veto == [.reject, .review])
  }

  @Test func `expectations are changed, disabled and added by id`() throws {
    let (read, problems) = Self.read(
      """
      extends: base
      expectations:
        - {id: size, volume: {typical: 1.1..1.9 L}, severity: reject, source: B}
        - {id: pieces, disable: true, because: Vessels.}
        - {id: sides, presence: required, label: liver}
        - {id: more, label: spleen, presence: required}
      """)
    let policy = try #require(read)
    #expect(problems == [])
    #expect(policy.expectations.map(\.id) == ["size", "sides", "more"])
    let size = try #require(policy.expectations.first)
    let kind = try #require(size.kind as? SmallKinds.Size)
    #expect(kind.typical?.text == "1.1..1.9 L" && kind.possible?.text == "0.5..4 L")
    #expect(
      size.severity == .reject && size.because == "Sizes." && size.source?.cite == "B" && size.source?.mean == nil)
    #expect(size.subjects == ["liver", "spleen"])
    #expect(policy.expectations[1].kind is SmallKinds.Presence && policy.expectations[1].subjects == ["liver"])
  }

  @Test func `the nearer base wins, and each is read once`() throws {
    let middle = """
      {segwarden: 1, policy: middle, version: 1, extends: base, parameters: {least: 30 mm},
       expectations: [{id: size, disable: true}, {id: mine, label: liver, presence: required}]}
      """
    let (read, problems) = Self.read(
      "extends: [base, middle]\n", library: ["base": Self.base, "middle": middle])
    let policy = try #require(read)
    #expect(problems == [])
    #expect(policy.bases == ["base", "middle"])
    #expect((policy.expectations.first { $0.id == "sides" }?.kind as? SmallKinds.Position)?.by?.lower?.value == 30)
    #expect(policy.expectations.map(\.id).contains("mine"))
  }

  @Test(arguments: [
    ("extends: bse\n", ["p.yaml 4:10 unknown-policy"]),
    ("extends: [base, {a: b}]\n", ["p.yaml 4:17 wrong-type"]),
    ("extends: base\nexpectations: [{id: nose, disable: true}]\n", ["p.yaml 5:21 unknown-expectation"]),
    ("extends: base\nexpectations: [{id: size, disable: true, severity: note}]\n", ["p.yaml 5:42 unexpected"]),
    ("extends: base\nexpectations: [{id: size, volume: {typical: 1 mm}}]\n", ["p.yaml 5:47 unit-mismatch"]),
    ("extends: base\nparameters: {least: 3 mL}\n", ["base.yaml 11:54 unit-mismatch"]),
    (
      "extends: base\nexpectations: [{id: x, label: liver}, {id: x, label: liver, presence: required}]\n",
      ["p.yaml 5:16 no-kind", "p.yaml 5:44 duplicate-id"]
    ),
    ("expectations: [{id: size, disable: true}]\n", ["p.yaml 4:21 unknown-expectation"]),
  ])
  func `what is wrong is told in its own file`(body: String, expected: [String]) {
    let (policy, problems) = Self.read(body)
    #expect(policy == nil)
    #expect(problems == expected)
  }

  @Test func `cycles end`() {
    let loop = "{segwarden: 1, policy: base, version: 1, extends: own}"
    #expect(Self.read("extends: base\n", library: ["base": loop]).problems == ["base.yaml 1:51 cycle"])
    let selfish = "{segwarden: 1, policy: base, version: 1, extends: base}"
    #expect(Self.read("extends: base\n", library: ["base": selfish]).problems == ["base.yaml 1:51 cycle"])
  }

  @Test func `a record's digest covers the bases, the settings and a file of waivers`() throws {
    func digest(_ base: String, _ settings: [String: String] = [:], waivers: String? = nil) throws -> String {
      let text = "segwarden: 1\npolicy: own\nversion: 2\nextends: base\n"
      let reading = PolicyReader.small(text, settings: settings, waivers: waivers, library: ["base": base])
      return try #require(reading.policy).digest
    }
    let plain = try digest(Self.base)
    #expect(try digest(Self.base) == plain)
    #expect(try digest(Self.base + "\n# changed") != plain)
    #expect(try digest(Self.base, ["least": "50 mm"]) != plain)
    #expect(try digest(Self.base, ["unknown": "50 mm"]) == plain)
    let waived = try digest(Self.base, waivers: "waivers: []\n")
    #expect(waived != plain)
    #expect(try digest(Self.base, waivers: "waivers: []\n# changed\n") != waived)
  }

  @Test func `settings replace parameters and are checked where they are used`() throws {
    let text = "segwarden: 1\npolicy: own\nversion: 2\nextends: base\n"
    func read(_ settings: [String: String]) -> (policy: Policy?, diagnostics: [Diagnostic]) {
      PolicyReader.small(text, settings: settings, library: ["base": Self.base])
    }
    let policy = try #require(read(["least": "55 mm"]).policy)
    #expect((policy.expectations[1].kind as? SmallKinds.Position)?.by?.lower?.value == 55)
    #expect(policy.parameters.first { $0.name == "least" }?.text == "55 mm")
    #expect(read(["least": "wide"]).diagnostics.map(\.rule) == [.notANumber])
  }
}
