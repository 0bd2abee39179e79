import Geometry
import GeometryTesting
import Testing
import Volume

@Suite struct `Intensities at a structure's ends` {
  private func middle(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// The definition, voxel by voxel: slices are taken from one side until they hold a tenth of the voxels.
  private func differences(_ voxels: [(at: VoxelIndex, value: Double)], dimensions: Int) -> [String: Double] {
    var result: [String: Double] = [:]
    let finite = voxels.map(\.value).filter(\.isFinite)
    guard !finite.isEmpty else { return [:] }
    for axis in 0..<dimensions {
      let places = voxels.map { $0.at[axis] }
      guard let first = places.min(), let last = places.max(), last - first >= 3 else { continue }
      for (sign, slices) in [("-", Array(first...last)), ("+", (first...last).reversed())] {
        var taken: Set<Int> = []
        for slice in slices where Double(places.count(where: taken.contains)) < 0.1 * Double(voxels.count) {
          taken.insert(slice)
        }
        let end = voxels.filter { taken.contains($0.at[axis]) }.map(\.value).filter(\.isFinite)
        if !end.isEmpty { result[["i", "j", "k"][axis] + sign] = middle(end) - middle(finite) }
      }
    }
    return result
  }

  @Test(arguments: 0..<40)
  func `are the medians of its outermost slices, against that of the whole`(seed: Int) {
    let voxels = VoxelScene(seed: seed, density: 35)
    let values = voxels.indices.map { voxel in
      seed % 3 == 0 && voxel.i == 1 ? Float.nan : PictureScene.random(voxel, salt: UInt64(seed))
    }
    let scene = Scene(
      segmentation: voxels.scene.segmentation, image: IntensityVolume(grid: voxels.grid, values: values))
    for structure in voxels.masks.indices {
      let own = zip(zip(voxels.indices, values), voxels.masks[structure]).filter(\.1).map { ($0.0.0, Double($0.0.1)) }
      let truth = differences(own, dimensions: voxels.grid.dimensions)
      let ends = EndIntensities(structure: StructurePlace(structure)).value(in: scene)
      #expect(Set(ends.map(\.face.name)) == Set(truth.keys))
      for end in ends { #expect(abs(end.difference - (truth[end.face.name] ?? .nan)) < 1e-6) }
    }
  }

  /// A bar of 100 HU in fat. Moved by a tenth of its length its foremost end lies on fat alone, long before its median
  /// tells.
  @Test(arguments: [0, 1, 2], [-1, 1])
  func `tell a mask that has moved by a tenth`(axis: Int, sign: Int) {
    let grid = Grid(size: VoxelIndex(40, 40, 40), affine: Affine(spacing: SIMD3(1, 1, 1)))
    func isInside(_ voxel: VoxelIndex, moved: Int) -> Bool {
      (0..<3).allSatisfy { (10..<30).contains(voxel[$0] - ($0 == axis ? moved : 0)) }
    }
    func ends(moved: Int) -> [Double] {
      let scene = PictureScene.scene(
        grid, mask: { isInside($0, moved: moved) }, image: { isInside($0, moved: 0) ? 100 : -100 })
      return EndIntensities(structure: 0).value(in: scene).map(\.difference)
    }
    #expect(ends(moved: 0) == [0, 0, 0, 0, 0, 0])
    #expect(ends(moved: 2 * sign).sorted() == [-200, 0, 0, 0, 0, 0])
  }

  @Test func `are none without an image`() {
    let grid = PictureScene.flat(20, 20)
    #expect(EndIntensities(structure: 0).value(in: PictureScene.scene(grid, mask: { _ in true }, image: nil)).isEmpty)
  }
}
