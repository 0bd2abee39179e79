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
    ("label: liver, containment: ▸{inside: spleen}", "missing-limits"),
    ("label: liver, containment: ▸{fraction: 3 %}", "missing-key"),
    ("label: liver, containment: {inside: ▸liver, fraction: 3 %}", "same-label"),
    ("label: liver, containment: {inside: spleen, outside: 3 ▸mm}", "unit-mismatch"),
    ("adjacency: {between: [liver, spleen], share: ▸'> 10 %'}", "missing-of"),
    ("adjacency: {between: [liver, spleen], share: '> 10 %', of: ▸kidney}", "unknown-value"),
    ("adjacency: {between: [liver, spleen], share: '> 10 %', of: ▸livr}", "unknown-label"),
    ("adjacency: {between: [liver, spleen], gap: 0..5 mm, of: ▸liver}", "needless-of"),
    ("adjacency: {between: [liver, spleen], frontier: ▸allowed}", "unknown-value"),
    ("adjacency: {between: [liver, spleen], length: ▸'> 3 mm'}", "wrong-dimensions"),
    ("overlap: {between: [liver, spleen], volume: '< 3 mL', of: ▸liver}", "needless-of"),
    ("overlap: {between: [liver, spleen], area: ▸3 mm²}", "wrong-dimensions"),
    ("overlap: ▸{between: [liver, spleen]}", "missing-limits"),
    ("label: liver, presence: ▸{}", "missing-key"),
    ("label: liver, presence: {implies: ▸splen}", "unknown-label"),
    ("label: liver, presence: {implies: ▸[spleen, liver]}", "same-label"),
    ("position: ▸is left-of spleen", "no-subject"),
    ("label: kidney, position: ▸liver is left-of spleen", "needless-each"),
    ("position: ▸liver is superior-to midline", "unexpected"),
    ("label: liver, position: ▸is on its side of midline", "no-side"),
    ("position: liver is on ▸the side of midline", "unexpected"),
    ("position: ▸liver is between spleen and spleen", "same-label"),
    ("position: liver is between spleen ▸or kidney", "unexpected"),
    ("position: liver is between spleen and kidney within ▸3", "missing-unit"),
    ("position: liver is nearer-to spleen ▸to kidney", "unexpected"),
    ("position: liver is within 3 mm ▸spleen", "unexpected"),
    ("position: liver is within 3 mm of ▸splen", "unknown-label"),
    ("holes: ▸{count: 0}", "missing-each"),
    ("label: liver, holes: {count: 0, between: ▸[liver, spleen]}", "needless-each"),
    ("holes: {count: 0, between: ▸[liver]}", "missing-value"),
    ("label: liver, holes: {area: ▸3 mm²}", "wrong-dimensions"),
    ("label: liver, tunnels: ▸some", "not-a-number"),
    ("label: liver, tunnels: {count: 0, neighbours: ▸18}", "out-of-range"),
    ("label: liver, tunnels: ▸{neighbours: 26}", "missing-key"),
    ("label: liver, symmetry: ▸{volume_ratio: 0.5..2}", "no-pair"),
    ("label: liver, symmetry: ▸{}", "missing-limits"),
    ("label: liver, border: {reconstruction_circle: 3 ▸mL}", "unit-mismatch"),
    ("label: liver, border: ▸{margin: 3 slices, reconstruction_circle: '> 3 mm'}", "missing-key"),
    ("sequence: ▸{along: superior}", "missing-key"),
    ("sequence: {labels: ▸[liver, spleen]}", "missing-value"),
    ("sequence: {labels: all, along: ▸up}", "unknown-value"),
    ("sequence: {labels: all, variants: ▸[liver]}", "wrong-type"),
    ("sequence: {labels: all, variants: {odd: ▸livr}}", "unknown-label"),
    ("sequence: {labels: [liver, spleen, kidney], variants: ▸{odd: stomach}}", "unknown-value"),
    ("label: liver, cooccurrence: ▸{with: spleen}", "missing-limits"),
    ("label: liver, cooccurrence: ▸{share: 9 %}", "missing-key"),
    ("label: liver, cooccurrence: {with: ▸[spleen, liver], share: 9 %}", "same-label"),
    ("label: liver, continuity: {spikes: ▸0.5}", "not-whole"),
    ("label: liver, continuity: {staircase: 3 ▸mm}", "unit-mismatch"),
    ("file: {same_axes: 3 ▸mm}", "unit-mismatch"),
    ("file: {same_size: ▸maybe}", "wrong-type"),
    ("file: {orientation: ▸RLS}", "unknown-value"),
    ("file: {orientation: ▸[known, RAS]}", "unknown-value"),
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
    let head = "segwarden: 1\npolicy: p\nversion: 1\nlabels: {liver: , spleen: , kidney: , stomach: }\nexpectations:\n"
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

  @Test func `every page's example can be read, and every kind declares its fields`() throws {
    let head = """
      segwarden: 1
      policy: p
      version: 1
      context: {nephrectomy: {values: [none, left, right], default: none}}
      labels: {kidney_left: {side: left, paired_with: kidney_right}, kidney_right: {side: right}, liver: , stomach: ,
        tumour: , lungs: , myocardium: , aorta: , inferior_vena_cava: , vertebra_L4: , vertebra_L5: , vertebra_L6: }
      groups: {kidneys: [kidney_left, kidney_right], spine: [vertebra_L4, vertebra_L5, vertebra_L6]}

      """
    for kind in ExpectationKinds.all {
      let task = kind.name == "area" ? "task: {dimensions: 2}\n" : ""
      let text = head + task + "expectations:\n" + kind.page.example + "\n"
      let reading = PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard)
      #expect(reading.policy != nil, "\(kind.name): \(reading.rendered(reading.diagnostics))")
      #expect(kind.name == "ask" || !FieldReader.declarations(of: kind).isEmpty, "\(kind.name)")
    }
    let fields = FieldReader.declarations(of: SequenceOrder.self).flatMap { $0 }
    #expect(fields.map(\.key) == ["labels", "along", "missing", "spacing", "variants"])
    #expect(fields.last?.type == .namedLabels)
    let position = FieldReader.declarations(of: Position.self).first ?? []
    #expect(position.map(\.type) == [.phrase])
  }
}
