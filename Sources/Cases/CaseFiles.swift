package import Formats
internal import Volume

/// What the files of a case hold, read once, whichever policy will judge it.
package struct CaseFiles: Sendable {
  package let read: ReadExport
  let image: ImageSource?
  /// The distance, in mm, within which grids were taken for one.
  private let tolerance: Double
  /// Whether the image's intensities were read, not its grid alone.
  private let hasIntensities: Bool

  /// Throws a `ReadError`.
  package init(_ export: Export, readsImage: Bool, within tolerance: Double = Grid.standardTolerance) throws {
    let image = try export.image.map { try ImageSource(path: $0, needed: readsImage, budget: export.budget) }
    self.image = image
    read = try export.read(image: image, within: tolerance)
    (self.tolerance, hasIntensities) = (tolerance, readsImage || image == nil)
  }

  /// Whether a policy would read the same, or less.
  func serves(readsImage: Bool, within tolerance: Double) -> Bool {
    tolerance == self.tolerance && (hasIntensities || !readsImage)
  }
}
