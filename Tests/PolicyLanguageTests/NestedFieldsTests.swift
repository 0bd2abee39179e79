import PolicyLanguage
import Testing
import Wording
import YAML

@Suite struct NestedFieldsTests {
  private struct Part: Hashable {
    var gap: Limits?
    var count: Int?

    init?(_ fields: inout FieldReader) {
      fields.require("gap")
      gap = fields.limits("gap", .length)
      count = fields.integer("count", in: 1...3)
      if gap == nil { return nil }
    }
  }

  @Test func `a mapping has fields of its own`() {
    let (part, problems) = Fields.read("{part: {gap: nearest, count: 2}}") { $0.nested("part") { Part(&$0) } }
    #expect(problems == [])
    #expect(part??.gap?.lower?.value == 40)
    #expect(part??.count == 2)
    #expect(Fields.read("{}") { $0.nested("part") { Part(&$0) } == nil }.1 == [])
  }

  @Test(arguments: [
    ("{part: {gap: 3 mm, cuont: 2}}", ["20 unknown-key"]), ("{part: {count: 2}}", ["8 missing-key"]),
    ("{part: {gap: 3 mL, count: 4}}", ["16 unit-mismatch", "27 out-of-range"]), ("{part: 3 mm}", ["8 wrong-type"]),
    ("{part: [3 mm]}", ["8 wrong-type"]), ("{part: }", ["2 missing-value"]), ("3 mm", ["1 wrong-type"]),
  ])
  func `what is wrong inside is told at its place`(yaml: String, expected: [String]) {
    #expect(Fields.read(yaml) { $0.nested("part") { Part(&$0) } }.1 == expected)
  }

  @Test(arguments: [
    ("{parts: [{gap: 3 mm}, {gap: 4 mm, count: 1}]}", [] as [String], 2), ("{parts: []}", ["9 missing-value"], 0),
    ("{parts: {gap: 3 mm}}", ["9 wrong-type"], 0),
    ("{parts: [{gap: 3 mm}, {count: 1}, 7]}", ["23 missing-key", "35 wrong-type"], 0),
    ("{}", [], 0),
  ])
  func `a list of mappings`(yaml: String, expected: [String], count: Int) {
    let (parts, problems) = Fields.read(yaml) { $0.nestedList("parts", of: "a part") { Part(&$0) } }
    #expect(problems == expected)
    #expect((parts ?? nil)?.count ?? 0 == count)
  }

  @Test func `a field may have a short form`() {
    let read = { (yaml: String) in
      Fields.read(yaml) { fields -> [Bool] in
        let forms = [fields.hasMapping("a"), fields.hasNoMapping("a")]
        fields.ignore("a")
        return forms
      }.0
    }
    #expect(read("{a: {b: 1}}") == [true, false])
    #expect(read("{a: 3}") == [false, true])
    #expect(read("{}") == [false, true])
  }

  @Test func `what is named inside is noted for lint`() {
    let mentions = Fields.read("{part: {gap: nearest}}") { fields in
      _ = fields.nested("part") { Part(&$0) }
      return fields.mentions
    }.0
    #expect(mentions?.parameters == ["nearest"])
    #expect(mentions?.limits.map(\.limits.text) == [">= 40 mm"])
  }
}
