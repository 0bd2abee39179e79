import Evaluation
import Volume

private let left = Box(5..<10, 10..<20, 5..<15)
private let right = Box(25..<30, 10..<20, 5..<15)
private let labels = "{kidney_left: {side: left, paired_with: kidney_right}, kidney_right: {side: right}}"
private let both = ["kidney_left", "kidney_right"]

private func kidneys(_ right: Box?, on grid: Grid = Export.grid) -> Export {
  Export(["kidney_left": [left], "kidney_right": [right].compactMap { $0 }], on: grid)
}

private func pair(_ yaml: String) -> String { "each: [kidney_left, kidney_right], symmetry: {\(yaml)}" }

/// The members of a pair, once for the two.
let pairs: [Example] = [
  Example(
    yaml: pair("volume_ratio: 0.6..1.7"), export: kidneys(right), policyLabels: labels, outcome: .pass,
    aspect: "volume_ratio_within", labels: both, value: 1, unit: "", expected: "0.6..1.7", margin: 0.4 / 1.1),
  // Five voxels wide, and two; the smaller one comes first.
  Example(
    yaml: pair("volume_ratio: 0.6..1.7"), export: kidneys(Box(25..<27, 10..<20, 5..<15)), policyLabels: labels,
    outcome: .fail, aspect: "volume_ratio_above", labels: ["kidney_right", "kidney_left"], value: 2.5, unit: "",
    expected: "0.6..1.7", margin: -0.8 / 1.1, location: [[5, 10, 5], [26, 19, 14]],
    says: "With a ratio of 0.6..1.7 between kidney_left and kidney_right this would pass."),
  Example(
    yaml: "label: kidney_right, symmetry: {volume_ratio: 0.6..1.7}", export: kidneys(Box(25..<27, 10..<20, 5..<15)),
    policyLabels: labels, outcome: .fail, aspect: "volume_ratio_below", labels: ["kidney_right", "kidney_left"],
    value: 0.4,
    unit: "", expected: "0.6..1.7", margin: -0.2 / 1.1, says: "With a ratio of 0.6..1.7"),
  // A ratio of voxels needs no lengths.
  Example(
    yaml: pair("volume_ratio: 0.6..1.7"), export: kidneys(right, on: Export.unmeasured), policyLabels: labels,
    outcome: .pass, aspect: "volume_ratio_within", labels: both, value: 1, unit: ""),
  Example(
    yaml: pair("volume_ratio: 0.6..1.7"), export: kidneys(nil), policyLabels: labels, outcome: .notEvaluable,
    aspect: "unknown", labels: both, says: "kidney_right is empty in the export"),
  Example(
    yaml: pair("volume_ratio: 0.6..1.7"), export: Export(["kidney_right": [right]]), policyLabels: labels,
    outcome: .notEvaluable, aspect: "unknown", labels: both, says: "kidney_left is not in the export"),
  Example(
    yaml: pair("mirrored_overlap: '>= 50 %'"), export: kidneys(right), policyLabels: labels, outcome: .pass,
    aspect: "mirrored_overlap_within", labels: both, value: 100, unit: "%", expected: ">= 50 %", margin: 1),
  // A fifth as thick about the same centre: 100 voxels lie within the 500, twice of 600.
  Example(
    yaml: pair("mirrored_overlap: '>= 50 %'"), export: kidneys(Box(25..<30, 14..<16, 5..<15)), policyLabels: labels,
    outcome: .fail, aspect: "mirrored_overlap_below", labels: both, value: 100.0 / 3, unit: "%", expected: ">= 50 %",
    margin: -1.0 / 3, location: [[5, 10, 5], [29, 19, 14]], says: "With a mirrored overlap of >= 50 % this would pass."),
  Example(
    yaml: pair("offset: '<= 10 mm'"), export: kidneys(right), policyLabels: labels, outcome: .pass,
    aspect: "offset_within",
    labels: both, value: 0, unit: "mm", expected: "<= 10 mm", margin: 1),
  Example(
    yaml: pair("offset: '<= 10 mm'"), export: kidneys(right, on: Export.unplaced), policyLabels: labels,
    outcome: .notEvaluable, aspect: "offset_unknown", labels: both, expected: "<= 10 mm",
    says: "the file does not say how it lies in the patient"),
]
