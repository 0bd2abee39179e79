import Formats
import Foundation
import Geometry
import TestSupport
import Testing
import Volume

/// Published masks of lungs on chest radiographs, and what they become when someone draws carelessly.
private enum Radiographs {
  static let folder = URL(filePath: Shared.data("cxr-lungs"))
  static let isPresent = Shared.has("data/cxr-lungs")

  static var names: [String] {
    let all = try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("masks").path)
    return (all ?? []).sorted().enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
  }

  static func scene(_ name: String) throws -> Scene {
    let mask = try ExportReader.read(path: folder.appendingPathComponent("masks/\(name)").path)
    let image = try FormatRegistry.readImage(path: folder.appendingPathComponent("images/\(name)").path)
    return Scene(segmentation: mask.segmentation, image: image)
  }
}

/// Faults made on purpose.
private enum Fault: String, CaseIterable {
  case eroded, dilated, shifted

  /// A flat scene's first structure with the fault, by some pixels.
  func applied(to scene: Scene, by pixels: Int) -> Scene {
    let size = scene.grid.size
    let runs = scene.runs(0)
    let changed =
      switch self {
      case .shifted: Self.moved(runs.all, pixels, pixels, size)
      case .dilated: Self.widened(runs, pixels, size)
      case .eroded: Self.complement(Self.widened(Self.complement(runs, size), pixels, size), size)
      }
    let structure = Structure(value: 1, name: nil, runs: changed)
    return Scene(segmentation: Segmentation(grid: scene.grid, structures: [structure]), image: scene.image)
  }

  private static func moved(_ runs: [Run], _ i: Int, _ j: Int, _ size: VoxelIndex) -> Runs {
    Runs(
      merging: runs.filter { (0..<size.j).contains(Int($0.row) + j) }.map {
        Run(
          row: $0.row + Int32(j), start: Int32(max(0, min(size.i, Int($0.start) + i))),
          end: Int32(max(0, min(size.i, Int($0.end) + i))))
      })
  }

  /// By a square.
  private static func widened(_ runs: Runs, _ pixels: Int, _ size: VoxelIndex) -> Runs {
    let wide = runs.all.map {
      Run(row: $0.row, start: max(0, $0.start - Int32(pixels)), end: min(Int32(size.i), $0.end + Int32(pixels)))
    }
    return Runs(merging: (-pixels...pixels).flatMap { moved(wide, 0, $0, size).all })
  }

  private static func complement(_ runs: Runs, _ size: VoxelIndex) -> Runs {
    let byRow = Dictionary(grouping: runs.all, by: \.row)
    return Runs(
      merging: (0..<Int32(size.j)).flatMap { row -> [Run] in
        let own = byRow[row] ?? []
        let starts = [0] + own.map(\.end)
        let ends = own.map(\.start) + [Int32(size.i)]
        return zip(starts, ends).map { Run(row: row, start: $0, end: $1) }
      })
  }
}

@Suite(.enabled(if: Radiographs.isPresent, "the radiographs (shared/data/cxr-lungs) are not on this machine"))
struct `Boundary evidence on chest radiographs` {
  @Test(arguments: Radiographs.names)
  func `tells published masks from careless copies`(name: String) throws {
    let scene = try Radiographs.scene(name)
    #expect(scene.imageProblem == nil)
    let sound = try #require(scene[BoundaryEvidence(structure: 0)]?[.luminance])
    // Lungs are darker than what is around them.
    #expect(try #require(sound[.directionConsistency]) > 0.8)
    #expect(try #require(sound[.ringContrast]) < -0.2)
    #expect(abs(try #require(sound[.edgeOffset])) < 0.05)
    for fault in Fault.allCases {
      let faulty = try #require(fault.applied(to: scene, by: 16)[BoundaryEvidence(structure: 0)]?[.luminance])
      for field in [BoundaryNumber.edgeSupport, .edgeStrength, .directionConsistency, .weakestSector] {
        let (a, b) = (try #require(sound[field]), try #require(faulty[field]))
        #expect(a > b, "\(field), \(fault): sound \(a), faulty \(b)")
      }
      let offset = try #require(faulty[.edgeOffset])
      if fault == .eroded { #expect(offset > 0.05) }
      if fault == .dilated { #expect(offset < -0.03) }
    }
  }

  /// The definitions written with scipy 1.17 (`distance_transform_edt`, `gaussian_filter`), numpy and scikit-image's
  /// `threshold_otsu`.
  private static let reference: [(name: String, numbers: [BoundaryNumber: Double])] = [
    (
      "CHNCXR_0001_0.png",
      [
        .edgeSupport: 0.4446, .edgeStrength: 1.7520, .medianEdgeStrength: 1.3240, .directionConsistency: 0.8362,
        .weakestSector: 0.4396, .ringContrast: -0.4159, .ringSeparability: 0.2263, .ringOverlap: 0.5410,
        .insideHomogeneity: 0.2939, .surroundingsScore: -1.9768,
      ]
    ),
    (
      "MCUCXR_0061_0.png",
      [
        .edgeSupport: 0.8545, .edgeStrength: 2.7724, .medianEdgeStrength: 2.7309, .directionConsistency: 0.9866,
        .weakestSector: 2.0451, .ringContrast: -0.5351, .ringSeparability: 0.2055, .ringOverlap: 0.2454,
        .insideHomogeneity: 0.3073, .surroundingsScore: -1.0511,
      ]
    ),
  ]

  @Test(arguments: reference.indices)
  func `agrees with scipy`(at: Int) throws {
    let (name, numbers) = Self.reference[at]
    let got = try #require(Radiographs.scene(name)[BoundaryEvidence(structure: 0)]?[.luminance])
    for (field, want) in numbers {
      #expect(abs(try #require(got[field]) - want) < 2e-4, "\(field): \(got[field] ?? .nan), scipy \(want)")
    }
  }
}
