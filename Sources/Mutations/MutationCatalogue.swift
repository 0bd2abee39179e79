package import Anatomy

/// All kinds of mutations.
package enum MutationCatalogue {
  /// In the order of the vocabulary.
  package static let kinds: [any Mutation.Type] = [
    Empty.self, MissingPart.self, Truncated.self, MissingSlices.self, Hole.self, Island.self, Leak.self,
    OverSegmented.self, UnderSegmented.self, Shifted.self, Mirrored.self, SidesSwapped.self, LabelsSwapped.self,
    LabelsMerged.self, LevelShifted.self, WrongStructure.self, Jagged.self, WrongSpacing.self,
  ]

  /// A kind by its name, which is its fault's.
  package static func kind(named name: String) -> (any Mutation.Type)? { kinds.first { $0.name == name } }

  /// What others call the kinds, for messages.
  static let otherWords: [String: Fault] = [
    "erosion": .underSegmented, "erode": .underSegmented, "shrunk": .underSegmented, "dilation": .overSegmented,
    "dilate": .overSegmented, "grown": .overSegmented, "shift": .shifted, "mirror": .mirrored, "flip": .mirrored,
    "side-swap": .sidesSwapped, "swap": .labelsSwapped, "merged": .labelsMerged, "level-shift": .levelShifted,
    "label-off-by-one": .wrongStructure, "off-by-one": .wrongStructure, "slice-drop": .missingSlices,
    "cut": .truncated, "crop": .truncated, "field-of-view": .truncated, "jagged-boundary": .jagged,
    "spacing": .wrongSpacing,
    "missing": .empty,
  ]

  /// Faults of the vocabulary that no mutation makes, with the reason.
  package static let notMade: [Fault: String] = [
    .wrongGrid: "it shows against an image or other masks, and is a matter of files",
    .notAMask: "it is a file that holds no labels at all",
  ]
}
