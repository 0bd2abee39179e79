package import Anatomy
package import Volume

/// All labels are off by one: every mask carries the label of the structure with the next value, as when background is
/// counted as a label.
///
/// Of the vocabulary this is `wrong-structure`, not `labels-swapped`: no two structures exchange anything, each mask
/// just is another structure than its label says.
package struct WrongStructure: Mutation {
  package static let fault = Fault.wrongStructure
  package static let summary =
    "Raises or lowers every label value by one (towards=up|down; default: up), so that each mask carries another structure's label."

  private enum Direction: String, CaseIterable { case up, down }

  private let direction: Direction

  package init(reading options: inout MutationOptions) throws(MutationError) {
    direction = try options.choice("towards", default: .up)
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let filled = segmentation.filled
    let step = direction == .up ? 1 : -1
    guard segmentation.structures.count > 1, !filled.isEmpty else {
      throw .notApplicable("with one structure alone no mask can be another one.")
    }
    if let lowest = filled.first, segmentation[lowest].value + step < 1 {
      throw .notApplicable("the value \(segmentation[lowest].value) cannot be lowered.")
    }
    let places = Dictionary(segmentation.placed.map { ($1.value, $0) }) { first, _ in first }
    var runs = Dictionary(uniqueKeysWithValues: segmentation.ownPlaces.map { ($0, Runs()) })
    var added: [Structure] = []
    for place in filled {
      let old = segmentation[place]
      if let target = places[old.value + step] {
        runs[target] = old.runs
      } else {
        added.append(Structure(value: old.value + step, name: nil, runs: old.runs))
      }
    }
    return Mutated(
      Self.fault, filled.map { segmentation.label($0) }, from: segmentation,
      to: segmentation.replacing(runs, adding: added), seed: seed, [MutationParameter("towards", direction.rawValue)],
      "Every label value is one too \(step > 0 ? "high" : "low"), so masks carry other structures' labels.")
  }
}
