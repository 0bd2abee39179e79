internal import Geometry
internal import Measurements
internal import PolicyLanguage
internal import Volume
internal import Wording

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

  /// mm³, mm², voxels or a share.
  func value(in dimension: Dimension, of whole: Whole?) -> Known<Double> {
    facts.known { () throws(MeasurementError) in try measured(in: dimension, of: whole) }
  }

  private func measured(in dimension: Dimension, of whole: Whole?) throws(MeasurementError) -> Known<Double> {
    guard let place = facts.filled(label) else { return .unknown(facts.absence(of: label) ?? .absent(label)) }
    let voxels = try facts.value(of: VoxelCount(structure: place))
    guard dimension == .fraction else { return facts.size(of: voxels, in: dimension) }
    switch whole {
    case .image?: return .value(Double(voxels) / Double(facts.grid.count))
    case .label(let name)?:
      guard let other = facts.filled(name) else { return .unknown(facts.absence(of: name) ?? .absent(name)) }
      return .value(Double(voxels) / Double(try facts.value(of: VoxelCount(structure: other))))
    case nil: return .unknown(.undefined("a share needs “of”"))
    }
  }
}
