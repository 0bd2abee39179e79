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
    let voxels = facts.scene[VoxelCount(structure: place)]
    guard dimension == .fraction else {
      switch facts.size(of: voxels, in: dimension) {
      case .value(let size): return (size, "")
      case .unknown(let cause): return (nil, cause)
      }
    }
    switch whole {
    case .image?: return (Double(voxels) / Double(facts.grid.count), "")
    case .label(let name)?:
      guard let other = facts.filled(name) else { return (nil, facts.absence(of: name) ?? "") }
      return (Double(voxels) / Double(facts.scene[VoxelCount(structure: other)]), "")
    case nil: return (nil, "a share needs “of”")
    }
  }
}
