internal import Geometry
internal import PolicyLanguage
internal import Volume

/// What a size is a share of.
package enum Whole: Hashable, Sendable {
  case image
  case label(String)

  /// In words.
  var words: String {
    switch self {
    case .image: "the image"
    case .label(let name): name
    }
  }
}

/// A label's size in the canonical unit that limits ask for.
struct SizeOf {
  let label: String
  let facts: CaseFacts

  /// mm³, mm², voxels or a share, or the cause why there is none.
  func value(in dimension: Dimension, of whole: Whole?) -> (value: Double?, cause: String) {
    guard let place = facts.filled(label) else { return (nil, facts.absence(of: label) ?? "") }
    let voxels = Double(facts.scene[VoxelCount(structure: place)])
    switch dimension {
    case .volume, .area:
      let fits = (dimension == .area) == (facts.grid.dimensions == 2)
      guard fits else {
        return dimension == .area
          ? (nil, "an area belongs to a picture, and the export has three dimensions")
          : (nil, "a volume needs three dimensions, and the export has two")
      }
      guard facts.grid.spacing != nil else { return (nil, "the file gives no spacing, so millimetres are unknown") }
      return (voxels * facts.grid.voxelMeasure, "")
    case .fraction:
      switch whole {
      case .image?: return (voxels / Double(facts.grid.count), "")
      case .label(let name)?:
        guard let other = facts.filled(name) else { return (nil, facts.absence(of: name) ?? "") }
        return (voxels / Double(facts.scene[VoxelCount(structure: other)]), "")
      case nil: return (nil, "a share needs “of”")
      }
    default: return (voxels, "")
    }
  }
}
