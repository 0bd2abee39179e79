import Evaluation
import Volume

private let cube = Box(10..<20, 10..<20, 5..<15)
private let far = Box(30..<32, 30..<32, 10..<12)

/// Pieces and holes.
let topology: [Example] = [
  Example(
    yaml: "label: liver, connectivity: {components: 1}", export: Export(["liver": [cube]]), outcome: .pass,
    aspect: "components_within", value: 1, unit: "components", expected: "1", margin: 0),
  Example(
    yaml: "label: liver, connectivity: {components: 1}", export: Export(["liver": [cube, far]]), outcome: .fail,
    aspect: "components_above", value: 2, unit: "components", expected: "1", margin: -1, location: far.corners,
    says: "Without the island of 0.064 mL at (R 61, A 61, S 21), liver would lie in 1 piece."),
  Example(
    yaml: "label: liver, connectivity: {components: '< 2'}", export: Export(["liver": [cube, far]]), outcome: .fail,
    aspect: "components_above", value: 2, unit: "components", expected: "< 2", margin: 0, location: far.corners,
    says: "Without the island of 0.064 mL at (R 61, A 61, S 21), liver would lie in 1 piece."),
  Example(
    yaml: "label: liver, connectivity: {components: 1, ignore_below: 0.1 mL}", export: Export(["liver": [cube, far]]),
    outcome: .pass, aspect: "components_within", value: 1, unit: "components", expected: "1"),
  Example(
    yaml: "label: liver, connectivity: {components: 2}", export: Export(["liver": [cube]]), outcome: .fail,
    aspect: "components_below", value: 1, unit: "components", expected: "2", margin: -0.5,
    says: "With 2 pieces liver would pass."),
  // A corner is enough for 26 neighbours and not for 6.
  Example(
    yaml: "label: liver, connectivity: {components: 1, neighbours: 6}",
    export: Export(["liver": [cube, Box(20..<22, 20..<22, 15..<17)]]), outcome: .fail, aspect: "components_above",
    value: 2,
    unit: "components", expected: "1", margin: -1, location: [[20, 20, 15], [21, 21, 16]], says: "1 piece"),
  Example(
    yaml: "label: liver, connectivity: {components: 1}",
    export: Export(["liver": [cube, Box(20..<22, 20..<22, 15..<17)]]), outcome: .pass, aspect: "components_within",
    value: 1,
    unit: "components", expected: "1"),
  Example(
    yaml: "label: liver, connectivity: {largest_fraction: '>= 98 %'}", export: Export(["liver": [cube]]),
    outcome: .pass, aspect: "largest_fraction_within", value: 100, unit: "%", expected: ">= 98 %"),
  Example(
    yaml: "label: liver, connectivity: {largest_fraction: '>= 98 %'}",
    export: Export(["liver": [Box(0..<10, 0..<10, 0..<9), Box(20..<30, 0..<10, 0..<1)]]), outcome: .fail,
    aspect: "largest_fraction_below", value: 90, unit: "%", expected: ">= 98 %", margin: -0.08 / 0.98,
    location: [[20, 0, 0], [29, 9, 0]], says: "Without the 0.8 mL outside the largest piece this would pass."),
  Example(
    yaml: "label: liver, connectivity: {components: 1, ignore_below: 0.1 mL}",
    export: Export(["liver": [cube]], on: Export.unmeasured), outcome: .notEvaluable, aspect: "components_unknown",
    says: "the file gives no spacing"),
  Example(
    yaml: "label: liver, holes: {count: 0}", export: Export(["liver": [cube]]), outcome: .pass, aspect: "count_within",
    value: 0, unit: "holes", expected: "0", margin: 0),
  Example(
    yaml: "label: liver, holes: {count: 0}",
    export: Export([Piece(name: "liver", value: 1, boxes: [cube], without: [Box(14..<16, 14..<16, 9..<11)])]),
    outcome: .fail, aspect: "count_above", value: 1, unit: "holes", expected: "0", margin: -1,
    location: [[14, 14, 9], [15, 15, 10]], says: "With the hole filled this would pass."),
  // What another structure fills is no hole.
  Example(
    yaml: "label: liver, holes: {count: 0}",
    export: Export([
      Piece(name: "liver", value: 1, boxes: [cube], without: [Box(14..<16, 14..<16, 9..<11)]),
      Piece(name: "spleen", value: 2, boxes: [Box(14..<16, 14..<16, 9..<11)]),
    ]), outcome: .pass, aspect: "count_within", value: 0, unit: "holes", expected: "0"),
  Example(
    yaml: "label: liver, holes: {count: 1}", export: Export(["liver": [cube]]), outcome: .fail, aspect: "count_below",
    value: 0, unit: "holes", expected: "1", margin: -1, says: "With 1 hole this would pass."),
  Example(
    yaml: "label: liver, holes: {fraction: '<= 0.5 %'}",
    export: Export([Piece(name: "liver", value: 1, boxes: [cube], without: [Box(14..<16, 14..<16, 9..<11)])]),
    outcome: .fail, aspect: "fraction_above", value: 0.8, unit: "%", expected: "<= 0.5 %", margin: -0.6,
    location: [[14, 14, 9], [15, 15, 10]], says: "With 0.064 mL of holes filled this would pass."),
  Example(
    yaml: "label: liver, holes: {count: 0, ignore_below: 1 mL}",
    export: Export(["liver": [cube]], on: Export.unmeasured), outcome: .notEvaluable, aspect: "count_unknown",
    says: "the file gives no spacing"),
  // A wall with a room of 6 × 6 × 6, of which another structure fills four layers: two layers of 36 voxels are left.
  Example(
    yaml: "holes: {between: [liver, spleen], count: 0}", export: Export([wall, filling]), outcome: .fail,
    aspect: "count_above", labels: ["liver", "spleen"], value: 1, unit: "holes", expected: "0", margin: -1,
    location: [[12, 12, 11], [17, 17, 12]], says: "With the hole filled this would pass."),
  Example(
    yaml: "holes: {between: [liver, spleen], volume: '<= 0.1 mL'}", export: Export([wall, filling]), outcome: .fail,
    aspect: "volume_above", labels: ["liver", "spleen"], value: 0.576, unit: "mL", expected: "<= 0.1 mL", margin: -4.76,
    location: [[12, 12, 11], [17, 17, 12]], says: "With 0.576 mL of holes filled this would pass."),
  Example(
    yaml: "holes: {between: [liver, spleen], volume: '<= 0.1 mL'}",
    export: Export([wall, filling], on: Export.unmeasured), outcome: .notEvaluable, aspect: "volume_unknown",
    labels: ["liver", "spleen"], expected: "<= 0.1 mL", says: "the file gives no spacing"),
  Example(
    yaml: "holes: {between: [liver, spleen], voxels: '<= 100'}", export: Export([wall, filling]), outcome: .pass,
    aspect: "voxels_within", labels: ["liver", "spleen"], value: 72, unit: "", expected: "<= 100", margin: 0.28),
  // What a third structure fills is no hole.
  Example(
    yaml: "holes: {between: [liver, spleen], count: 0}",
    export: Export([wall, filling, Piece(name: "cyst", value: 3, boxes: [Box(12..<18, 12..<18, 11..<13)])]),
    outcome: .pass, aspect: "count_within", labels: ["liver", "spleen"], value: 0, unit: "holes", expected: "0"),
  // A room that the wall encloses alone is no gap between the two.
  Example(
    yaml: "holes: {between: [liver, spleen], count: 0}",
    export: Export([wall, Piece(name: "spleen", value: 2, boxes: [far])]), outcome: .pass, aspect: "count_within",
    labels: ["liver", "spleen"], value: 0, unit: "holes", expected: "0"),
  Example(
    yaml: "holes: {between: [liver, spleen], count: 0}", export: Export([wall]), outcome: .notEvaluable,
    aspect: "unknown", labels: ["liver", "spleen"], says: "spleen is not in the export"),
  // A square ring has a tunnel, a cube none.
  Example(
    yaml: "label: liver, tunnels: 0", export: Export([ring]), outcome: .fail, aspect: "above", value: 1,
    unit: "tunnels", expected: "0", margin: -1, location: cube.corners,
    says: "With the tunnel closed this would pass."),
  Example(
    yaml: "label: liver, tunnels: {count: '<= 1', neighbours: 6}", export: Export([ring]), outcome: .pass,
    aspect: "within", value: 1, unit: "tunnels", expected: "<= 1", margin: 0),
  Example(
    yaml: "label: liver, tunnels: 1", export: Export(["liver": [cube]]), outcome: .fail, aspect: "below",
    value: 0, unit: "tunnels", expected: "1", margin: -1, says: "With 1 tunnel this would pass."),
  Example(
    yaml: "label: liver, tunnels: 0", export: Export(["liver": [Box(10..<20, 10..<20, 0..<1)]], on: Export.picture),
    outcome: .notEvaluable, aspect: "unknown", expected: "0", says: "a ring in a picture has a hole, and no tunnel"),
  Example(
    yaml: "label: liver, tunnels: 0", export: Export(["liver": []]), outcome: .notEvaluable, aspect: "unknown",
    says: "liver is empty in the export"),
]

private let wall = Piece(name: "liver", value: 1, boxes: [cube], without: [Box(12..<18, 12..<18, 7..<13)])
private let filling = Piece(name: "spleen", value: 2, boxes: [Box(12..<18, 12..<18, 7..<11)])
private let ring = Piece(name: "liver", value: 1, boxes: [cube], without: [Box(13..<17, 13..<17, 5..<15)])
