package import Cases
internal import Formats
internal import Geometry
internal import Volume

/// What the cases of a cohort are like, by the first one that can be read.
package struct CohortNature: Sendable {
  let dimensions: Int
  let hasSpacing: Bool
  let hasImages: Bool

  package init(of exports: [Export]) {
    hasImages = exports.contains { $0.image != nil }
    let grid = exports.lazy.compactMap { try? ExportReading.segmentation(of: $0).segmentation.grid }.first
    dimensions = grid?.dimensions ?? 3
    hasSpacing = grid?.spacing != nil
  }
}
