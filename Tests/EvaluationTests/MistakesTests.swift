import Evaluation
import PolicyLanguage
import Testing

/// Mistakes in a kind's own fields are told at their place, before anything is judged.
@Suite struct MistakesTests {
  @Test(arguments: [
    ("label: liver, volume: {typical: 1..2 mL, ▸maximum: 3 mL}", "unknown-key"),
    ("label: liver, volume: {typical: 1..2 ▸mm}", "unit-mismatch"),
    ("label: liver, volume: ▸{}", "missing-limits"),
    ("label: liver, volume: ▸{of: spleen}", "missing-limits"),
    ("label: liver, volume: ▸{possible: 10..50 %}", "missing-of"),
    ("label: liver, volume: {possible: 10..50 %, of: ▸splen}", "unknown-label"),
    ("label: liver, volume: {typical: 1..2 mL, possible: ▸10..50 voxels}", "unit-mismatch"),
    ("label: liver, volume: {typical: 1..2 mL, possible: ▸10..50 %, of: spleen}", "unit-mismatch"),
    ("label: liver, volume: 3 ▸mm", "unit-mismatch"),
    ("label: liver, area: {typical: 1..2 ▸mL}", "unit-mismatch"),
    ("label: liver, volume: {possible: 1..2 mL, of: ▸spleen}", "needless-of"),
    ("label: liver, border: {may_touch: none, margin: ▸1.5 slices}", "not-whole"),
    ("label: liver, border: {may_touch: none, margin: ▸99999999999999999999 slices}", "not-whole"),
    ("label: liver, presence: ▸requird", "unknown-value"),
    ("label: liver, connectivity: ▸{}", "missing-limits"),
    ("label: liver, connectivity: ▸{neighbours: 26}", "missing-limits"),
    ("label: liver, connectivity: {components: 1, neighbours: ▸7}", "out-of-range"),
    ("label: liver, connectivity: {components: ▸1.5}", "not-whole"),
    ("label: liver, holes: {count: 0, ignore_below: 3 ▸mm}", "unit-mismatch"),
    ("label: liver, holes: ▸{ignore_below: 3 mL}", "missing-limits"),
    ("label: liver, border: ▸{}", "missing-key"),
    ("label: liver, border: {may_touch: ▸[none, superior]}", "unknown-value"),
    ("label: liver, border: {may_touch: [▸top]}", "unknown-value"),
    ("adjacency: {between: [liver, ▸liver], gap: 0..5 mm}", "same-label"),
    ("adjacency: ▸{between: [liver, spleen]}", "missing-limits"),
    ("adjacency: ▸{gap: 0..5 mm}", "missing-key"),
    ("adjacency: {between: ▸[liver], gap: 0..5 mm}", "wrong-type"),
    ("label: liver, containment: ▸{inside: spleen}", "missing-key"),
    ("label: liver, containment: {inside: spleen, fraction: 3 ▸mL}", "unit-mismatch"),
    ("overlap: {between: [liver, spleen], volume: 3 ▸mm}", "unit-mismatch"),
    ("position: liver is ▸beside spleen", "unknown-value"),
    ("position: liver is left-of ▸splen", "unknown-label"),
    ("position: liver ▸left-of spleen", "unexpected"),
    ("position: ▸liver is left-of liver", "same-label"),
    ("position: liver is left-of spleen by 3 ▸mL", "unit-mismatch"),
    ("position: ▸liver is left-of spleen by <= 30 mm", "missing-limits"),
    ("position: liver is left-of spleen ▸or so", "unexpected"),
    ("label: liver, continuity: ▸{}", "missing-limits"),
    ("label: liver, continuity: {missing_slices: 0, ▸jumps: 3}", "unknown-key"),
    ("file: {same_grid: 3 ▸mL}", "unit-mismatch"),
    ("file: {unknown_labels: ▸no}", "unknown-value"),
    ("file: {▸sme_grid: 1 mm}", "unknown-key"),
  ])
  func `a mistake is told at its place`(marked: String, id: String) {
    let head = "segwarden: 1\npolicy: p\nversion: 1\nlabels: {liver: , spleen: }\nexpectations:\n"
    // The triangle marks the place.
    let (fields, before) = (marked.filter { $0 != "▸" }, marked.prefix { $0 != "▸" })
    let text = head + "- {\(fields), id: x}\n"
    let found = PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard)
    #expect(found.policy == nil)
    #expect(
      found.diagnostics.filter { $0.severity == .error }.map {
        "\($0.range.line - 5):\($0.range.column) \($0.rule.rawValue)"
      } == ["1:\(before.count + 4) \(id)"])
    #expect(found.diagnostics.allSatisfy { !$0.message.isEmpty && !$0.message.hasSuffix(".") })
  }

  @Test func `every kind has a name of its own, a sentence and a page`() {
    #expect(Set(ExpectationKinds.all.map { $0.name }).count == ExpectationKinds.all.count)
    for kind in ExpectationKinds.all {
      #expect(kind.summary.hasSuffix("."))
      for text in [kind.page.why, kind.page.judged, kind.page.remedy] { #expect(text.hasSuffix("."), "\(kind.name)") }
      #expect(kind.page.example.contains("\(kind.name):"))
    }
  }
}
