package import Wording

/// A size from which on something counts, such as an island: a volume, an area, voxels, or a share of the whole label.
package struct SignificantSize: Hashable, Sendable {
  package static let dimensions: [Dimension] = [.volume, .area, .voxels, .fraction]

  package var quantity: Quantity

  package init(_ quantity: Quantity) { self.quantity = quantity }

  /// The author's words.
  package var text: String { quantity.text }

  /// The size in voxels, fractional.
  ///
  /// - Parameters:
  ///   - voxelSize: What one voxel measures in the canonical unit: mm³ where the author gave a volume, mm² where an
  ///     area; nil when unknown.
  ///   - total: The label's voxels.
  /// - Returns: Nil when the size is physical and the voxel's is unknown.
  package func voxels(voxelSize: Double?, total: Int) -> Double? {
    switch quantity.dimension {
    case .voxels: quantity.value
    case .fraction: quantity.value * Double(total)
    default: voxelSize.flatMap { $0 > 0 ? quantity.value / $0 : nil }
    }
  }
}
