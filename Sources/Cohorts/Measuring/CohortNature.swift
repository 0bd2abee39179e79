package import Cases
internal import Formats
internal import Geometry
internal import Volume

/// What the cases of a cohort are like, by the first one that can be read.
package struct CohortNature: Sendable {
  let dimensions: Int
  let hasSpacing: Bool
  /// Whether exports say how they lie in the patient.
  let isOriented: Bool
  let hasImages: Bool
  /// Whether any voxel of the first image has a colour.
  let hasColour: Bool

  package init(of exports: [Export]) {
    hasImages = exports.contains { $0.image != nil }
    let grid = exports.lazy.compactMap { try? $0.read().segmentation.grid }.first
    dimensions = grid?.dimensions ?? 3
    hasSpacing = grid?.spacing != nil
    isOriented = grid?.affine != nil
    hasColour =
      exports.lazy.compactMap(\.image).compactMap { path in
        try? ImageSource(path: path, needed: true, budget: .standard).volume
      }.first?.holdsColour ?? false
  }
}
