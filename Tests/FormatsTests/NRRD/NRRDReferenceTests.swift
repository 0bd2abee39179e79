import Digest
import Formats
import Foundation
import TestSupport
import Testing
import Volume

/// Files that Slicer, ITK, Teem and pynrrd wrote, in a folder `shared` beside the checkout.
private enum RealFiles {
  static let data = URL(filePath: Shared.file("data"))
  static let isPresent = FileManager.default.fileExists(atPath: data.appendingPathComponent("variants").path)

  static func path(_ file: String) -> String { data.appendingPathComponent(file).path }

  static func all(_ endings: [String]) -> [String] {
    let all = FileManager.default.enumerator(atPath: data.path)?.compactMap { $0 as? String } ?? []
    return all.filter { file in endings.contains { file.hasSuffix($0) } }.sorted()
  }

  static var variants: [String] {
    all([".nrrd", ".nhdr"]).filter { $0.hasPrefix("variants/") }
  }
}

@Suite(.enabled(if: RealFiles.isPresent, "the reference data are not on this machine"))
struct `NRRD files of other programs` {
  @Test(arguments: RealFiles.variants)
  func `hold the reference's voxels`(name: String) throws {
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: RealFiles.path("variants/expected.json"))))
    let expected = try #require((json as? [String: Any])?["rootlets"] as? [String: Any])
    let segmentation = try ExportReader.read(path: RealFiles.path(name)).segmentation
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
    var hash = SHA256()
    hash.update(voxels)
    #expect(hash.hexadecimal() == expected["sha256_uint8_i_fastest"] as? String)
  }

  @Test(arguments: RealFiles.variants)
  func `lie where the NIfTI file of the same mask lies`(name: String) throws {
    let nifti = try FormatRegistry.readHeader(path: RealFiles.path("variants/rootlets_plain.nii")).grid
    let nrrd = try FormatRegistry.readHeader(path: RealFiles.path(name)).grid
    let deviation = try #require(nrrd.cornerDeviation(from: nifti))
    #expect(deviation < 1e-4)
  }

  @Test func `give Slicer's names, and the overlapping layer`() throws {
    let reading = try NRRD.readMask(path: RealFiles.path("slicerio/SegmentationOverlapping.seg.nrrd"))
    let structures = reading.segmentation.structures
    #expect(
      structures.map { "\($0.value) \($0.name ?? "-")" } == [
        "1 ribs", "2 cervical vertebral column", "3 thoracic vertebral column", "4 lumbar vertebral column",
        "5 right lung", "6 left lung", "7 tissue", "8 overlapping sphere",
      ])
    // As the header's TerminologyEntry gives them: Rib, Lung with the modifiers Right and Left, and so on.
    #expect(
      structures.map(\.codes) == [
        ["SCT:113197003"], ["SCT:122494005"], ["SCT:122495006"], ["SCT:122496007"], ["SCT:39607008+24028007"],
        ["SCT:39607008+7771000"], ["SCT:85756007"], ["SCT:19227008"],
      ])
    // The count of numpy (component 1 of the voxels).
    #expect(structures.last?.runs.voxelCount == 19139)
    #expect(reading.notes.count == 1)
    // The layer below is the file without the sphere.
    let plain = try NRRD.readMask(path: RealFiles.path("slicerio/Segmentation.seg.nrrd"))
    #expect(plain.segmentation.structures == Array(structures.dropLast()))
    #expect(plain.notes.isEmpty)
  }

  @Test(arguments: RealFiles.all([".nrrd", ".nhdr"]))
  func `are read or refused with a reason`(file: String) throws {
    let path = RealFiles.path(file)
    do {
      let segmentation = try ExportReader.read(path: path).segmentation
      #expect(try FormatRegistry.readHeader(path: path).grid == segmentation.grid)
      for structure in segmentation.structures {
        #expect(structure.value > 0)
        #expect(structure.runs == Runs(merging: structure.runs.all))
        #expect(structure.runs.all.allSatisfy { $0.start >= 0 && Int($0.end) <= segmentation.grid.size.i })
      }
    } catch let error as ReadError {
      #expect(!error.message.isEmpty && !error.message.contains(RealFiles.data.path))
      #expect(!file.contains("seg") && !file.contains("label") && !file.contains("mask"), "\(error.message)")
    }
  }

  @Test(arguments: ["pyradiomics/brain1_image.nrrd", "slicerio/CTChest4.nrrd"])
  func `are images with intensities`(file: String) throws {
    let image = try FormatRegistry.readImage(path: RealFiles.path(file))
    #expect(image.channels == 1)
    #expect((image.values.max() ?? 0) > 500)
    #expect(image.grid.affine != nil)
  }
}
