import Digest
import Formats
import Foundation
import TestSupport
import Testing
import Volume

/// One mask in many containers, in a folder `shared` beside the checkout: labels and places must come out equal.
@Suite(.enabled(if: Variants.isPresent, "the reference data are not on this machine"))
struct `MetaImage files of SimpleITK` {
  @Test(arguments: Variants.files)
  func `has the reference's labels`(file: String) throws {
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: Variants.folder.appendingPathComponent("expected.json")))
    let source = String(file.prefix { $0 != "_" })
    let expected = try #require((json as? [String: Any])?[source] as? [String: Any])
    let segmentation = try ExportReader.read(path: Variants.folder.appendingPathComponent(file).path).segmentation
    let size = segmentation.grid.size
    #expect([size.i, size.j, size.k] == expected["shape"] as? [Int])
    var voxels = [UInt8](repeating: 0, count: segmentation.grid.count)
    for structure in segmentation.structures {
      for run in structure.runs.all {
        let row = Int(run.row) * size.i
        for at in (row + Int(run.start))..<(row + Int(run.end)) {
          voxels[at] = try #require(UInt8(exactly: structure.value))
        }
      }
    }
    #expect(SHA256.of(voxels) == expected["sha256_uint8_i_fastest"] as? String)
  }

  @Test(arguments: Variants.files)
  func `lies where the NIfTI file that it was made of lies`(file: String) throws {
    let sources = ["mr": "totalsegmentator/example_seg_mr.nii.gz", "t2s": "sct-testing/t2s/t2s_seg.nii.gz"]
    let source = try #require(sources[String(file.prefix { $0 != "_" })])
    let nifti = try FormatRegistry.readHeader(
      path: Variants.folder.deletingLastPathComponent().appendingPathComponent(source).path
    ).grid
    let grid = try FormatRegistry.readHeader(path: Variants.folder.appendingPathComponent(file).path).grid
    // SimpleITK makes the directions of the axes perpendicular to six digits.
    #expect(try #require(grid.cornerDeviation(from: nifti)) < 1e-3)
  }
}

private enum Variants {
  static let folder = URL(filePath: Shared.data("variants"))
  static let isPresent = FileManager.default.fileExists(atPath: folder.path)

  static var files: [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return all.filter { $0.hasSuffix(".mha") || $0.hasSuffix(".mhd") }.sorted()
  }
}
