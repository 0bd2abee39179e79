internal import Formats
package import Volume

/// A case's source image: its grid always, its intensities only when something will look at them.
package struct ImageSource: Sendable {
  package let grid: Grid
  package let volume: IntensityVolume?
  package let digest: String

  /// Throws a `ReadError` that says that the image is at fault, not the mask.
  package init(path: String, needed: Bool) throws {
    do {
      let volume = needed ? try FormatRegistry.readImage(path: path) : nil
      grid = try volume?.grid ?? FormatRegistry.readGrid(path: path)
      self.volume = volume
      digest = try ExportReader.digest(of: path)
    } catch let error as ReadError {
      throw ReadError(code: error.code, message: "the image cannot be used: \(error.message)")
    }
  }
}
