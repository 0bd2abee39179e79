import Testing
import Volume

@Suite struct `An assumed spacing` {
  private static let size = VoxelIndex(4, 3, 2)
  private static let given = SIMD3(0.5, 0.6, 3)

  private static func segmentation(_ grid: Grid) -> Segmentation {
    Segmentation(
      grid: grid, structures: [Structure(value: 3, name: "a", runs: Runs(merging: [Run(row: 1, start: 0, end: 2)]))],
      problems: [SegmentationProblem(kind: .unreadable, structure: "b", message: "cut off.")])
  }

  @Test func `gives lengths and no orientation where there were none`() {
    let bare = Self.segmentation(Grid(size: Self.size, spacing: nil))
    let assumed = bare.assuming(spacing: Self.given)
    #expect(assumed.grid.spacing == Self.given)
    #expect(assumed.grid.affine == nil)
    #expect(assumed.grid.size == Self.size)
    #expect(abs((assumed.grid.voxelVolume ?? 0) - 0.9) < 1e-12)
    #expect(assumed.structures == bare.structures && assumed.problems == bare.problems)
  }

  @Test(arguments: [
    Grid(size: size, spacing: SIMD3(1, 1, 1)), Grid(size: size, affine: Affine(spacing: SIMD3(1, 2, 3))),
  ])
  func `never replaces what a file says`(grid: Grid) {
    #expect(Self.segmentation(grid).assuming(spacing: Self.given) == Self.segmentation(grid))
  }

  @Test(arguments: [SIMD3(0.0, 1, 1), SIMD3(1, -1, 1), SIMD3(1, 1, .nan), SIMD3(.infinity, 1, 1)])
  func `is ignored when it is no spacing`(spacing: SIMD3<Double>) {
    let bare = Self.segmentation(Grid(size: Self.size, spacing: nil))
    #expect(bare.assuming(spacing: spacing) == bare)
  }
}
