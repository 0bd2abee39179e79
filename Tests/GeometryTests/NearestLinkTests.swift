import Geometry
import GeometryTesting
import Testing
import Volume

@Suite struct `The nearest link of a chain` {
  /// The smallest distance between the surfaces of two structures' voxels, over all pairs of voxels.
  private static func gap(_ a: [VoxelIndex], _ b: [VoxelIndex], _ spacing: SIMD3<Double>) -> Double {
    var least = Double.infinity
    for v in a {
      for w in b {
        var sum = 0.0
        for axis in 0..<3 {
          let steps = max(0, abs(v[axis] - w[axis]) - 1)
          sum += (Double(steps) * spacing[axis]) * (Double(steps) * spacing[axis])
        }
        least = min(least, sum.squareRoot())
      }
    }
    return least
  }

  /// The area of faces with a voxel of the first alone on one side and of the second alone on the other.
  private static func contact(_ a: [VoxelIndex], _ b: [VoxelIndex], _ spacing: SIMD3<Double>) -> Double {
    let (first, second) = (Set(a), Set(b))
    let areas = [spacing.y * spacing.z, spacing.x * spacing.z, spacing.x * spacing.y]
    return first.subtracting(second).reduce(0.0) { sum, v in
      sum
        + (0..<3).reduce(0.0) { sum, axis in
          sum
            + [-1, 1].reduce(0.0) { sum, step in
              var w = v
              w[axis] += step
              return second.contains(w) && !first.contains(w) ? sum + areas[axis] : sum
            }
        }
    }
  }

  @Test(arguments: [3, 8, 25], 0..<12)
  func `it is the one that voxel by voxel is nearest, and has most contact among those that touch`(
    density: Int, seed: Int
  ) throws {
    let masks = VoxelScene(seed: 5 * seed, density: density)
    let scene = masks.scene
    let links = Array(1..<masks.masks.count)
    let own = masks.voxels(0)
    let spacing = scene.grid.lengths
    let expected = links.filter { !masks.voxels($0).isEmpty }.map { link in
      let other = masks.voxels(link)
      let gap = Self.gap(own, other, spacing)
      return (link: link, gap: gap, contact: gap > 0 ? 0 : Self.contact(own, other, spacing))
    }.min { ($0.gap, -$0.contact, $0.link) < ($1.gap, -$1.contact, $1.link) }
    let found = NearestLink(0, among: links.map { StructurePlace($0) }).value(in: scene)
    guard let expected, !own.isEmpty else {
      #expect(found == nil)
      return
    }
    let nearest = try #require(found)
    #expect(abs(nearest.gap - expected.gap) < 1e-9 && abs(nearest.contact - expected.contact) < 1e-9)
    #expect(nearest.link.index == expected.link)
  }

  @Test func `a rib whose head touches two vertebrae belongs to the one that it touches more`() throws {
    let grid = Grid(size: VoxelIndex(20, 10, 20), affine: Affine(spacing: SIMD3(1, 1, 1)))
    func block(_ i: Range<Int>, _ k: Range<Int>) -> (VoxelIndex) -> Bool { { i.contains($0.i) && k.contains($0.k) } }
    // A rib at k 7 to 11 beside vertebrae at k 0 to 8, 9 to 17: two slices beside one, three beside the other.
    let scene = VoxelScene(grid: grid, [block(10..<18, 7..<12), block(2..<10, 0..<9), block(2..<10, 9..<18)]).scene
    let found = try #require(NearestLink(0, among: [1, 2]).value(in: scene))
    #expect(found.link == 2 && found.gap == 0 && found.contact == 30)
    #expect(NearestLink(0, among: []).value(in: scene) == nil)
  }
}
