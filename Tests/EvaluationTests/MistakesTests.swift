import Diagnostics
import Evaluation
import PolicyLanguage
import Testing

/// Mistakes in a kind's own fields are told at their place, before anything is judged.
@Suite struct MistakesTests {
  /// Each with a mark before its place.
  static let mistakes: [(marked: String, id: String)] = [
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
    ("label: liver, extent: ▸{}", "missing-limits"),
    ("label: liver, extent: ▸3 mm", "wrong-type"),
    ("label: liver, extent: ▸[3 mm]", "wrong-type"),
    ("label: liver, extent: {right_left: ▸[3 mm]}", "wrong-type"),
    ("label: liver, extent: {right_left: 3 ▸mL}", "unit-mismatch"),
    ("label: liver, extent: {right_left: 3..▸5}", "missing-unit"),
    ("label: liver, extent: {right_left: ▸-3..5 mm}", "negative"),
    ("label: liver, extent: {right_left: 3 mm, ▸left_right: 3 mm}", "unknown-key"),
    ("label: liver, diameter: {feret_max: {typical: 1..2 mm, ▸most: 3 mm}}", "unknown-key"),
    ("label: liver, diameter: {feret_max: ▸{}}", "missing-limits"),
    ("label: liver, diameter: {feret_max: {typical: 1..2 mm, possible: ▸1..3 px}}", "unit-mismatch"),
    ("label: liver, diameter: {feret_orthogonal: ▸1..3 mm}", "wrong-dimensions"),
    ("label: liver, shape: {circularity: ▸0.5..1}", "wrong-dimensions"),
    ("label: liver, shape: {circularity: ▸{possible: 0.5..1}}", "wrong-dimensions"),
    ("label: liver, slices: every, shape: {sphericity: ▸0.5..1}", "wrong-dimensions"),
    ("label: liver, slices: every, boundary: {weakest_slice: ▸50..100 %}", "wrong-dimensions"),
    ("label: liver, shape: {solidity: 3 ▸mm}", "unit-mismatch"),
    ("label: liver, raggedness: 3 ▸mm", "unit-mismatch"),
    ("label: liver, raggedness: ▸{}", "missing-limits"),
    ("label: liver, thin: ▸[5 %]", "wrong-type"),
    ("label: liver, intensity: ▸{}", "missing-limits"),
    ("label: liver, intensity: {mean: 3 ▸mm}", "unit-mismatch"),
    ("label: liver, intensity: {outside: ▸{share: 5 %}}", "missing-key"),
    ("label: liver, intensity: {outside: {window: 1..2 HU, share: 5 ▸mm}}", "unit-mismatch"),
    ("label: liver, intensity: {outside: {window: 1..2 ▸mm, share: 5 %}}", "unit-mismatch"),
    ("label: liver, intensity: {outside: ▸5 %}", "wrong-type"),
    ("label: liver, boundary: {edge_support: ▸-0.2..0.5}", "negative"),
    ("label: liver, scorecard: ▸{review: 3}", "missing-key"),
    ("label: liver, scorecard: {points: ▸[], review: 3}", "missing-value"),
    ("label: liver, scorecard: ▸{points: [{measure: volume, below: 3 mL, points: 3}]}", "missing-limits"),
    ("label: liver, scorecard: {points: [▸{measure: volume, points: 3}], review: 3}", "missing-limits"),
    ("label: liver, scorecard: {points: [▸{below: 3 mL, points: 3}], review: 3}", "missing-key"),
    ("label: liver, scorecard: {points: [{measure: ▸volum, below: 3 mL, points: 3}], review: 3}", "unknown-name"),
    ("label: liver, scorecard: {points: [{measure: ▸3 mL, below: 3 mL, points: 3}], review: 3}", "wrong-type"),
    ("label: liver, scorecard: {points: [{measure: ▸area, below: 3 mm², points: 3}], review: 3}", "wrong-dimensions"),
    ("label: liver, scorecard: {points: [{measure: volume, below: 3 ▸mm, points: 3}], review: 3}", "unit-mismatch"),
    ("label: liver, scorecard: {points: [{measure: volume, below: 3 mL, points: ▸0}], review: 3}", "out-of-range"),
    ("label: liver, scorecard: {points: [{measure: volume, below: 3 mL, points: ▸1.5}], review: 3}", "not-whole"),
    (
      "label: liver, scorecard: {points: [{measure: volume, below: 3 mL, above: ▸4 mL, points: 3}], review: 3}",
      "unexpected"
    ),
    ("label: liver, scorecard: {points: [{measure: volume, below: 3 mL, points: 3}], review: ▸4}", "out-of-range"),
    (
      "label: liver, scorecard: {points: [{measure: volume, below: 3 mL, points: 3}], review: 3, reject: ▸2}",
      "reversed-range"
    ),
    (
      "label: liver, scorecard: {points: [{measure: volume, below: 3 mL, points: 1}, {measure: volume, below: ▸4 mL, points: 1}], review: 2}",
      "out-of-range"
    ),
    (
      "label: liver, scorecard: {points: [{measure: volume, above: 3 mL, points: 1}, {measure: volume, above: ▸3 mL, points: 1}], review: 2}",
      "out-of-range"
    ),
    (
      "label: liver, scorecard: {points: [{measure: volume, above: 3 mL, points: 1}, {measure: volume, below: ▸4 mL, points: 1}], review: 1}",
      "out-of-range"
    ),
    (
      "label: liver, scorecard: {points: [{measure: feret_max, below: 3 mm, points: 1}, {measure: feret_max, above: ▸9 px, points: 1}], review: 1}",
      "unit-mismatch"
    ),
    ("scorecard: {points: [{measure: ▸sphericity, below: 0.5, points: 3}], review: 3}", "no-subject"),
    (
      "label: liver, scorecard: {points: [{measure: 'gap(label, ▸splen)', below: 3 mm, points: 3}], review: 3}",
      "unknown-label"
    ),
    (
      "label: liver, scorecard: {points: [{measure: ▸'gap(label, label.pair)', below: 3 mm, points: 3}], review: 3}",
      "no-pair"
    ),
    (
      "label: liver, scorecard: {points: [{measure: sphericity, below: 0.5, points: 3}], review: 3, learned: ▸{cohort: a, n: 9}}",
      "missing-key"
    ),
    (
      "label: liver, scorecard: {points: [{measure: sphericity, below: 0.5, points: 3}], review: 3, learned: {cohort: a, n: 9, date: ▸2026-02-30}}",
      "bad-date"
    ),
  ]

  @Test(arguments: mistakes)
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

  @Test func `every kind has a name of its own`() {
    #expect(Set(ExpectationKinds.all.map { $0.name }).count == ExpectationKinds.all.count)
  }

  @Test func `every page's example can be read, and every kind declares its fields`() throws {
    let head = """
      segwarden: 1
      policy: p
      version: 1
      context: {nephrectomy: {values: [none, left, right], default: none}}
      labels: {kidney_left: {side: left, paired_with: kidney_right, level: T12..L3}, kidney_right: {side: right, level: L1..L3},
        liver: {level: T9..L2}, stomach: ,
        tumour: , lungs: , myocardium: , aorta: , inferior_vena_cava: , vertebra_L4: , vertebra_L5: , vertebra_L6: }
      groups: {kidneys: [kidney_left, kidney_right], spine: [vertebra_L4, vertebra_L5, vertebra_L6]}
      column: [vertebra_L4, vertebra_L5]

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
