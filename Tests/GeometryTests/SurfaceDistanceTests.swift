import Geometry
import Testing
import Volume

/// Between surfaces another place may be nearest than between centres.
@Suite struct SurfaceDistanceTests {
  private func scene(_ voxels: [[Int]], other: [[Int]], spacing: SIMD3<Double>) -> Scene {
    func runs(_ voxels: [[Int]]) -> Runs {
      Runs(merging: voxels.map { Run(row: Int32($0[1] + 8 * $0[2]), start: Int32($0[0]), end: Int32($0[0] + 1)) })
    }
    return Scene(
      segmentation: Segmentation(
        grid: Grid(size: VoxelIndex(8, 8, 8), affine: Affine(spacing: spacing)),
        structures: [
          Structure(value: 1, name: nil, runs: runs(voxels)), Structure(value: 2, name: nil, runs: runs(other)),
        ]))
  }

  @Test func `thick slices touch although a voxel in the plane has the nearer centre`() {
    let scene = scene([[0, 0, 0]], other: [[3, 0, 0], [0, 0, 1]], spacing: SIMD3(1, 1, 5))
    #expect(SmallestDistance(0, 1).value(in: scene)?.distance == 3)
    #expect(SmallestDistance(0, 1, between: .surfaces).value(in: scene)?.distance == 0)
  }

  @Test(
    arguments: [
      ([4, 0, 0], 3.0), ([0, 3, 0], 4.0), ([0, 0, 2], 3.0), ([1, 1, 1], 0.0), ([4, 3, 0], 5.0), ([0, 0, 0], 0.0),
    ] as [([Int], Double)])
  func `the gap is that of the voxels' boxes`(voxel: [Int], gap: Double) {
    let scene = scene([[0, 0, 0]], other: [voxel], spacing: SIMD3(1, 2, 3))
    #expect(SmallestDistance(0, 1, between: .surfaces).value(in: scene)?.distance == gap)
    #expect(SmallestDistance(1, 0, between: .surfaces).value(in: scene)?.distance == gap)
  }
}
