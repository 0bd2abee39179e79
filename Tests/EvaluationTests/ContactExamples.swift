import Evaluation
import Volume

private let cube = Box(10..<20, 10..<20, 5..<15)
private let beside = Box(20..<30, 10..<20, 5..<15)
private let far = Box(30..<32, 30..<32, 10..<12)
private let both = ["liver", "spleen"]

/// What structures share: faces, voxels, and what lies in one another.
let contacts: [Example] = [
  // One of a cube's six sides.
  Example(
    yaml: "adjacency: {between: [liver, spleen], share: '>= 20 %', of: liver}",
    export: Export(["liver": [cube], "spleen": [beside]]), outcome: .fail, aspect: "share_below", labels: both,
    value: 100.0 / 6, unit: "%", expected: ">= 20 %", margin: (1.0 / 6 - 0.2) / 0.2,
    location: [[10, 10, 5], [29, 19, 14]], says: "With >= 20 % of its surface against spleen this would pass."),
  // Of a slab of 2 × 10 × 10 it is one of two large sides and four small ones: 100 of 280 faces.
  Example(
    yaml: "adjacency: {between: [liver, spleen], share: '<= 40 %', of: spleen}",
    export: Export(["liver": [cube], "spleen": [Box(20..<22, 10..<20, 5..<15)]]), outcome: .pass,
    aspect: "share_within",
    labels: ["spleen", "liver"], value: 100.0 / 2.8, unit: "%", expected: "<= 40 %"),
  Example(
    yaml: "adjacency: {between: [liver, spleen], share: '<= 40 %', of: spleen}",
    export: Export(["liver": [cube], "spleen": [beside]], on: Export.unmeasured), outcome: .notEvaluable,
    aspect: "share_unknown", labels: both, expected: "<= 40 %", says: "the file gives no spacing"),
  // In a picture one of a square's four sides.
  Example(
    yaml: "adjacency: {between: [liver, spleen], share: '<= 40 %', of: spleen}",
    export: Export(
      ["liver": [Box(10..<20, 10..<20, 0..<1)], "spleen": [Box(20..<30, 10..<20, 0..<1)]], on: Export.pixels),
    rest: "task: {dimensions: 2}", outcome: .pass, aspect: "share_within", labels: ["spleen", "liver"], value: 25,
    unit: "%",
    expected: "<= 40 %", margin: 0.375),
  Example(
    yaml: "adjacency: {between: [liver, spleen], frontier: forbidden}",
    export: Export(["liver": [cube], "spleen": [beside]]), outcome: .fail, aspect: "frontier_unexpected", labels: both,
    value: 100,
    unit: "faces", expected: "no contact", margin: -1,
    says: "With anything between liver and spleen this would pass."),
  Example(
    yaml: "adjacency: {between: [liver, spleen], frontier: forbidden}",
    export: Export(["liver": [cube], "spleen": [far]], on: Export.unmeasured), outcome: .pass,
    aspect: "frontier_within",
    labels: both, value: 0, unit: "faces", expected: "no contact"),
  // Wholly inside, no face of one lies against the other.
  Example(
    yaml: "adjacency: {between: [liver, spleen], frontier: forbidden}",
    export: Export(["liver": [cube], "spleen": [Box(12..<15, 12..<15, 8..<11)]]), outcome: .fail,
    aspect: "frontier_unexpected",
    labels: both, value: 0, unit: "faces", expected: "no contact", margin: -1, says: "With anything between"),
  // Ten pixel edges of half a millimetre.
  Example(
    yaml: "adjacency: {between: [liver, spleen], length: '>= 10 mm'}",
    export: Export(
      ["liver": [Box(10..<20, 10..<20, 0..<1)], "spleen": [Box(20..<30, 10..<20, 0..<1)]], on: Export.picture),
    rest: "task: {dimensions: 2}", outcome: .fail, aspect: "length_below", labels: both, value: 5, unit: "mm",
    expected: ">= 10 mm", margin: -0.5, location: [[10, 10], [29, 19]],
    says: "With a contact of >= 10 mm this would pass."),
  Example(
    yaml: "adjacency: {between: [liver, spleen], area: '>= 10 mm²'}",
    export: Export(
      ["liver": [Box(10..<20, 10..<20, 0..<1)], "spleen": [Box(20..<30, 10..<20, 0..<1)]], on: Export.picture),
    outcome: .notEvaluable, aspect: "area_unknown", labels: both, expected: ">= 10 mm²",
    says: "an area of contact needs three dimensions, and the export has two"),
  Example(
    yaml: "adjacency: {between: [liver, spleen], area: '<= 100 mm²'}",
    export: Export(["liver": [cube], "spleen": [beside]]), outcome: .fail, aspect: "area_above", labels: both,
    value: 400,
    unit: "mm²", expected: "<= 100 mm²", margin: -3, says: "With a contact of <= 100 mm² this would pass."),
  // 5 × 10 × 10 voxels lie outside.
  Example(
    yaml: "label: liver, containment: {inside: spleen, outside: '<= 1 mL'}",
    export: Export(["liver": [cube], "spleen": [Box(15..<25, 10..<20, 5..<15)]]), outcome: .fail,
    aspect: "outside_above",
    labels: both, value: 4, unit: "mL", expected: "<= 1 mL", margin: -3, location: [[10, 10, 5], [14, 19, 14]],
    says: "With <= 1 mL of liver outside spleen this would pass."),
  Example(
    yaml: "label: liver, containment: {inside: spleen, outside: '<= 1 mL'}",
    export: Export(["liver": [cube], "spleen": [Box(15..<25, 10..<20, 5..<15)]], on: Export.unmeasured),
    outcome: .notEvaluable, aspect: "outside_unknown", labels: both, expected: "<= 1 mL",
    says: "the file gives no spacing"),
  Example(
    yaml: "label: liver, containment: {inside: spleen, outside: '<= 10 voxels'}",
    export: Export(["liver": [Box(12..<15, 12..<15, 8..<11)], "spleen": [cube]]), outcome: .pass,
    aspect: "outside_within",
    labels: both, value: 0, unit: "voxels", expected: "<= 10 voxels", margin: 1),
  Example(
    yaml: "label: liver, containment: {inside: spleen, outside: '<= 2 mm²'}",
    export: Export(
      ["liver": [Box(10..<20, 10..<20, 0..<1)], "spleen": [Box(12..<20, 10..<20, 0..<1)]], on: Export.picture),
    outcome: .fail, aspect: "outside_above", labels: both, value: 5, unit: "mm²", expected: "<= 2 mm²", margin: -1.5,
    location: [[10, 10], [11, 19]], says: "With <= 2 mm² of liver outside spleen this would pass."),
  // 200 of the smaller one's 1000 voxels, of the larger one's 1200.
  Example(
    yaml: "overlap: {between: [liver, spleen], fraction: '<= 10 %', of: spleen}",
    export: Export(["liver": [cube], "spleen": [Box(18..<30, 10..<20, 5..<15)]]), outcome: .fail,
    aspect: "fraction_above",
    labels: both, value: 100.0 / 6, unit: "%", expected: "<= 10 %", margin: (0.1 - 1.0 / 6) / 0.1,
    location: [[18, 10, 5], [19, 19, 14]], says: "With an overlap of <= 10 % this would pass."),
  Example(
    yaml: "overlap: {between: [liver, spleen], voxels: '<= 100'}",
    export: Export(["liver": [cube], "spleen": [Box(18..<30, 10..<20, 5..<15)]]), outcome: .fail,
    aspect: "voxels_above",
    labels: both, value: 200, unit: "", expected: "<= 100", margin: -1, location: [[18, 10, 5], [19, 19, 14]],
    says: "With an overlap of <= 100 this would pass."),
  Example(
    yaml: "overlap: {between: [liver, spleen], area: '<= 10 mm²'}",
    export: Export(
      ["liver": [Box(10..<20, 10..<20, 0..<1)], "spleen": [Box(12..<20, 10..<20, 0..<1)]], on: Export.picture),
    rest: "task: {dimensions: 2}", outcome: .fail, aspect: "area_above", labels: both, value: 20, unit: "mm²",
    expected: "<= 10 mm²", margin: -1, location: [[12, 10], [19, 19]],
    says: "With an overlap of <= 10 mm² this would pass."),
  Example(
    yaml: "overlap: {between: [liver, spleen], voxels: '>= 100 voxels'}",
    export: Export(["liver": [cube], "spleen": [far]]), outcome: .fail, aspect: "voxels_below", labels: both, value: 0,
    unit: "voxels", expected: ">= 100 voxels", margin: -1, location: [[10, 10, 5], [31, 31, 14]],
    says: "With an overlap of >= 100 voxels this would pass."),
]
