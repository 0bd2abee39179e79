import Digest
import Formats
import Foundation
import TestSupport
import Testing
import Volume

/// Files that nibabel and others wrote.
private enum Variants {
  static let data = URL(filePath: Shared.file("data"))
  static let folder = data.appendingPathComponent("variants")
  static let isPresent = FileManager.default.fileExists(atPath: folder.appendingPathComponent("expected.json").path)

  static func isNIfTI(_ name: String) -> Bool {
    [".nii", ".nii.gz", ".hdr", ".hdr.gz", ".img", ".img.gz"].contains { name.hasSuffix($0) }
  }

  static var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter(isNIfTI).sorted()
  }

  static var everyFile: [String] {
    let all = FileManager.default.enumerator(atPath: data.path)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(".nii") || $0.hasSuffix(".nii.gz") }.sorted()
  }
}

@Suite(.enabled(if: Variants.isPresent, "the reference data are not on this machine"))
struct `NIfTI files of other libraries` {
  @Test(arguments: Variants.names.filter { !$0.hasPrefix("damaged") })
  func `hold the reference's voxels`(name: String) throws {
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: Variants.folder.appendingPathComponent("expected.json")))
    let source = try #require(name.split(separator: "_").first)
    let expected = try #require((json as? [String: Any])?[String(source)] as? [String: Any])
    let segmentation = try ExportReader.read(path: Variants.folder.appendingPathComponent(name).path).segmentation
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
    var counts: [String: Int] = [:]
    for voxel in voxels { counts["\(voxel)", default: 0] += 1 }
    #expect(counts == expected["counts"] as? [String: Int])
    var hash = SHA256()
    hash.update(voxels)
    #expect(hash.hexadecimal() == expected["sha256_uint8_i_fastest"] as? String)
  }

  /// Whatever wrote them: rounding of quaternions, unknown units, codes of different value are no contradictions.
  @Test(arguments: Variants.everyFile)
  func `have headers of one reading`(name: String) throws {
    let path = Variants.data.appendingPathComponent(name).path
    guard let header = try? FormatRegistry.readHeader(path: path) else { return }
    #expect(header.discrepancies.isEmpty)
    if let mask = try? FormatRegistry.readMask(path: path) { #expect(mask.segmentation.discrepancies.isEmpty) }
  }

  @Test(arguments: Variants.names.filter { $0.hasPrefix("damaged") })
  func `are refused when damaged`(name: String) {
    let path = Variants.folder.appendingPathComponent(name).path
    #expect(throws: ReadError.self) { try ExportReader.read(path: path) }
  }

  @Test(arguments: Variants.everyFile)
  func `are read or refused with a reason`(file: String) throws {
    let path = Variants.data.appendingPathComponent(file).path
    do {
      let segmentation = try ExportReader.read(path: path).segmentation
      for structure in segmentation.structures {
        #expect(structure.value > 0)
        #expect(structure.runs == Runs(merging: structure.runs.all))
        #expect(structure.runs.all.allSatisfy { $0.start >= 0 && Int($0.end) <= segmentation.grid.size.i })
      }
    } catch let error as ReadError {
      #expect(!error.message.isEmpty && !error.message.contains(Variants.data.path))
    }
  }
}
