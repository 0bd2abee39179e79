package import Anatomy
internal import Geometry
package import Volume

/// An export with a fault, and the truth about it.
package struct Mutated: Hashable, Sendable {
  package let segmentation: Segmentation
  package let fault: Fault
  /// The structures that the fault is about, faulty one first, by name, or by value where they have none.
  package let labels: [String]
  /// What changed, as a box of the new grid; nil when no voxel did. Of a cropped field of view: where the structures
  /// now end.
  package let box: VoxelBox?
  /// As it was made, defaults filled in.
  package let parameters: [MutationParameter]
  package let seed: UInt64
  /// Voxels whose structures are others than before; of a cropped field of view those that were lost.
  package let voxelsChanged: Int
  /// The Dice coefficient of what a structure was and what it is, by voxels: the lowest of those that the fault is
  /// about. 1 where no voxel changed, as with a wrong spacing.
  package let dice: Double
  /// One sentence for a person.
  package let sentence: String

  /// The box in the patient (RAS, mm), outer faces of its voxels; nil when there is none or the orientation is unknown.
  package var patientBox: (low: PatientPoint, high: PatientPoint)? {
    box.flatMap { $0.patientHull(in: segmentation.grid, edge: 0.5) }
  }

  /// A fault on the grid as it is: box and number of changed voxels follow from the structures before and after.
  init(
    _ fault: Fault, _ labels: [String], from old: Segmentation, to new: Segmentation, seed: UInt64,
    _ parameters: [MutationParameter], _ sentence: String
  ) {
    let before = Dictionary(old.structures.map { ($0.value, $0.runs) }) { first, _ in first }
    let after = Dictionary(new.structures.map { ($0.value, $0.runs) }) { first, _ in first }
    var changed = Runs()
    for value in Set(before.keys).union(after.keys).sorted() {
      let (was, runs) = (before[value] ?? Runs(), after[value] ?? Runs())
      if was != runs { changed = changed.union(was.symmetricDifference(runs)) }
    }
    let dice = old.ownPlaces.filter { labels.contains(old.label($0)) }.map { place in
      old[place].runs.dice(after[old[place].value] ?? Runs())
    }
    self.init(
      new, fault, labels, box: VoxelBox(of: changed, on: new.grid), parameters, seed: seed,
      voxelsChanged: changed.voxelCount, dice: dice.min() ?? 1, sentence)
  }

  init(
    _ segmentation: Segmentation, _ fault: Fault, _ labels: [String], box: VoxelBox?,
    _ parameters: [MutationParameter], seed: UInt64, voxelsChanged: Int, dice: Double, _ sentence: String
  ) {
    self.segmentation = segmentation
    self.fault = fault
    self.labels = labels
    self.box = box
    self.parameters = parameters
    self.seed = seed
    self.voxelsChanged = voxelsChanged
    self.dice = dice
    self.sentence = sentence
  }
}

extension Runs {
  /// The Dice coefficient with other runs of the same grid; 1 where both are empty.
  func dice(_ other: Runs) -> Double {
    let both = voxelCount + other.voxelCount
    return both == 0 ? 1 : Double(both - symmetricDifference(other).voxelCount) / Double(both)
  }
}

/// A parameter of a mutation as it was used.
package struct MutationParameter: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    /// A number and its unit, empty for counts and factors.
    case number(Double, unit: String)
    case text(String)
  }

  package let name: String
  package let value: Value

  init(_ name: String, _ number: Double, _ unit: String = "") {
    self.name = name
    value = .number(number, unit: unit)
  }

  init(_ name: String, _ text: String) {
    self.name = name
    value = .text(text)
  }
}
