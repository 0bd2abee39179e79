/// What can be wrong with a segmentation: the closed vocabulary that findings are explained by and that mutations make.
public enum Fault: String, CaseIterable, Hashable, Sendable, Codable {
  /// The export names a structure and holds no voxel of it, or holds no voxel at all.
  case empty
  /// A structure, or a piece of it, is not there although nothing was cut by the field of view.
  case missingPart = "missing-part"
  /// A structure stops in a flat, broad face: at the border, or inside the field of view where something cut it.
  case truncated
  /// Slices between the first and the last of a structure do not show it.
  case missingSlices = "missing-slices"
  /// A cavity or a hole in a wall that anatomy does not have.
  case hole
  /// Separate pieces, apart from the main body of a structure.
  case island
  /// The mask runs past the structure's boundary into a neighbour.
  case leak
  /// The mask is larger than the structure on all sides.
  case overSegmented = "over-segmented"
  /// The mask is smaller than the structure on all sides.
  case underSegmented = "under-segmented"
  /// The mask has its size and shape, in the wrong place.
  case shifted
  /// The whole export is flipped from left to right: every order along that axis is turned round, and neighbours stay
  /// neighbours.
  case mirrored
  /// The two members of a pair carry each other's name.
  case sidesSwapped = "sides-swapped"
  /// Two different structures carry each other's label.
  case labelsSwapped = "labels-swapped"
  /// One label holds two structures; the other is absent.
  case labelsMerged = "labels-merged"
  /// Numbered levels (vertebrae, ribs) all carry their neighbour's number: one end is missing, the other runs over.
  case levelShifted = "level-shifted"
  /// The mask covers something else than its label says, or something that should not be there.
  case wrongStructure = "wrong-structure"
  /// The surface is ragged: steps, spikes or thin threads that anatomy does not have.
  case jagged
  /// The voxel size in the file is not that of the image: all sizes are off in the same direction.
  case wrongSpacing = "wrong-spacing"
  /// The mask lies on another grid (size, spacing or axes) than the image or than the export's other masks.
  case wrongGrid = "wrong-grid"
  /// The file holds something else than labels (a picture, probabilities), or is damaged.
  case notAMask = "not-a-mask"
}
