import Formats
import Foundation
import Geometry
import JSON
import Testing
import Volume

/// Intensities under real masks, measured with numpy and checked with SimpleITK.
enum IntensityReference {
  static let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../shared").standardized
  static let isPresent = FileManager.default.fileExists(atPath: folder.appendingPathComponent("golden/json").path)

  static func document(_ name: String) throws -> JSONValue {
    try JSONValue(parsing: [UInt8](Data(contentsOf: folder.appendingPathComponent("golden/json/\(name)"))))
  }

  static func path(_ file: String) -> String { folder.appendingPathComponent("data/\(file)").path }

  /// The reference files with intensities whose mask and image are in formats that are read here.
  static var names: [String] {
    let all = try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("golden/json").path)
    return (all ?? []).sorted().filter { name in
      guard let document = try? document(name), let mask = document["file"]?.string,
        let image = document["intensity"]?["image"]?.string
      else { return false }
      return [mask, image].allSatisfy { file in
        FormatRegistry.formats.contains { $0.endings.contains { file.lowercased().hasSuffix($0) } }
      }
    }
  }
}

@Suite(.enabled(if: IntensityReference.isPresent, "the reference measurements are not on this machine"))
struct `Intensities measured by other libraries` {
  @Test(arguments: IntensityReference.names)
  func `agree`(name: String) async throws {
    let want = try IntensityReference.document(name)
    let mask = try #require(want["file"]?.string)
    let file = try #require(want["intensity"]?["image"]?.string)
    let export = try ExportReader.read(path: IntensityReference.path(mask))
    let image = try FormatRegistry.readImage(path: IntensityReference.path(file))
    let scene = Scene(segmentation: export.segmentation, image: image)
    #expect(scene.imageProblem == nil)
    let got = try #require(await MeasureCatalogue.document(of: scene, .init(names: ["intensity"]))["intensity"])
    #expect(got["same_grid"] == want["intensity"]?["same_grid"])
    var compared = 0
    for label in want["intensity"]?.members ?? [] where Int(label.name) != nil {
      for field in label.value.members ?? [] {
        let reference = try #require(field.value.number)
        let value = try #require(got[label.name]?[field.name]?.number, "\(label.name).\(field.name)")
        #expect(abs(value - reference) <= max(1e-6, 1e-6 * abs(reference)), "\(label.name).\(field.name)")
        compared += 1
      }
    }
    #expect(compared >= 7)
  }

  @Test func `cover both NIfTI and PNG`() {
    #expect(IntensityReference.names.contains { $0.contains("totalsegmentator") })
    #expect(IntensityReference.names.contains { $0.contains("sunnybrook") })
  }
}
