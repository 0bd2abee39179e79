import Evaluation
import Volume

private let cube = Box(10..<20, 10..<20, 5..<15)

/// Slice by slice.
let slices: [Example] = [
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
