import Foundation
import Geometry
import JSON
import Testing
import Volume

@Suite struct `The catalogue of measures` {
  private static let page = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../Documentation/measures.md")

  @Test func `is the page of the documentation; make docs writes it anew`() throws {
    #expect(try String(contentsOf: Self.page.standardized, encoding: .utf8) == MeasureCatalogue.page + "\n")
  }

  @Test func `names each measure once, in words that a command line takes`() {
    let names = MeasureCatalogue.entries.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { name in name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" } })
    #expect(MeasureCatalogue.entries.allSatisfy { !$0.definition.isEmpty && !$0.fields.isEmpty })
  }

  /// What a document holds besides measures.
  private static let frame: Set<String> = [
    "shape", "geometry", "dimension_measured", "background_voxels", "labels_present", "labels", "pairs", "name",
    "names",
    "assumed_spacing_mm",
  ]

  @Test(arguments: [0, 4], [true, false])
  func `declares every field that is written, and writes the fields of what is asked for alone`(
    seed: Int, isPlaced: Bool
  ) async throws {
    let voxels = VoxelScene(seed: seed, density: 50)
    let names = ["kidney_left", "kidney_right", "vertebrae_L1", "vertebrae_L2"]
    let grid = isPlaced ? voxels.grid : Grid(size: voxels.grid.size, spacing: SIMD3(1, 2, 3))
    let segmentation = Segmentation(
      grid: grid,
      structures: zip(voxels.scene.segmentation.structures, names).map {
        Structure(value: $0.value, name: $1, runs: $0.runs)
      })
    let image = IntensityVolume(grid: grid, values: voxels.indices.map { Float($0.i * $0.j + $0.k) })
    let scene = Scene(segmentation: segmentation, image: image)
    let whole = await MeasureCatalogue.document(of: scene)
    let declared = Set(MeasureCatalogue.entries.flatMap(\.fields)).union(Self.frame)
    let written = Self.fields(of: whole)
    #expect(written.subtracting(declared) == [])
    #expect(written.count > 40)

    for entry in MeasureCatalogue.entries where entry.dimensions.includes(grid.dimensions) {
      let document = await MeasureCatalogue.document(
        of: Scene(segmentation: segmentation, image: image), .init(names: [entry.name]))
      #expect(Self.fields(of: document).subtracting(Self.frame).subtracting(entry.fields) == [], "\(entry.name)")
      // Without an orientation, what speaks of the patient is left out.
      // Nor are there sides and links enough in every scene, or links in an order that tells levels.
      if isPlaced, !["symmetry", "chains", "levels"].contains(entry.name) {
        #expect(!Self.fields(of: document).isDisjoint(with: entry.fields), "\(entry.name)")
      }
    }
  }

  /// A picture of 0, 1, 2 … under a structure that covers all of it.
  @Test func `counts what lies outside a window`() async throws {
    let grid = Grid(size: VoxelIndex(5, 4, 1), spacing: nil)
    let scene = Scene(
      segmentation: VoxelScene(grid: grid, [{ _ in true }]).scene.segmentation,
      image: IntensityVolume(grid: grid, values: (0..<20).map { Float($0) }))
    let request = MeasureCatalogue.Request(names: ["voxels"], window: 3...14)
    let label = await MeasureCatalogue.document(of: scene, request)["labels"]?["1"]
    #expect(label?["window"]?["below_fraction"]?.number == 3.0 / 20)
    #expect(label?["window"]?["above_fraction"]?.number == 5.0 / 20)
    #expect(label?["window"]?["outside_fraction"]?.number == 8.0 / 20)
  }

  private static func fields(of document: JSONValue) -> Set<String> {
    let labels = document["labels"]?.members?.flatMap { $0.value.members ?? [] } ?? []
    let pairs = document["pairs"]?.array?.flatMap { $0.members ?? [] } ?? []
    return Set((labels + pairs + (document.members ?? [])).map(\.name))
  }

  @Test func `renames millimetres to pixels where lengths are unknown`() async {
    let voxels = VoxelScene(seed: 4, density: 50)
    let scene = Scene(
      segmentation: Segmentation(
        grid: Grid(size: voxels.grid.size, spacing: nil), structures: voxels.scene.segmentation.structures))
    let fields = Self.fields(of: await MeasureCatalogue.document(of: scene))
    #expect(fields.allSatisfy { !$0.hasSuffix("_mm") && !$0.hasSuffix("_mm2") && !$0.hasSuffix("_mm3") })
    #expect(fields.contains("perimeter_px"))
  }
}
