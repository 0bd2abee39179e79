import Evaluation
import Volume

private let cube = Box(10..<20, 10..<20, 5..<15)
private let far = Box(30..<32, 30..<32, 10..<12)

/// Pieces and holes.
let topology: [Example] = [
  Example(
    yaml: "label: liver, connectivity: {components: 1}", export: Export(["liver": [cube]]), outcome: .pass,
    aspect: "components", value: 1, unit: "components", expected: "1", margin: 0),
  Example(
    yaml: "label: liver, connectivity: {components: 1}", export: Export(["liver": [cube, far]]), outcome: .fail,
    aspect: "components", value: 2, unit: "components", expected: "1", margin: -1, location: far.corners,
    says: "Without the island of 0.064 mL at (R 61, A 61, S 21), liver would lie in 1 piece."),
  Example(
    yaml: "label: liver, connectivity: {components: '< 2'}", export: Export(["liver": [cube, far]]), outcome: .fail,
    aspect: "components", value: 2, unit: "components", expected: "< 2", margin: 0, location: far.corners,
    says: "Without the island of 0.064 mL at (R 61, A 61, S 21), liver would lie in 1 piece."),
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
