import Evaluation
import Volume

private let cube = Box(10..<20, 10..<20, 5..<15)

/// Volumes and areas.
let sizes: [Example] = [
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
    aspect: "unknown", says: "an area belongs to a picture, and the export has three dimensions"),
]
