import Formats
import Foundation
import TestSupport
import Testing
import Volume

/// Published masks and predictions in a folder `shared` beside the checkout.
private enum Published {
  static let folder = URL(filePath: Shared.file("data"))
  static let isPresent = FileManager.default.fileExists(atPath: folder.appendingPathComponent("ct-lung2d").path)

  static var files: [String] {
    ["ct-lung2d/masks", "ct-lung2d/predictions", "cxr-lungs/masks"].flatMap { name in
      let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(name).path)) ?? []
      return all.sorted().map { "\(name)/\($0)" }
    }
  }
}

@Suite(.enabled(if: Published.isPresent, "the reference data are not on this machine"))
struct `Published masks in pictures` {
  /// Compressed with loss, or with smoothed edges in a hundred levels.
  @Test(arguments: Published.files)
  func `are one structure`(file: String) throws {
    let mask = try FormatRegistry.readMask(path: Published.folder.appendingPathComponent(file).path).segmentation
    #expect(mask.structures.map(\.value) == [1])
  }
}
