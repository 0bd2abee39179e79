import Geometry
import GeometryTesting
import Testing
import Volume

@Suite struct `An image that does not fit the masks` {
  private let masks = VoxelScene(
    grid: Grid(size: VoxelIndex(8, 8, 8), affine: Affine(spacing: SIMD3(1, 1, 2))), [{ $0.i > 3 && $0.k > 2 }]
  ).scene.segmentation

  private func image(_ size: VoxelIndex, _ affine: Affine?) -> IntensityVolume {
    let grid = affine.map { Grid(size: size, affine: $0) } ?? Grid(size: size, spacing: nil)
    return IntensityVolume(grid: grid, values: [Float](repeating: 1, count: grid.count))
  }

  /// Every grid that must be refused: another size, another place, mirrored, another spacing.
  static let wrong: [(VoxelIndex, Affine)] = [
    (VoxelIndex(8, 8, 7), Affine(spacing: SIMD3(1, 1, 2))), (VoxelIndex(16, 4, 8), Affine(spacing: SIMD3(1, 1, 2))),
    (VoxelIndex(8, 8, 8), Affine(spacing: SIMD3(1, 1, 2), origin: SIMD3(0, 0, 2))),
    (VoxelIndex(8, 8, 8), Affine(spacing: SIMD3(1, 1, 3))),
    (
      VoxelIndex(8, 8, 8),
      Affine(columns: [SIMD3(-1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 2)], origin: SIMD3(9, 0, 0))
    ),
  ]

  @Test(arguments: wrong.indices)
  func `is never measured, and the reason is told`(at: Int) throws {
    let scene = Scene(segmentation: masks, image: image(Self.wrong[at].0, Self.wrong[at].1))
    let problem = try #require(scene.imageProblem)
    #expect(problem.contains("resample the masks onto it"))
    #expect(scene.usableImage == nil)
    #expect(Intensity(structure: 0).value(in: scene) == nil)
    #expect(IntensityWindow(structure: 0, low: 0, high: 1).value(in: scene) == nil)
    #expect(BoundaryMeasure(structure: 0, number: .edgeSupport).value(in: scene).channels.isEmpty)
    let intensity = IntensityTable.entry.reported(in: scene)["intensity"]
    #expect(intensity?["same_grid"] == .flag(false))
    #expect(intensity?["1"] == nil)
    #expect(EdgeSupport.entry.reported([0], in: scene) == [ReportedField("boundary", .undefined)])
    #expect(CircleMargin.entry.reported([0], in: scene) == [ReportedField("reconstruction_circle", .undefined)])
    #expect(VoxelCount.entry.reported([0], in: scene) == [ReportedField("voxels", .integer(160))])
  }

  /// A transform rounded to single precision, and none at all.
  @Test(
    arguments: [(Affine(spacing: SIMD3(1, 1, 2), origin: SIMD3(0.01, 0, 0)), true), (nil, nil)] as [(Affine?, Bool?)])
  func `is told from one that does`(affine: Affine?, isSame: Bool?) {
    let scene = Scene(segmentation: masks, image: image(VoxelIndex(8, 8, 8), affine))
    #expect(scene.imageProblem == nil)
    #expect(scene.imageHasSameGrid == isSame)
    #expect(Intensity(structure: 0).value(in: scene)?.levels?.mean == 1)
  }

  @Test func `is not the same as none`() {
    let scene = Scene(segmentation: masks)
    #expect(scene.imageProblem == nil && scene.imageHasSameGrid == nil)
  }
}
