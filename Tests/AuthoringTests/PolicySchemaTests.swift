import Authoring
import Diagnostics
import Evaluation
import Foundation
import JSON
import PolicyLanguage
import Shipped
import Testing

/// The schema accepts what the program reads, and refuses what is wrong in shape.
@Suite struct PolicySchemaTests {
  private static let schema = Result { try JSONSchema(PolicySchema(.standard).document) }

  private static func violations(_ text: String) throws -> [String] {
    try schema.get().violations(of: try #require(JSONValue.yaml(text))).map(\.description)
  }

  @Test(arguments: Shipped.policies().map(\.name))
  func `a shipped policy is valid`(name: String) throws {
    #expect(try Self.violations(try #require(Shipped.policies().first { $0.name == name }?.text)) == [])
  }

  @Test(arguments: ExpectationKinds.all.map { $0.name })
  func `the example of a kind is valid`(name: String) throws {
    let kind = try #require(PolicyVocabulary.standard.kind(name))
    #expect(try Self.violations(ExamplePolicy.text(with: kind.page.example)) == [])
  }

  /// What is wrong in shape: a schema can see it.
  static let shapes: [DiagnosticRule] = [
    .unknownKey, .missingKey, .missingValue, .wrongType, .unknownValue, .unknownVersion, .badDate, .notANumber,
    .notWhole,
    .outOfRange, .missingUnit, .unknownUnit, .unitMismatch, .noKind, .twoKinds,
  ]

  @Test(arguments: shapes.filter { ![.notWhole, .missingUnit].contains($0) })
  func `what is wrong in shape is refused`(rule: DiagnosticRule) throws {
    let text = try String(
      contentsOf: DiagnosticChangeDetectors.folder.appending(path: "\(rule.rawValue).yaml"), encoding: .utf8)
    #expect(try Self.violations(text) != [])
  }

  @Test(
    arguments: DiagnosticRule.allCases.filter {
      $0.level != .error && $0 != .badSuppression && !DiagnosticChangeDetectors.isAboutLists($0) && $0 != .notFormatted
    })
  func `what can be read is accepted, however doubtful`(rule: DiagnosticRule) throws {
    let text = try String(
      contentsOf: DiagnosticChangeDetectors.folder.appending(path: "\(rule.rawValue).yaml"), encoding: .utf8)
    #expect(try Self.violations(text) == [])
  }

  private static func body(_ expectation: String) -> String {
    "segwarden: 1\npolicy: p\nversion: 1\nexpectations:\n- \(expectation)\n"
  }

  @Test(arguments: [
    ("{id: x, each: all, volume: 3..5 mL}", true), ("{id: x, each: all, volume: 3 mL..5 L}", true),
    ("{id: x, each: all, volume: \">= 3 ml\"}", true), ("{id: x, each: all, volume: 3..5 mm}", false),
    ("{id: x, each: all, volume: 3}", false), ("{id: x, each: all, volume: about 3 mL}", false),
    ("{id: x, each: all, volume: most}", true), ("{id: x, each: all, volume: {typical: 2..5 %, of: image}}", true),
    ("{id: x, each: all, volume: {typical: {female: 1..2 mL, male: 1..3 mL}}}", false),
    ("{id: x, each: all, volume: {by: sex, typical: {female: 1..2 mL, male: 1..3 mL}}}", true),
    (
      "{id: x, each: all, volume: {by: [sex, age], typical: {female: {child: 1..2 mL, other: 1..3 mL}, male: 1..3 mL}}}",
      true
    ),
    ("{id: x, each: all, volume: {by: sex, typical: {female: 1..2 mm}}}", false),
    ("{id: x, each: all, connectivity: {components: 1, neighbours: 26}}", true),
    ("{id: x, each: all, connectivity: {components: 1, neighbours: 7}}", false),
    ("{id: x, each: all, connectivity: {components: 1..3, ignore_below: speck}}", true),
    ("{id: x, each: all, connectivity: {components: \"<= 3\", ignore_below: 20 voxels}}", true),
    ("{id: x, each: all, presence: required, when: false}", true), ("{id: x, each: [], presence: required}", false),
    ("{id: x, each: all, presence: required, quorum: all but 2}", true),
    ("{id: x, each: all, presence: required, quorum: \">= 50 %\"}", true),
    ("{id: x, each: all, presence: required, quorum: 3}", true),
    ("{id: x, each: all, presence: required, quorum: \">= many\"}", false),
    ("{id: x, each: all, presence: required, source: {cite: Gray, mean: 3 mL}}", true),
    ("{id: x, each: all, presence: required, source: {mean: 3 mL}}", false),
    ("{id: x, each: all, presence: required, severity: high}", false),
    ("{id: x, label: a, ask: Is it smooth?, expect: maybe}", false),
    ("{id: x, label: a, ask: Is it smooth?, expect: yes}", true),
    ("{id: x, position: a is left-of b}", true), ("{id: x, position: [a, b]}", false),
    ("{id: x, adjacency: {between: [a, b], gap: 0..3 mm}}", true),
    ("{id: x, adjacency: {between: [a], gap: 0..3 mm}}", false),
    ("{id: x, label: a, border: {may_touch: [superior, inferior]}}", true),
    ("{id: x, label: a, border: {may_touch: top}}", false),
    ("{id: x}", false), ("{id: x, disable: true}", false),
  ])
  func `expectations are valid or not`(expectation: String, isValid: Bool) throws {
    #expect((try Self.violations(Self.body(expectation)) == []) == isValid)
  }

  @Test func `an extending policy may change and disable expectations`() throws {
    let text = Self.body("{id: x, disable: true}\n- {id: y, severity: note}")
    #expect(try Self.violations(text + "extends: ct-base\n") == [])
    #expect(try Self.violations(text) != [])
  }

  @Test(arguments: [
    ("labels: {a: , b: {value: 3, side: left}}", true), ("labels: {a: {value: x!}}", false),
    ("labels: {a: {side: port}}", false),
    ("groups: {g: [a, b], h: all}", true), ("groups: {g: {a: b}}", false), ("task: {dimensions: 2}", true),
    ("task: {dimensions: 4}", false), ("task: {modalty: CT}", false), ("context: {sex: {values: [f, m]}}", true),
    ("context: {age: {range: 0..120, bands: {child: \"< 18\"}}}", true),
    ("context: {age: {values: [f], range: 0..1}}", false),
    ("parameters: {a: 3 mL, b: 2}", true), ("parameters: {a: [1]}", false),
    ("decision: {veto: [reject], votes: 3}", true),
    ("decision: {veto: [always]}", false), ("decision: {accept_confidence: 7}", false),
    ("decision: {coverage: {judged_findings: 50 %}}", true), ("decision: {coverage: file}", true),
    ("decision: {coverage: none}", false), ("labels_by: number", true), ("labels_by: size", false),
    ("decision: {not_evaluable: {no_image: ignore, default: reject}}", true),
    ("decision: {not_evaluable: {no_picture: ignore}}", false), ("subset: allowed", true),
    ("waivers: [{expectation: x, reason: r, owner: o, until: 2027-01-31}]", true),
    ("waivers: [{expectation: x, reason: r, owner: o}]", false), ("extends: [a, b]", true), ("expectatons: []", false),
  ])
  func `sections are valid or not`(section: String, isValid: Bool) throws {
    #expect((try Self.violations("segwarden: 1\npolicy: p\nversion: 1\n\(section)\n") == []) == isValid)
  }
}
