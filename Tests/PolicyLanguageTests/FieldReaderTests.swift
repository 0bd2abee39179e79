import Diagnostics
import PolicyLanguage
import Testing
import Wording
import YAML

@Suite struct FieldReaderTests {
  enum Rule: String, CaseIterable, Hashable { case required, optional, forbidden }

  @Test func `unknown keys are told with what was probably meant`() {
    let (_, diagnostics) = Fields.read("{count: 0, ignore_bellow: 3 mL}") { fields in
      _ = fields.counts("count")
      _ = fields.significantSize("ignore_below")
    }
    #expect(diagnostics == ["12 unknown-key"])
  }

  @Test func `a missing key is told only when it is required`() {
    #expect(Fields.read("{}") { $0.limits("gap", .length) == nil }.1 == [])
    #expect(Fields.read("{}") { $0.require("gap", "between") }.1 == ["1 missing-key", "1 missing-key"])
    #expect(
      Fields.read("{gap: 3 mL}") { fields in
        fields.require("gap")
        _ = fields.limits("gap", .length)
      }.1 == ["9 unit-mismatch"])
  }

  @Test func `a scalar in place of a mapping is told once`() {
    let (_, diagnostics) = Fields.read("required") { fields in
      fields.require("typical")
      _ = fields.limits("typical", .volume)
      _ = fields.limits("possible", .volume)
    }
    #expect(diagnostics == ["1 wrong-type"])
    #expect(
      Fields.read("{is: required}") { $0.choice(.value, of: Rule.self) == nil }.1 == ["1 wrong-type", "2 unknown-key"])
  }

  @Test func `choices come one or many`() {
    #expect(Fields.read("required") { $0.choices(.value, of: Rule.self) }.0 == [.required])
    #expect(Fields.read("[required, optional]") { $0.choices(.value, of: Rule.self) }.0 == [.required, .optional])
    #expect(Fields.read("[required, required]") { $0.choices(.value, of: Rule.self) }.1 == ["12 duplicate"])
    #expect(
      Fields.read("[required, optionel, [x]]") { $0.choices(.value, of: Rule.self) }.1 == [
        "12 unknown-value", "22 wrong-type",
      ])
  }

  @Test func `labels come by name, by group and all`() {
    #expect(Fields.read("kidneys") { $0.labels(.value) }.0 == ["kidney_left", "kidney_right"])
    #expect(
      Fields.read("[liver, kidneys, kidney_left]") { $0.labels(.value) }.0 == ["liver", "kidney_left", "kidney_right"])
    #expect(Fields.read("all") { $0.labels(.value) }.0 == ["kidney_left", "kidney_right", "liver"])
    #expect(Fields.read("kidneys") { $0.label(.value) }.1 == ["1 group-not-label"])
    #expect(Fields.read("a: [livr, kidneys]") { $0.labels("a") }.1 == ["5 unknown-label"])
    #expect(Fields.read("[liver, kidney_left]") { $0.labelPair(.value)?.1 }.0 == "kidney_left")
  }

  @Test func `parameters stand for their text`() {
    #expect(Fields.read("a: rule") { $0.choice("a", of: Rule.self) }.0 == .required)
    #expect(Fields.read("a: nearest") { $0.limits("a", .length) }.0??.lower?.value == 40)
    #expect(Fields.read("a: nearst") { $0.limits("a", .length) == nil }.1 == ["4 not-a-number"])
    #expect(Fields.read("a: nearest") { $0.limits("a", .volume) == nil }.1 == ["4 unit-mismatch"])
    let limits = Fields.read("liver by nearest") { fields in
      fields.phrase(.value) { phrase -> Limits? in
        guard phrase.label() != nil, phrase.expect("by") else { return nil }
        return phrase.limits(.length)
      }
    }
    #expect(limits.0??.text == ">= 40 mm")
    #expect(limits.1 == [])
  }

  @Test func `numbers are checked`() {
    #expect(Fields.read("a: 26") { $0.integer("a", oneOf: [6, 18, 26]) }.0 == 26)
    #expect(Fields.read("a: 8") { $0.integer("a", oneOf: [6, 18, 26]) }.1 == ["4 out-of-range"])
    #expect(Fields.read("a: 2.5") { $0.integer("a") }.1 == ["4 not-whole"])
    #expect(Fields.read("a: 1e300") { $0.integer("a") }.1 == ["4 not-whole"])
    #expect(Fields.read("a: 0.7") { $0.number("a", in: 0...1) }.0 == 0.7)
    #expect(Fields.read("a: [1]") { $0.number("a") }.1 == ["4 wrong-type"])
    #expect(Fields.read("a: true") { $0.boolean("a") }.0 == true)
    #expect(Fields.read("a: yes") { $0.boolean("a") }.1 == ["4 wrong-type"])
  }

  @Test func `a number without a unit is read in the first dimension that allows it`() {
    #expect(Fields.read("a: 20 px") { $0.limits("a", .area, .voxels) }.0??.dimension == .voxels)
    #expect(Fields.read("a: 2 cm2") { $0.limits("a", .area, .voxels) }.0??.upper?.value == 200)
    #expect(Fields.read("a: 20") { $0.limits("a", .area, .voxels) == nil }.1 == ["4 missing-unit"])
    #expect(Fields.read("a: 0.5") { $0.limits("a", .volume, .fraction) }.0??.dimension == .fraction)
    #expect(Fields.read("a: 2 slices") { $0.quantity("a", .slices, .length) }.0??.value == 2)
  }

  @Test func `what was named is noted for lint`() {
    let mentions = Fields.read("{a: kidneys, gap: 1..2 mm}") { fields in
      _ = fields.labels("a")
      _ = fields.limits("gap", .length)
      return fields.mentions
    }.0
    #expect(mentions?.labels == ["kidney_left", "kidney_right"])
    #expect(mentions?.limits.map(\.limits.text) == ["1..2 mm"])
  }

  @Test(arguments: [
    (">= nearest_mm", 40.0, nil as Double?), ("nearest_mm..2 m", 40, 2000), ("nearest_mm..farthest", 40, 90),
    ("> nearest_mm", 40, nil), ("nearest_mm", 40, 40),
  ])
  func `parameters may stand inside limits`(text: String, lower: Double, upper: Double?) throws {
    var scope = Fields.scope
    let place = SourceRange(file: "f", line: 1, column: 1)
    scope.parameters += [
      .init(name: "nearest_mm", text: "40 mm", range: place), .init(name: "farthest", text: "9 cm", range: place),
    ]
    var diagnostics = Diagnostics()
    let node = try #require(YAMLNode.parse("{a: '\(text)'}", file: "f", diagnostics: &diagnostics))
    var reader = FieldReader("kind", node, scope: scope)
    let read = reader.limits("a", .length)
    let limits = try #require(read)
    #expect(limits.lower?.value == lower && limits.upper?.value == upper)
    #expect(reader.mentions.parameters.contains("nearest_mm"))
  }
}
