import Evaluation
import Volume

/// A row along the patient's right, 2 mm a voxel: centres at 9, 39 and 69 mm.
private func row(_ liver: Range<Int> = 15..<25, _ spleen: Range<Int> = 0..<10, _ stomach: Range<Int> = 30..<40)
  -> Export
{
  func box(_ i: Range<Int>) -> [Box] { [Box(i, 10..<20, 5..<15)] }
  return Export(["liver": box(liver), "spleen": box(spleen), "stomach": box(stomach)])
}

private func row(on grid: Grid) -> Export {
  let k = grid.dimensions == 2 ? 0..<1 : 5..<15
  func box(_ i: Range<Int>) -> [Box] { [Box(i, 10..<20, k)] }
  return Export(["liver": box(10..<20), "spleen": box(0..<10), "stomach": box(30..<40)], on: grid)
}

/// Two kidneys whose centres lie 40 mm apart, at 14 and 54 mm; the plane between them is at 34 mm.
private func kidneys(swapped: Bool = false, liver: Range<Int> = 25..<35, on grid: Grid = Export.grid) -> Export {
  let (a, b) = (Box(5..<10, 10..<20, 5..<15), Box(25..<30, 10..<20, 5..<15))
  return Export(
    ["kidney_left": [swapped ? b : a], "kidney_right": [swapped ? a : b], "liver": [Box(liver, 25..<30, 5..<15)]],
    on: grid)
}

private let abdomen = "{liver: , spleen: , stomach: }"
private let body =
  "{liver: , kidney_left: {side: left, paired_with: kidney_right}, kidney_right: {side: right}, vertebrae: }"

/// Where structures lie: to the middle of the picture and of the body, between others, nearer to one than to another.
let relations: [Example] = [
  // The middle of 40 voxels of 2 mm, from 0 to 78 mm, is at 39 mm; the liver's centre at 59 mm.
  Example(
    yaml: "position: liver is right-of image by >= 10 mm", export: kidneys(), policyLabels: body, outcome: .pass,
    aspect: "side_within", value: 20, unit: "mm", expected: "right-of image by >= 10 mm", margin: 1),
  Example(
    yaml: "position: liver is left-of image", export: kidneys(), policyLabels: body, outcome: .fail,
    aspect: "side_reversed",
    value: -20, unit: "mm", expected: "left-of image", margin: -2, location: [[25, 25, 5], [34, 29, 14]],
    says: "With liver 20 mm further to the left this would pass."),
  Example(
    yaml: "position: liver is left-of image", export: kidneys(on: Export.unplaced), policyLabels: body,
    outcome: .notEvaluable, aspect: "side_unknown", expected: "left-of image",
    says: "the file does not say how it lies in the patient"),
  Example(
    yaml: "label: kidney_left, position: is on its side of midline by >= 5 mm", export: kidneys(), policyLabels: body,
    outcome: .pass, aspect: "side_within", labels: ["kidney_left"], value: 20, unit: "mm",
    expected: "left-of midline by >= 5 mm", margin: 3),
  Example(
    yaml: "label: kidney_right, position: is on its side of midline by >= 5 mm", export: kidneys(swapped: true),
    policyLabels: body, outcome: .fail, aspect: "side_reversed", labels: ["kidney_right"], value: -20, unit: "mm",
    expected: "right-of midline by >= 5 mm", margin: -5, location: [[5, 10, 5], [9, 19, 14]],
    says: "With kidney_right 25 mm further to the right this would pass."),
  Example(
    yaml: "label: kidney_left, position: is on its side of kidney_right", export: kidneys(), policyLabels: body,
    outcome: .pass, aspect: "side_within", labels: ["kidney_left", "kidney_right"], value: 40, unit: "mm",
    expected: "left-of"),
  Example(
    yaml: "position: liver is right-of midline", export: kidneys(on: Export.unplaced), policyLabels: body,
    outcome: .notEvaluable, aspect: "side_unknown", expected: "right-of midline",
    says: "the file does not say how it lies in the patient"),
  Example(
    yaml: "position: liver is right-of midline", export: Export(["liver": [Box(25..<35, 10..<20, 5..<15)]]),
    outcome: .notEvaluable, aspect: "side_unknown", expected: "right-of midline",
    says: "nothing tells where the mid-sagittal plane lies"),
  Example(
    yaml: "position: liver is within 30 mm of midline", export: kidneys(), policyLabels: body, outcome: .pass,
    aspect: "distance_within", value: 25, unit: "mm", expected: "within 30 mm of midline", margin: 5.0 / 30),
  Example(
    yaml: "position: liver is within 20 mm of midline", export: kidneys(), policyLabels: body, outcome: .fail,
    aspect: "distance_above", value: 25, unit: "mm", expected: "within 20 mm of midline", margin: -0.25,
    location: [[25, 25, 5], [34, 29, 14]], says: "With liver 5 mm nearer to midline this would pass."),
  // A plane through a structure says nothing about it.
  Example(
    yaml: "position: vertebrae is within 20 mm of midline",
    export: Export(["vertebrae": [Box(2..<6, 10..<20, 5..<15)]]),
    policyLabels: body, outcome: .notEvaluable, aspect: "distance_unknown", labels: ["vertebrae"],
    expected: "within 20 mm of midline", says: "the mid-sagittal plane was found from vertebrae alone"),
  Example(
    yaml: "position: liver is within 20 mm of spleen", export: row(), policyLabels: abdomen, outcome: .fail,
    aspect: "distance_above", labels: ["liver", "spleen"], value: 30, unit: "mm", expected: "within 20 mm of spleen",
    margin: -0.5, location: [[0, 10, 5], [24, 19, 14]], says: "With liver 10 mm nearer to spleen this would pass."),
  Example(
    yaml: "position: liver is within 20 mm of spleen", export: row(on: Export.unmeasured), policyLabels: abdomen,
    outcome: .notEvaluable, aspect: "distance_unknown", labels: ["liver", "spleen"], expected: "within 20 mm of spleen",
    says: "the file gives no spacing"),
  // The middle of the field of view: 39, 39, 19 mm; the liver's centre: 39, 29, 19 mm.
  Example(
    yaml: "position: liver is within 12 mm of image", export: row(), policyLabels: abdomen, outcome: .pass,
    aspect: "distance_within", value: 10, unit: "mm", expected: "within 12 mm of image"),
  Example(
    yaml: "position: liver is between spleen and stomach", export: row(), policyLabels: abdomen, outcome: .pass,
    aspect: "between_within", labels: ["liver", "spleen", "stomach"], value: 30, unit: "mm",
    expected: "between spleen and stomach"),
  Example(
    yaml: "position: liver is between spleen and stomach by >= 40 mm", export: row(), policyLabels: abdomen,
    outcome: .fail, aspect: "between_below", labels: ["liver", "spleen", "stomach"], value: 30, unit: "mm",
    expected: "between spleen and stomach by >= 40 mm", margin: -0.25, location: [[0, 10, 5], [39, 19, 14]],
    says: "With liver 10 mm further from stomach towards spleen this would pass."),
  // 75 mm, beyond the stomach's 49 mm.
  Example(
    yaml: "position: liver is between spleen and stomach", export: row(36..<40, 0..<10, 20..<30), policyLabels: abdomen,
    outcome: .fail, aspect: "between_below", labels: ["liver", "spleen", "stomach"], value: -26, unit: "mm",
    expected: "between spleen and stomach", margin: -2.6, location: [[0, 10, 5], [39, 19, 14]],
    says: "With liver 26 mm further from stomach towards spleen this would pass."),
  Example(
    yaml: "position: liver is between spleen and stomach", export: row(on: Export.unplaced), policyLabels: abdomen,
    outcome: .pass, aspect: "between_within", labels: ["liver", "spleen", "stomach"], value: 20, unit: "mm"),
  Example(
    yaml: "position: liver is between spleen and stomach", export: row(on: Export.unmeasured), policyLabels: abdomen,
    outcome: .notEvaluable, aspect: "between_unknown", labels: ["liver", "spleen", "stomach"],
    says: "the file gives no spacing"),
  // Pixels are square, so a picture without lengths still has an order.
  Example(
    yaml: "position: liver is between spleen and stomach", export: row(on: Export.pixels), policyLabels: abdomen,
    outcome: .pass, aspect: "between_within", labels: ["liver", "spleen", "stomach"], value: 10, unit: "px"),
  Example(
    yaml: "position: liver is between spleen and stomach",
    export: Export(["liver": [Box(1..<2, 1..<2, 1..<2)], "spleen": [], "stomach": []]),
    policyLabels: abdomen, outcome: .notEvaluable, aspect: "unknown", labels: ["liver", "spleen", "stomach"],
    says: "spleen is empty in the export"),
  // 20 mm from the one, 40 mm from the other.
  Example(
    yaml: "position: liver is nearer-to spleen than stomach by >= 10 mm", export: row(10..<20), policyLabels: abdomen,
    outcome: .pass, aspect: "nearer_within", labels: ["liver", "spleen", "stomach"], value: 20, unit: "mm",
    expected: "nearer-to spleen than stomach by >= 10 mm", margin: 1),
  Example(
    yaml: "position: liver is nearer-to stomach than spleen", export: row(10..<20), policyLabels: abdomen,
    outcome: .fail, aspect: "nearer_below", labels: ["liver", "stomach", "spleen"], value: -20, unit: "mm",
    expected: "nearer-to stomach than spleen", margin: -2, location: [[0, 10, 5], [39, 19, 14]],
    says: "If liver lay nearer to stomach than to spleen this would pass."),
  Example(
    yaml: "position: liver is nearer-to spleen than stomach by >= 10 mm", export: row(on: Export.pixels),
    policyLabels: abdomen, outcome: .notEvaluable, aspect: "nearer_unknown", labels: ["liver", "spleen", "stomach"],
    says: "millimetres are unknown"),
  Example(
    yaml: "position: liver is right-of spleen, slices: every", export: row(), policyLabels: abdomen, outcome: .pass,
    aspect: "side_within", labels: ["liver", "spleen"], value: 0, unit: "slices"),
]
