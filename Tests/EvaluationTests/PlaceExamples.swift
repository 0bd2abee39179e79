import Evaluation
import Volume

private let cube = Box(10..<20, 10..<20, 5..<15)
private let far = Box(30..<32, 30..<32, 10..<12)
private let line = Box(0..<10, 10..<11, 10..<11)

/// Faces of the field of view, and how structures lie to each other.
let places: [Example] = [
  Example(
    yaml: "label: liver, border: {may_touch: none}", export: Export(["liver": [cube]]), outcome: .pass,
    aspect: "may_touch_within", expected: "no face"),
  Example(
    yaml: "label: liver, border: {may_touch: none}", export: Export(["liver": [Box(10..<20, 10..<20, 10..<20)]]),
    outcome: .fail, aspect: "may_touch_unexpected", value: 1, unit: "faces", expected: "no face", margin: -1,
    location: [[10, 10, 10], [19, 19, 19]], says: "If liver ended before the superior face this would pass."),
  Example(
    yaml: "label: liver, border: {may_touch: [superior]}", export: Export(["liver": [Box(0..<20, 10..<20, 10..<20)]]),
    outcome: .fail, aspect: "may_touch_unexpected", value: 1, unit: "faces", expected: "superior", margin: -1,
    location: [[0, 10, 10], [19, 19, 19]], says: "If liver ended before the left face this would pass."),
  Example(
    yaml: "label: liver, border: {may_touch: any}", export: Export(["liver": [Box(0..<20, 10..<20, 10..<20)]]),
    outcome: .pass, aspect: "may_touch_within", expected: "any face"),
  Example(
    yaml: "label: liver, border: {may_touch: none, margin: 2 slices}",
    export: Export(["liver": [Box(10..<20, 10..<20, 2..<15)]]), outcome: .fail, aspect: "may_touch_unexpected",
    value: 1,
    unit: "faces", expected: "no face", margin: -1, location: [[10, 10, 2], [19, 19, 14]],
    says: "If liver ended more than 2 slices before the inferior face this would pass."),
  // Two slices of 2 mm are left to the face.
  Example(
    yaml: "label: liver, border: {may_touch: none, margin: 5 mm}",
    export: Export(["liver": [Box(10..<20, 10..<20, 2..<15)]]), outcome: .fail, aspect: "may_touch_unexpected",
    value: 1,
    unit: "faces", expected: "no face", margin: -1, location: [[10, 10, 2], [19, 19, 14]],
    says: "If liver ended more than 5 mm before the inferior face this would pass."),
  Example(
    yaml: "label: liver, border: {may_touch: none, margin: 3 mm}",
    export: Export(["liver": [Box(10..<20, 10..<20, 2..<15)]]), outcome: .pass, aspect: "may_touch_within",
    expected: "no face"),
  Example(
    yaml: "label: liver, border: {may_touch: none, margin: 3 mm}",
    export: Export(["liver": [Box(10..<20, 10..<20, 2..<15)]], on: Export.unmeasured), outcome: .notEvaluable,
    aspect: "may_touch_unknown", expected: "no face", says: "the file gives no spacing"),
  // Who touches a face comes near to it, whatever the lengths.
  Example(
    yaml: "label: liver, border: {may_touch: none, margin: 3 mm}",
    export: Export(["liver": [Box(10..<20, 10..<20, 0..<15)]], on: Export.unmeasured), outcome: .fail,
    aspect: "may_touch_unexpected", value: 1, unit: "faces", expected: "no face", margin: -1,
    location: [[10, 10, 0], [19, 19, 14]],
    says: "If liver ended before the k- face this would pass."),
  Example(
    yaml: "label: liver, border: {may_touch: [superior]}",
    export: Export(["liver": [Box(10..<20, 10..<20, 10..<20)]], on: Export.unplaced), outcome: .notEvaluable,
    aspect: "may_touch_unknown", expected: "superior",
    says: "the file does not say how it lies in the patient"),
  Example(
    yaml: "label: liver, border: {may_touch: [image-top]}",
    export: Export(["liver": [Box(10..<20, 0..<20, 0..<1)]], on: Export.pixels), outcome: .pass,
    aspect: "may_touch_within",
    expected: "image-top"),
  Example(
    yaml: "adjacency: {between: [liver, spleen], gap: 0..5 mm}",
    export: Export(["liver": [line], "spleen": [Box(12..<20, 10..<11, 10..<11)]]), outcome: .pass, aspect: "gap_within",
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
    export: Export(["liver": [cube], "spleen": [Box(20..<30, 10..<20, 5..<15)]]), outcome: .fail,
    aspect: "area_below",
    labels: ["liver", "spleen"], value: 400, unit: "mm²", expected: ">= 500 mm²", margin: -0.2,
    location: [[10, 10, 5], [29, 19, 14]], says: "With a contact of >= 500 mm² this would pass."),
  Example(
    yaml: "adjacency: {between: [liver, spleen], gap: 0..5 mm}",
    export: Export(["liver": [cube], "spleen": [far]], on: Export.unmeasured), outcome: .notEvaluable,
    aspect: "gap_unknown", labels: ["liver", "spleen"], says: "the file gives no spacing, so millimetres are unknown"),
  Example(
    yaml: "label: liver, containment: {inside: spleen, fraction: '>= 90 %'}",
    export: Export(["liver": [cube], "spleen": [Box(5..<25, 5..<25, 2..<18)]]), outcome: .pass,
    aspect: "fraction_within",
    labels: ["liver", "spleen"], value: 100, unit: "%", expected: ">= 90 %"),
  Example(
    yaml: "label: liver, containment: {inside: spleen, fraction: '>= 90 %'}",
    export: Export(["liver": [cube], "spleen": [Box(15..<25, 10..<20, 5..<15)]]), outcome: .fail,
    aspect: "fraction_below",
    labels: ["liver", "spleen"], value: 50, unit: "%", expected: ">= 90 %", margin: -0.4 / 0.9,
    location: [[10, 10, 5], [14, 19, 14]], says: "With >= 90 % of liver inside spleen this would pass."),
  Example(
    yaml: "overlap: {between: [liver, spleen], fraction: '<= 10 %'}",
    export: Export(["liver": [cube], "spleen": [Box(20..<30, 10..<20, 5..<15)]]), outcome: .pass,
    aspect: "fraction_within",
    labels: ["liver", "spleen"], value: 0, unit: "%", expected: "<= 10 %", margin: 1),
  Example(
    yaml: "overlap: {between: [liver, spleen], fraction: '<= 10 %'}",
    export: Export(["liver": [cube], "spleen": [Box(18..<30, 10..<20, 5..<15)]]), outcome: .fail,
    aspect: "fraction_above",
    labels: ["liver", "spleen"], value: 20, unit: "%", expected: "<= 10 %", margin: -1,
    location: [[18, 10, 5], [19, 19, 14]], says: "With an overlap of <= 10 % this would pass."),
  Example(
    yaml: "overlap: {between: [liver, spleen], volume: '<= 1 mL'}",
    export: Export(["liver": [cube], "spleen": [far]], on: Export.unmeasured), outcome: .notEvaluable,
    aspect: "volume_unknown", labels: ["liver", "spleen"], says: "the file gives no spacing, so millimetres are unknown"
  ),
  // Centres 30 mm apart along the patient's right.
  Example(
    yaml: "position: liver is right-of spleen by >= 20 mm",
    export: Export(["liver": [Box(25..<35, 10..<20, 5..<15)], "spleen": [cube]]), outcome: .pass, aspect: "side_within",
    labels: ["liver", "spleen"], value: 30, unit: "mm", expected: "right-of by >= 20 mm", margin: 0.5),
  Example(
    yaml: "position: liver is right-of spleen by >= 40 mm",
    export: Export(["liver": [Box(25..<35, 10..<20, 5..<15)], "spleen": [cube]]), outcome: .fail, aspect: "side_below",
    labels: ["liver", "spleen"], value: 30, unit: "mm", expected: "right-of by >= 40 mm", margin: -0.25,
    location: [[10, 10, 5], [34, 19, 14]], says: "With liver 10 mm further to the right this would pass."),
  Example(
    yaml: "position: liver is left-of spleen by >= 20 mm",
    export: Export(["liver": [Box(25..<35, 10..<20, 5..<15)], "spleen": [cube]]), outcome: .fail,
    aspect: "side_swapped",
    labels: ["liver", "spleen"], value: -30, unit: "mm", expected: "left-of by >= 20 mm", margin: -2.5,
    location: [[10, 10, 5], [34, 19, 14]],
    says: "With the names of liver and spleen exchanged, liver would lie 30 mm to the left of spleen."),
  Example(
    yaml: "position: liver is right-of spleen by 10..20 mm",
    export: Export(["liver": [Box(25..<35, 10..<20, 5..<15)], "spleen": [cube]]), outcome: .fail, aspect: "side_above",
    labels: ["liver", "spleen"], value: 30, unit: "mm", expected: "right-of by 10..20 mm", margin: -1,
    location: [[10, 10, 5], [34, 19, 14]], says: "With liver 10 mm further to the left this would pass."),
  Example(
    yaml: "position: liver is superior-to spleen",
    export: Export(["liver": [Box(10..<20, 10..<20, 12..<18)], "spleen": [Box(10..<20, 10..<20, 2..<8)]]),
    outcome: .pass, aspect: "order_within", labels: ["liver", "spleen"], value: 20, unit: "mm", expected: "superior-to"),
  Example(
    yaml: "position: liver is right-of spleen",
    export: Export(["liver": [cube], "spleen": [far]], on: Export.unplaced),
    outcome: .notEvaluable, aspect: "side_unknown", labels: ["liver", "spleen"],
    says: "the file does not say how it lies in the patient"),
]
