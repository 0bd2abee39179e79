import Evaluation
import Volume

private let cube = Box(10..<20, 10..<20, 5..<15)

/// Slice by slice.
let slices: [Example] = [
  Example(
    yaml: "label: liver, continuity: {missing_slices: 0}", export: Export(["liver": [cube]]), outcome: .pass,
    aspect: "missing_slices_within", value: 0, unit: "slices", expected: "0"),
  Example(
    yaml: "label: liver, continuity: {missing_slices: 0}",
    export: Export(["liver": [Box(10..<20, 10..<20, 2..<6), Box(10..<20, 10..<20, 8..<12)]]), outcome: .fail,
    aspect: "missing_slices_above", value: 2, unit: "slices", expected: "0", margin: -2,
    location: [[10, 10, 6], [19, 19, 7]], says: "With these slices filled this would pass."),
  Example(
    yaml: "label: liver, continuity: {area_jump: '<= 60 %'}",
    export: Export(["liver": [Box(10..<15, 10..<20, 2..<6), Box(10..<20, 10..<20, 6..<12)]]), outcome: .pass,
    aspect: "area_jump_within", value: 50, unit: "%", expected: "<= 60 %"),
  Example(
    yaml: "label: liver, continuity: {area_jump: '<= 40 %'}",
    export: Export(["liver": [Box(10..<15, 10..<20, 2..<6), Box(10..<20, 10..<20, 6..<12)]]), outcome: .fail,
    aspect: "area_jump_above", value: 50, unit: "%", expected: "<= 40 %", margin: -0.25,
    location: [[10, 10, 5], [19, 19, 6]], says: "With a change of <= 40 % between these slices this would pass."),
  Example(
    yaml: "label: liver, continuity: {area_jump: '<= 40 %'}",
    export: Export(["liver": [Box(10..<15, 10..<20, 2..<5)]]), outcome: .notEvaluable, aspect: "area_jump_unknown",
    expected: "<= 40 %", says: "liver has fewer than 4 slices"),
  // Slabs that taper on five sides and end in a full slice at the top.
  Example(
    yaml: "label: liver, continuity: {end_area: '<= 50 %'}",
    export: Export([
      "liver": [Box(14..<16, 14..<16, 5..<17), Box(10..<20, 14..<16, 10..<12), Box(14..<16, 10..<20, 10..<12)]
    ]),
    outcome: .pass, aspect: "end_area_within", expected: "<= 50 %"),
  Example(
    yaml: "label: liver, continuity: {end_area: '<= 50 %'}",
    export: Export(["liver": [Box(0..<40, 0..<40, 0..<10)]]), outcome: .fail, aspect: "end_area_above", value: 100,
    unit: "%", expected: "<= 50 %", margin: -1, location: [[0, 0, 9], [39, 39, 9]],
    says: "If liver went on and tapered beyond k = 9 this would pass."),
  Example(
    yaml: "label: liver, continuity: {end_area: '<= 50 %'}",
    export: Export(["liver": [Box(0..<40, 0..<40, 0..<20)]]), outcome: .notEvaluable, aspect: "end_area_unknown",
    expected: "<= 50 %", says: "every end of liver lies on the border of the field of view"),
  // One slice of 20 × 20 among slices of 10 × 10.
  Example(
    yaml: "label: liver, continuity: {spikes: 0}",
    export: Export(["liver": [Box(10..<20, 10..<20, 2..<12), Box(5..<25, 5..<25, 6..<7)]]), outcome: .fail,
    aspect: "spikes_above", value: 1, unit: "slices", expected: "0", margin: -1, location: [[5, 5, 6], [24, 24, 6]],
    says: "With 0 such slices this would pass."),
  // A slice without a voxel is missing, and no spike.
  Example(
    yaml: "label: liver, continuity: {spikes: 0}",
    export: Export(["liver": [Box(10..<20, 10..<20, 2..<6), Box(10..<20, 10..<20, 7..<12)]]), outcome: .pass,
    aspect: "spikes_within", value: 0, unit: "slices", expected: "0"),
  Example(
    yaml: "label: liver, continuity: {spikes: 0}", export: Export(["liver": [Box(10..<20, 10..<20, 2..<4)]]),
    outcome: .notEvaluable, aspect: "spikes_unknown", expected: "0", says: "liver has fewer than 3 slices"),
  Example(
    yaml: "label: liver, continuity: {staircase: '<= 50 %'}", export: Export(["liver": [cube]]), outcome: .fail,
    aspect: "staircase_above", value: 100, unit: "%", expected: "<= 50 %", margin: -1, location: cube.corners,
    says: "With <= 50 % of equal neighbouring slices this would pass."),
  // Three slices, each another square: no pair is equal.
  Example(
    yaml: "label: liver, continuity: {staircase: '<= 50 %'}",
    export: Export([
      "liver": [Box(10..<20, 10..<20, 5..<6), Box(10..<21, 10..<20, 6..<7), Box(10..<22, 10..<20, 7..<8)]
    ]
    ), outcome: .pass, aspect: "staircase_within", value: 0, unit: "%", expected: "<= 50 %", margin: 1),
  // Half of each slice lies over half of the next one.
  Example(
    yaml: "label: liver, continuity: {neighbour_overlap: '>= 0.7'}",
    export: Export(["liver": [Box(10..<20, 10..<20, 2..<7), Box(15..<25, 10..<20, 7..<12)]]), outcome: .fail,
    aspect: "neighbour_overlap_below", value: 0.5, unit: "", expected: ">= 0.7", margin: -0.2 / 0.7,
    location: [[10, 10, 6], [24, 19, 7]], says: "With an overlap of >= 0.7 between k = 6 and 7 this would pass."),
  Example(
    yaml: "label: liver, continuity: {neighbour_overlap: '>= 0.7'}",
    export: Export(["liver": [Box(10..<20, 10..<20, 2..<5)]]), outcome: .notEvaluable,
    aspect: "neighbour_overlap_unknown",
    expected: ">= 0.7", says: "liver has fewer than 4 slices"),
  // Taken across i, whose voxels are longest: along k nothing is missing.
  Example(
    yaml: "label: liver, continuity: {missing_slices: 0}",
    export: Export(
      ["liver": [Box(2..<4, 10..<20, 2..<12), Box(5..<8, 10..<20, 2..<12)]],
      on: Grid(size: VoxelIndex(10, 40, 40), affine: Affine(spacing: SIMD3(6, 1, 1)))), outcome: .fail,
    aspect: "missing_slices_above", value: 1, unit: "slices", expected: "0", margin: -1,
    location: [[4, 10, 2], [4, 19, 11]], says: "With these slices filled this would pass."),
  // The first has eight of the ten slices of the second.
  Example(
    yaml: "label: liver, cooccurrence: {with: spleen, share: '>= 97 %'}",
    export: Export(["liver": [Box(10..<20, 10..<20, 5..<13)], "spleen": [Box(25..<30, 10..<20, 5..<15)]]),
    outcome: .fail, aspect: "share_below", labels: ["liver", "spleen"], value: 80, unit: "%", expected: ">= 97 %",
    margin: -0.17 / 0.97, location: [[10, 10, 13], [29, 19, 14]],
    says: "With >= 97 % of these slices shared this would pass."),
  Example(
    yaml: "label: liver, cooccurrence: {with: spleen, missing: '<= 2'}",
    export: Export(["liver": [Box(10..<20, 10..<20, 5..<13)], "spleen": [Box(25..<30, 10..<20, 5..<15)]]),
    outcome: .pass, aspect: "missing_within", labels: ["liver", "spleen"], value: 2, unit: "slices", expected: "<= 2",
    margin: 0),
  Example(
    yaml: "label: liver, cooccurrence: {with: spleen, share: '<= 5 %'}",
    export: Export(["liver": [cube], "spleen": [Box(25..<30, 10..<20, 5..<15)]]), outcome: .fail,
    aspect: "share_above", labels: ["liver", "spleen"], value: 100, unit: "%", expected: "<= 5 %", margin: -19,
    says: "With <= 5 % of these slices shared this would pass."),
  // Slices that hold the spleen and one of two others: 5 to 9, of which the liver has 5 to 7.
  Example(
    yaml: "label: liver, cooccurrence: {with: spleen, any_of: [one, two], missing: 0}",
    export: Export([
      "liver": [Box(10..<20, 10..<20, 2..<8)], "spleen": [Box(25..<30, 10..<20, 5..<15)],
      "one": [Box(0..<5, 10..<20, 4..<7)], "two": [Box(0..<5, 10..<20, 7..<10)],
    ]), policyLabels: "{liver: , spleen: , one: , two: }", outcome: .fail, aspect: "missing_above",
    labels: ["liver", "spleen", "one", "two"], value: 2, unit: "slices", expected: "0", margin: -2,
    location: [[0, 10, 8], [29, 19, 9]], says: "With 0 such slices lacking it this would pass."),
  Example(
    yaml: "label: liver, cooccurrence: {with: spleen, any_of: [one], missing: 0}",
    export: Export([
      "liver": [Box(10..<20, 10..<20, 2..<8)], "spleen": [Box(25..<30, 10..<20, 5..<8)],
      "one": [Box(0..<5, 10..<20, 10..<12)],
    ]), policyLabels: "{liver: , spleen: , one: }", outcome: .notEvaluable, aspect: "unknown",
    labels: ["liver", "spleen"], says: "no slice holds spleen and one"),
]
