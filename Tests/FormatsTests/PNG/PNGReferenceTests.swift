import Formats
import Foundation
import TestSupport
import Testing
import Volume

/// Real masks against measurements by numpy and scipy.
private enum SharedMasks {
  static let folder = Shared.root
  static let isPresent = FileManager.default.fileExists(atPath: folder.appendingPathComponent("golden/json").path)

  /// The reference file's name and the mask's path below `data`.
  static var all: [(reference: String, mask: String)] {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("golden/json").path))
    return (names ?? []).sorted().compactMap { name in
      guard name.hasPrefix("cxr-lungs") || name.hasPrefix("sunnybrook"),
        let file = try? JSONSerialization.jsonObject(
          with: Data(contentsOf: folder.appendingPathComponent("golden/json/\(name)"))) as? [String: Any],
        let mask = file["file"] as? String
      else { return nil }
      return (name, mask)
    }
  }
}

@Test(
  .enabled(if: SharedMasks.isPresent, "the reference measurements are not on this machine"),
  arguments: SharedMasks.all)
func `real raster masks have the reference's pixels`(reference: String, mask: String) throws {
  let folder = SharedMasks.folder
  let json = try JSONSerialization.jsonObject(
    with: Data(contentsOf: folder.appendingPathComponent("golden/json/\(reference)")))
  let labels = try #require((json as? [String: Any])?["labels"] as? [String: [String: Any]])
  let bytes = try Data(contentsOf: folder.appendingPathComponent("data/\(mask)"))
  let read = try PNG.readMask(bytes: [UInt8](bytes))

  #expect(read.segmentation.structures.map { String($0.value) } == labels.keys.sorted())
  for structure in read.segmentation.structures {
    let expected = try #require(labels[String(structure.value)])
    #expect(structure.runs.voxelCount == expected["voxels"] as? Int)
    let rows = structure.runs.all.map { Int($0.row) }
    let starts = structure.runs.all.map { Int($0.start) }
    let ends = structure.runs.all.map { Int($0.end) - 1 }
    #expect([starts.min() ?? -1, rows.first ?? -1] == expected["bbox_min"] as? [Int])
    #expect([ends.max() ?? -1, rows.last ?? -1] == expected["bbox_max"] as? [Int])
  }
  #expect(read.notes.isEmpty == !mask.hasPrefix("cxr-lungs"))
}

@Test(
  .enabled(if: SharedMasks.isPresent, "the reference data are not on this machine"),
  arguments: ["cxr-lungs/images/CHNCXR_0001_0.png", "cxr-lungs/images/MCUCXR_0061_0.png"])
func `a radiograph is not taken for a mask`(picture: String) throws {
  let bytes = try Data(contentsOf: SharedMasks.folder.appendingPathComponent("data/\(picture)"))
  let error = #expect(throws: ReadError.self) { try PNG.readMask(bytes: [UInt8](bytes)) }
  #expect(error?.code == .notAMask)
}
