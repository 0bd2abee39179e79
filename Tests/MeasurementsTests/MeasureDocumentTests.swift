import Geometry
import GeometryTesting
import JSON
import Measurements
import Report
import Testing
import Volume

/// What `segwarden measure` prints.
@Suite struct `Documents of measures` {
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
    let whole = await MeasureDocument(of: scene).json
    let declared = Set(MeasureCatalogue.entries.flatMap(\.fields).map { $0.text() }).union(Self.frame)
    let written = Self.fields(of: whole)
    #expect(written.subtracting(declared) == [])
    #expect(written.count > 40)

    for entry in MeasureCatalogue.entries where entry.dimensions.includes(grid.dimensions) {
      let document = await MeasureDocument(
        of: Scene(segmentation: segmentation, image: image), .init(names: [entry.name])
      ).json
      let declared = Set(entry.fields.map { $0.text() })
      #expect(Self.fields(of: document).subtracting(Self.frame).subtracting(declared) == [], "\(entry.name)")
      // Without an orientation, what speaks of the patient is left out.
      // Nor are there sides and links enough in every scene, or links in an order that tells levels.
      if isPlaced, !["symmetry", "chains", "levels"].contains(entry.name) {
        #expect(!Self.fields(of: document).isDisjoint(with: declared), "\(entry.name)")
      }
    }
  }

  /// A picture of 0, 1, 2 … under a structure that covers all of it.
  @Test func `counts what lies outside a window`() async throws {
    let grid = Grid(size: VoxelIndex(5, 4, 1), spacing: nil)
    let scene = Scene(
      segmentation: VoxelScene(grid: grid, [{ _ in true }]).scene.segmentation,
      image: IntensityVolume(grid: grid, values: (0..<20).map { Float($0) }))
    let request = MeasureRequest(names: ["voxels"], window: 3...14)
    let label = await MeasureDocument(of: scene, request).json["labels"]?["1"]
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
    let fields = Self.fields(of: await MeasureDocument(of: scene).json)
    #expect(fields.allSatisfy { !$0.hasSuffix("_mm") && !$0.hasSuffix("_mm2") && !$0.hasSuffix("_mm3") })
    #expect(fields.contains("perimeter_px"))
  }

  @Test func `say nothing about images where there is none`() async {
    let document = await MeasureDocument(of: VoxelScene(seed: 1, density: 50).scene).json
    #expect(document["labels"]?["1"]?["voxels"] != nil)
    #expect(document["intensity"] == nil)
    #expect(document["labels"]?["1"]?["boundary"] == nil)
  }

  /// Thirteen measures write into one object.
  @Test func `join what several measures write under one name`() async throws {
    let grid = Grid(size: VoxelIndex(24, 24, 5), affine: Affine(spacing: SIMD3(1, 1, 4)))
    let scene = PictureScene.scene(
      grid, mask: { PictureScene.distance($0, 12, 12) < 7 }, image: PictureScene.disc(radius: 7, at: (12, 12)))
    let boundary = await MeasureDocument(of: scene).json["labels"]?["1"]?["boundary"]
    let names = boundary?["luminance"]?.members?.map(\.name) ?? []
    #expect(Set(names).count == names.count && names.count == BoundaryNumber.allCases.count + 3)
  }

  /// Text has no number that is not finite.
  @Test(arguments: 0..<40, [5, 50, 90])
  func `can be written of any masks and images`(seed: Int, density: Int) async throws {
    let voxels = VoxelScene(seed: seed, density: density)
    let values = voxels.indices.map { v in
      seed % 4 == 3 && (v.i + v.j + v.k) % 5 == 0 ? Float.nan : PictureScene.random(v, salt: UInt64(seed)).rounded()
    }
    let scene = Scene(
      segmentation: voxels.scene.segmentation, image: IntensityVolume(grid: voxels.grid, values: values))
    _ = try await MeasureDocument(of: scene).json.text()
  }
}
