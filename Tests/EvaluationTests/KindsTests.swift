import Evaluation
import PolicyLanguage
import Testing
import Volume

/// One expectation on one export, with what must come of it. Every number is worked out by hand: voxels are 2 mm wide, so 1000 of them are 8 mL.
struct Example: Sendable, CustomTestStringConvertible {
  var yaml: String
  var export: Export
  var outcome: Finding.Outcome
  var aspect: String
  var labels = ["liver"]
  var value: Double?
  var unit: String?
  var expected: String?
  var margin: Double?
  var location: [[Int]]?
  /// The counterfactual for warnings and failures, the cause for what could not be judged.
  var says: String?

  var testDescription: String { "\(yaml) → \(outcome.rawValue) \(aspect)" }
}

private let cube = Box(10..<20, 10..<20, 5..<15)
private let far = Box(30..<32, 30..<32, 10..<12)
private let line = Box(0..<10, 10..<11, 10..<11)

private let sizes: [Example] = [
  Example(
    yaml: "label: liver, volume: {typical: 6..10 mL, possible: 4..20 mL}", export: Export(["liver": [cube]]),
    outcome: .pass, aspect: "within", value: 8, unit: "mL", expected: "4..20 mL", margin: 0.25),
  Example(
    yaml: "label: liver, volume: {typical: 6..10 mL, possible: 4..20 mL}",
    export: Export(["liver": [Box(10..<22, 10..<20, 2..<17)]]), outcome: .warn, aspect: "above", value: 14.4,
    unit: "mL", expected: "6..10 mL", margin: -1.1, location: [[10, 10, 2], [21, 19, 16]],
    says: "With 4.4 mL less, liver would lie within 6..10 mL."),
  Example(
    yaml: "label: liver, volume: {typical: 6..10 mL, possible: 4..20 mL}",
    export: Export(["liver": [Box(10..<15, 10..<15, 5..<10)]]), outcome: .fail, aspect: "below", value: 1,
    unit: "mL", expected: "4..20 mL", margin: -0.1875, location: [[10, 10, 5], [14, 14, 9]],
    says: "With 3 mL more, liver would lie within 4..20 mL."),
  Example(
    yaml: "label: liver, volume: {possible: 40..60 %, of: spleen}",
    export: Export(["liver": [cube], "spleen": [Box(20..<40, 10..<20, 5..<15)]]), outcome: .pass, aspect: "within",
    labels: ["liver", "spleen"], value: 50, unit: "%", expected: "40..60 %", margin: 0.5),
  Example(
    yaml: "label: liver, volume: {possible: 10..30 %, of: spleen}",
    export: Export(["liver": [cube], "spleen": [Box(20..<40, 10..<20, 5..<15)]]), outcome: .fail, aspect: "above",
    labels: ["liver", "spleen"], value: 50, unit: "%", expected: "10..30 %", margin: -1, location: cube.corners,
    says: "With a share of 10..30 % this would pass."),
  Example(
    yaml: "label: liver, volume: 4..20 mL", export: Export(["liver": [cube]], on: Export.unmeasured),
    outcome: .notEvaluable, aspect: "unknown", says: "the file gives no spacing, so millimetres are unknown"),
  Example(
    yaml: "label: liver, volume: 500..2000 voxels", export: Export(["liver": [cube]], on: Export.unmeasured),
    outcome: .pass, aspect: "within", value: 1000, unit: "voxels", expected: "500..2000 voxels"),
  Example(
    yaml: "label: liver, area: {typical: 20..30 mm², possible: 10..100 mm²}",
    export: Export(["liver": [Box(10..<20, 10..<20, 0..<1)]], on: Export.picture), outcome: .pass, aspect: "within",
    value: 25, unit: "mm²", expected: "10..100 mm²"),
  Example(
    yaml: "label: liver, area: {typical: 30..40 mm², possible: 10..100 mm²}",
    export: Export(["liver": [Box(10..<20, 10..<20, 0..<1)]], on: Export.picture), outcome: .warn, aspect: "below",
    value: 25, unit: "mm²", expected: "30..40 mm²", margin: -0.5, location: [[10, 10], [19, 19]],
    says: "With 5 mm² more, liver would lie within 30..40 mm²."),
  Example(
    yaml: "label: liver, area: {possible: 10..50 %, of: image}",
    export: Export(["liver": [Box(0..<40, 0..<30, 0..<1)]], on: Export.pixels), outcome: .fail, aspect: "above",
    value: 75, unit: "%", expected: "10..50 %", margin: -0.625, location: [[0, 0], [39, 29]],
    says: "With a share of 10..50 % this would pass."),
  Example(
    yaml: "label: liver, area: 20..30 mm²", export: Export(["liver": [cube]]), outcome: .notEvaluable,
    aspect: "unknown", says: "the export has 3 dimensions"),
]

private let topology: [Example] = [
  Example(
    yaml: "label: liver, connectivity: {components: 1}", export: Export(["liver": [cube]]), outcome: .pass,
    aspect: "components", value: 1, unit: "components", expected: "1", margin: 0),
  Example(
    yaml: "label: liver, connectivity: {components: 1}", export: Export(["liver": [cube, far]]), outcome: .fail,
    aspect: "components", value: 2, unit: "components", expected: "1", margin: -1, location: far.corners,
    says: "Without the island of 0.064 mL at (R 61, A 61, S 21) liver would lie in 1 piece."),
  Example(
    yaml: "label: liver, connectivity: {components: '< 2'}", export: Export(["liver": [cube, far]]), outcome: .fail,
    aspect: "components", value: 2, unit: "components", expected: "< 2", margin: 0, location: far.corners,
    says: "Without the island of 0.064 mL at (R 61, A 61, S 21) liver would lie in 1 piece."),
  Example(
    yaml: "label: liver, connectivity: {components: 1, ignore_below: 0.1 mL}", export: Export(["liver": [cube, far]]),
    outcome: .pass, aspect: "components", value: 1, unit: "components", expected: "1"),
  Example(
    yaml: "label: liver, connectivity: {components: 2}", export: Export(["liver": [cube]]), outcome: .fail,
    aspect: "components_below", value: 1, unit: "components", expected: "2", margin: -0.5,
    says: "With 2 pieces liver would pass."),
  // A corner is enough for 26 neighbours and not for 6.
  Example(
    yaml: "label: liver, connectivity: {components: 1, neighbours: 6}",
    export: Export(["liver": [cube, Box(20..<22, 20..<22, 15..<17)]]), outcome: .fail, aspect: "components", value: 2,
    unit: "components", expected: "1", margin: -1, location: [[20, 20, 15], [21, 21, 16]], says: "1 piece"),
  Example(
    yaml: "label: liver, connectivity: {components: 1}",
    export: Export(["liver": [cube, Box(20..<22, 20..<22, 15..<17)]]), outcome: .pass, aspect: "components", value: 1,
    unit: "components", expected: "1"),
  Example(
    yaml: "label: liver, connectivity: {largest_fraction: '>= 98 %'}", export: Export(["liver": [cube]]),
    outcome: .pass, aspect: "largest_fraction", value: 100, unit: "%", expected: ">= 98 %"),
  Example(
    yaml: "label: liver, connectivity: {largest_fraction: '>= 98 %'}",
    export: Export(["liver": [Box(0..<10, 0..<10, 0..<9), Box(20..<30, 0..<10, 0..<1)]]), outcome: .fail,
    aspect: "largest_fraction", value: 90, unit: "%", expected: ">= 98 %", margin: -0.08 / 0.98,
    location: [[20, 0, 0], [29, 9, 0]], says: "Without the 0.8 mL outside the largest piece this would pass."),
  Example(
    yaml: "label: liver, connectivity: {components: 1, ignore_below: 0.1 mL}",
    export: Export(["liver": [cube]], on: Export.unmeasured), outcome: .notEvaluable, aspect: "unknown",
    says: "the file gives no spacing, so 0.1 mL cannot be compared"),
  Example(
    yaml: "label: liver, holes: {count: 0}", export: Export(["liver": [cube]]), outcome: .pass, aspect: "count",
    value: 0, unit: "holes", expected: "0", margin: 0),
  Example(
    yaml: "label: liver, holes: {count: 0}",
    export: Export([Piece(name: "liver", value: 1, boxes: [cube], without: [Box(14..<16, 14..<16, 9..<11)])]),
    outcome: .fail, aspect: "count", value: 1, unit: "holes", expected: "0", margin: -1,
    location: [[14, 14, 9], [15, 15, 10]], says: "With the hole filled this would pass."),
  // What another structure fills is no hole.
  Example(
    yaml: "label: liver, holes: {count: 0}",
    export: Export([
      Piece(name: "liver", value: 1, boxes: [cube], without: [Box(14..<16, 14..<16, 9..<11)]),
      Piece(name: "spleen", value: 2, boxes: [Box(14..<16, 14..<16, 9..<11)]),
    ]), outcome: .pass, aspect: "count", value: 0, unit: "holes", expected: "0"),
  Example(
    yaml: "label: liver, holes: {count: 1}", export: Export(["liver": [cube]]), outcome: .fail, aspect: "count",
    value: 0, unit: "holes", expected: "1", margin: -1, says: "With 1 hole this would pass."),
  Example(
    yaml: "label: liver, holes: {fraction: '<= 0.5 %'}",
    export: Export([Piece(name: "liver", value: 1, boxes: [cube], without: [Box(14..<16, 14..<16, 9..<11)])]),
    outcome: .fail, aspect: "fraction", value: 0.8, unit: "%", expected: "<= 0.5 %", margin: -0.6,
    location: [[14, 14, 9], [15, 15, 10]], says: "With 0.064 mL of holes filled this would pass."),
  Example(
    yaml: "label: liver, holes: {count: 0, ignore_below: 1 mL}",
    export: Export(["liver": [cube]], on: Export.unmeasured), outcome: .notEvaluable, aspect: "unknown",
    says: "the file gives no spacing, so 1 mL cannot be compared"),
]

private let places: [Example] = [
  Example(
    yaml: "label: liver, border: {may_touch: none}", export: Export(["liver": [cube]]), outcome: .pass,
    aspect: "touches", expected: "no face"),
  Example(
    yaml: "label: liver, border: {may_touch: none}", export: Export(["liver": [Box(10..<20, 10..<20, 10..<20)]]),
    outcome: .fail, aspect: "touches", value: 1, unit: "faces", expected: "no face", margin: -1,
    location: [[10, 10, 10], [19, 19, 19]], says: "If liver ended before the superior face this would pass."),
  Example(
    yaml: "label: liver, border: {may_touch: [superior]}", export: Export(["liver": [Box(0..<20, 10..<20, 10..<20)]]),
    outcome: .fail, aspect: "touches", value: 1, unit: "faces", expected: "superior", margin: -1,
    location: [[0, 10, 10], [19, 19, 19]], says: "If liver ended before the left face this would pass."),
  Example(
    yaml: "label: liver, border: {may_touch: any}", export: Export(["liver": [Box(0..<20, 10..<20, 10..<20)]]),
    outcome: .pass, aspect: "touches", expected: "any face"),
  Example(
    yaml: "label: liver, border: {may_touch: none, margin: 2 slices}",
    export: Export(["liver": [Box(10..<20, 10..<20, 2..<15)]]), outcome: .fail, aspect: "touches", value: 1,
    unit: "faces", expected: "no face", margin: -1, location: [[10, 10, 2], [19, 19, 14]], says: "the inferior face"),
  Example(
    yaml: "label: liver, border: {may_touch: [superior]}",
    export: Export(["liver": [Box(10..<20, 10..<20, 10..<20)]], on: Export.unplaced), outcome: .notEvaluable,
    aspect: "unknown", expected: "superior",
    says: "the file does not say how it lies in the patient, so the faces have no names"),
  Example(
    yaml: "label: liver, border: {may_touch: [image-top]}",
    export: Export(["liver": [Box(10..<20, 0..<20, 0..<1)]], on: Export.pixels), outcome: .pass, aspect: "touches",
    expected: "image-top"),
  Example(
    yaml: "adjacency: {between: [liver, spleen], gap: 0..5 mm}",
    export: Export(["liver": [line], "spleen": [Box(12..<20, 10..<11, 10..<11)]]), outcome: .pass, aspect: "gap_above",
    labels: ["liver", "spleen"], value: 4, unit: "mm", expected: "0..5 mm", margin: 0.2),
  Example(
    yaml: "adjacency: {between: [liver, spleen], gap: 0..5 mm}",
    export: Export(["liver": [line], "spleen": [Box(15..<20, 10..<11, 10..<11)]]), outcome: .fail,
    aspect: "gap_above", labels: ["liver", "spleen"], value: 10, unit: "mm", expected: "0..5 mm", margin: -1,
    location: [[9, 10, 10], [15, 10, 10]], says: "With a gap of 0..5 mm this would pass."),
  Example(
    yaml: "adjacency: {between: [liver, spleen], gap: '>= 3 mm'}",
    export: Export(["liver": [line], "spleen": [Box(10..<20, 10..<11, 10..<11)]]), outcome: .fail,
    aspect: "gap_below", labels: ["liver", "spleen"], value: 0, unit: "mm", expected: ">= 3 mm", margin: -1,
    location: [[9, 10, 10], [10, 10, 10]], says: "With a gap of >= 3 mm this would pass."),
  // Ten by ten voxel faces of 4 mm².
  Example(
    yaml: "adjacency: {between: [liver, spleen], area: '>= 500 mm²'}",
    export: Export(["liver": [cube], "spleen": [Box(20..<30, 10..<20, 5..<15)]]), outcome: .fail, aspect: "contact",
    labels: ["liver", "spleen"], value: 400, unit: "mm²", expected: ">= 500 mm²", margin: -0.2,
    location: [[10, 10, 5], [29, 19, 14]], says: "With a contact of >= 500 mm² this would pass."),
  Example(
    yaml: "adjacency: {between: [liver, spleen], gap: 0..5 mm}",
    export: Export(["liver": [cube], "spleen": [far]], on: Export.unmeasured), outcome: .notEvaluable,
    aspect: "unknown", labels: ["liver", "spleen"], says: "the file gives no spacing, so millimetres are unknown"),
  Example(
    yaml: "label: liver, containment: {inside: spleen, fraction: '>= 90 %'}",
    export: Export(["liver": [cube], "spleen": [Box(5..<25, 5..<25, 2..<18)]]), outcome: .pass, aspect: "outside",
    labels: ["liver", "spleen"], value: 100, unit: "%", expected: ">= 90 %"),
  Example(
    yaml: "label: liver, containment: {inside: spleen, fraction: '>= 90 %'}",
    export: Export(["liver": [cube], "spleen": [Box(15..<25, 10..<20, 5..<15)]]), outcome: .fail, aspect: "outside",
    labels: ["liver", "spleen"], value: 50, unit: "%", expected: ">= 90 %", margin: -0.4 / 0.9,
    location: cube.corners, says: "With >= 90 % of liver inside spleen this would pass."),
  Example(
    yaml: "overlap: {between: [liver, spleen], fraction: '<= 10 %'}",
    export: Export(["liver": [cube], "spleen": [Box(20..<30, 10..<20, 5..<15)]]), outcome: .pass, aspect: "overlap",
    labels: ["liver", "spleen"], value: 0, unit: "%", expected: "<= 10 %", margin: 1),
  Example(
    yaml: "overlap: {between: [liver, spleen], fraction: '<= 10 %'}",
    export: Export(["liver": [cube], "spleen": [Box(18..<30, 10..<20, 5..<15)]]), outcome: .fail, aspect: "overlap",
    labels: ["liver", "spleen"], value: 20, unit: "%", expected: "<= 10 %", margin: -1,
    location: [[10, 10, 5], [29, 19, 14]], says: "With an overlap of <= 10 % this would pass."),
  Example(
    yaml: "overlap: {between: [liver, spleen], volume: '<= 1 mL'}",
    export: Export(["liver": [cube], "spleen": [far]], on: Export.unmeasured), outcome: .notEvaluable,
    aspect: "unknown", labels: ["liver", "spleen"], says: "the file gives no spacing, so millimetres are unknown"),
  // Centres 30 mm apart along the patient's right.
  Example(
    yaml: "position: liver is right-of spleen by >= 20 mm",
    export: Export(["liver": [Box(25..<35, 10..<20, 5..<15)], "spleen": [cube]]), outcome: .pass, aspect: "order",
    labels: ["liver", "spleen"], value: 30, unit: "mm", expected: "right-of by >= 20 mm", margin: 0.5),
  Example(
    yaml: "position: liver is right-of spleen by >= 40 mm",
    export: Export(["liver": [Box(25..<35, 10..<20, 5..<15)], "spleen": [cube]]), outcome: .fail, aspect: "order",
    labels: ["liver", "spleen"], value: 30, unit: "mm", expected: "right-of by >= 40 mm", margin: -0.25,
    location: [[10, 10, 5], [34, 19, 14]], says: "With liver 10 mm further to the right this would pass."),
  Example(
    yaml: "position: liver is left-of spleen by >= 20 mm",
    export: Export(["liver": [Box(25..<35, 10..<20, 5..<15)], "spleen": [cube]]), outcome: .fail, aspect: "order",
    labels: ["liver", "spleen"], value: -30, unit: "mm", expected: "left-of by >= 20 mm", margin: -2.5,
    location: [[10, 10, 5], [34, 19, 14]],
    says: "With the names of liver and spleen exchanged, liver would lie 30 mm left-of spleen."),
  Example(
    yaml: "position: liver is right-of spleen by 10..20 mm",
    export: Export(["liver": [Box(25..<35, 10..<20, 5..<15)], "spleen": [cube]]), outcome: .fail, aspect: "order",
    labels: ["liver", "spleen"], value: 30, unit: "mm", expected: "right-of by 10..20 mm", margin: -1,
    location: [[10, 10, 5], [34, 19, 14]], says: "With liver 10 mm further to the left this would pass."),
  Example(
    yaml: "position: liver is superior-to spleen",
    export: Export(["liver": [Box(10..<20, 10..<20, 12..<18)], "spleen": [Box(10..<20, 10..<20, 2..<8)]]),
    outcome: .pass, aspect: "order", labels: ["liver", "spleen"], value: 20, unit: "mm", expected: "superior-to"),
  Example(
    yaml: "position: liver is right-of spleen",
    export: Export(["liver": [cube], "spleen": [far]], on: Export.unplaced),
    outcome: .notEvaluable, aspect: "unknown", labels: ["liver", "spleen"],
    says: "the file does not say how it lies in the patient, so left and right are unknown"),
]

private let slices: [Example] = [
  Example(
    yaml: "label: liver, continuity: {missing_slices: 0}", export: Export(["liver": [cube]]), outcome: .pass,
    aspect: "missing_slices", value: 0, unit: "slices", expected: "0"),
  Example(
    yaml: "label: liver, continuity: {missing_slices: 0}",
    export: Export(["liver": [Box(10..<20, 10..<20, 2..<6), Box(10..<20, 10..<20, 8..<12)]]), outcome: .fail,
    aspect: "missing_slices", value: 2, unit: "slices", expected: "0", margin: -2,
    location: [[10, 10, 6], [19, 19, 7]], says: "With these slices filled this would pass."),
  Example(
    yaml: "label: liver, continuity: {area_jump: '<= 60 %'}",
    export: Export(["liver": [Box(10..<15, 10..<20, 2..<6), Box(10..<20, 10..<20, 6..<12)]]), outcome: .pass,
    aspect: "area_jump", value: 50, unit: "%", expected: "<= 60 %"),
  Example(
    yaml: "label: liver, continuity: {area_jump: '<= 40 %'}",
    export: Export(["liver": [Box(10..<15, 10..<20, 2..<6), Box(10..<20, 10..<20, 6..<12)]]), outcome: .fail,
    aspect: "area_jump", value: 50, unit: "%", expected: "<= 40 %", margin: -0.25,
    location: [[10, 10, 5], [19, 19, 6]], says: "With a change of <= 40 % between these slices this would pass."),
  Example(
    yaml: "label: liver, continuity: {area_jump: '<= 40 %'}",
    export: Export(["liver": [Box(10..<15, 10..<20, 2..<5)]]), outcome: .notEvaluable, aspect: "area_jump",
    expected: "<= 40 %", says: "liver has fewer than 4 slices"),
  // Slabs that taper on five sides and end in a full slice at the top.
  Example(
    yaml: "label: liver, continuity: {end_area: '<= 50 %'}",
    export: Export([
      "liver": [Box(14..<16, 14..<16, 5..<17), Box(10..<20, 14..<16, 10..<12), Box(14..<16, 10..<20, 10..<12)]
    ]),
    outcome: .pass, aspect: "end_area", expected: "<= 50 %"),
  Example(
    yaml: "label: liver, continuity: {end_area: '<= 50 %'}",
    export: Export(["liver": [Box(0..<40, 0..<40, 0..<10)]]), outcome: .fail, aspect: "end_area", value: 100,
    unit: "%", expected: "<= 50 %", margin: -1, location: [[0, 0, 9], [39, 39, 9]],
    says: "If liver went on and tapered beyond k = 9 this would pass."),
  Example(
    yaml: "label: liver, continuity: {end_area: '<= 50 %'}",
    export: Export(["liver": [Box(0..<40, 0..<40, 0..<20)]]), outcome: .notEvaluable, aspect: "end_area",
    expected: "<= 50 %", says: "every end of liver lies on the border of the field of view"),
]

@Suite struct KindsTests {
  @Test(arguments: sizes + topology + places + slices)
  func `a kind judges an export worked out by hand`(example: Example) async throws {
    let found = try await judge(example.yaml, example.export)
    try #require(found.count == 1)
    let finding = found[0]
    #expect(finding.outcome == example.outcome, "\(finding.message)")
    #expect(finding.aspect == example.aspect)
    #expect(finding.labels == example.labels)
    if let value = example.value {
      let measured = try #require(finding.measured)
      #expect(abs(measured.value - value) < 1e-9)
      #expect(measured.unit == example.unit)
    }
    if let expected = example.expected { #expect(finding.expected == expected) }
    if let margin = example.margin { #expect(abs(try #require(finding.margin) - margin) < 1e-9) }
    if let location = example.location { #expect(finding.location?.voxel == location) }
    if let says = example.says {
      let text = example.outcome == .notEvaluable ? finding.cause : finding.counterfactual
      #expect(text?.contains(says) == true, "\(text ?? "nothing")")
    }
    sound(finding)
  }

  /// What holds for every finding.
  private func sound(_ finding: Finding) {
    #expect(finding.message.hasSuffix("."), "\(finding.message)")
    #expect(!finding.message.contains("  "), "\(finding.message)")
    #expect((finding.counterfactual != nil) == [.warn, .fail].contains(finding.outcome))
    #expect((finding.cause != nil) == (finding.outcome == .notEvaluable))
    if finding.outcome == .pass, let margin = finding.margin { #expect(margin >= 0) }
    if finding.outcome == .fail || finding.outcome == .warn, let margin = finding.margin { #expect(margin <= 0) }
  }
}
