import Geometry
import Numerics
import Testing
import Volume

/// Distances between surfaces whose boxes lie in every way to each other, against all pairs of boundary voxels.
@Suite struct NearestSquaresTests {
  private struct Case: CustomTestStringConvertible {
    let size: VoxelIndex
    let first: (low: VoxelIndex, high: VoxelIndex)
    let second: (low: VoxelIndex, high: VoxelIndex)

    var testDescription: String { "\(size.i) \(first.low.i) \(second.low.i)" }
  }

  private static let cases = [
    // Apart along each axis, one inside the other, crossing, and flat.
    Case(size: .init(40, 20, 20), first: (.init(0, 0, 0), .init(9, 9, 9)), second: (.init(28, 3, 2), .init(39, 19, 8))),
    Case(
      size: .init(20, 50, 20), first: (.init(2, 0, 0), .init(9, 9, 9)), second: (.init(0, 38, 9), .init(19, 49, 19))),
    Case(
      size: .init(20, 20, 50), first: (.init(2, 0, 40), .init(9, 9, 49)), second: (.init(0, 8, 0), .init(19, 19, 6))),
    Case(
      size: .init(24, 24, 24), first: (.init(0, 0, 0), .init(23, 23, 23)), second: (.init(9, 9, 9), .init(12, 13, 14))),
    Case(
      size: .init(30, 30, 30), first: (.init(0, 12, 12), .init(29, 17, 16)),
      second: (.init(12, 0, 11), .init(16, 29, 18))),
    Case(
      size: .init(40, 30, 1), first: (.init(0, 2, 0), .init(12, 20, 0)), second: (.init(15, 0, 0), .init(39, 29, 0))),
    Case(size: .init(20, 20, 9), first: (.init(0, 2, 4), .init(12, 18, 4)), second: (.init(5, 0, 0), .init(19, 19, 8))),
  ]

  /// A random half of the voxels of a box.
  private func runs(
    _ box: (low: VoxelIndex, high: VoxelIndex), _ size: VoxelIndex, _ random: inout SplitMix64
  ) -> (runs: Runs, voxels: Set<VoxelIndex>) {
    var (all, voxels): ([Run], Set<VoxelIndex>) = ([], [])
    for k in box.low.k...box.high.k {
      for j in box.low.j...box.high.j {
        for i in box.low.i...box.high.i where random.unit() < 0.5 {
          all.append(Run(row: Int32(j + k * size.j), start: Int32(i), end: Int32(i + 1)))
          voxels.insert(VoxelIndex(i, j, k))
        }
      }
    }
    return (Runs(merging: all), voxels)
  }

  private func boundary(_ voxels: Set<VoxelIndex>, _ size: VoxelIndex) -> [SIMD3<Double>] {
    voxels.filter { at in
      [(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)].contains { step in
        step.2 != 0 && size.k == 1 ? false : !voxels.contains(VoxelIndex(at.i + step.0, at.j + step.1, at.k + step.2))
      }
    }.map { SIMD3(Double($0.i), Double($0.j), Double($0.k)) }
  }

  @Test(arguments: cases, [SIMD3(1, 1, 1), SIMD3(0.7, 1.3, 3.1)])
  private func `are those of all pairs`(one: Case, spacing: SIMD3<Double>) throws {
    var random = SplitMix64(seed: 5)
    let (a, b) = (runs(one.first, one.size, &random), runs(one.second, one.size, &random))
    let grid = Grid(size: one.size, spacing: spacing)
    let scene = Scene(
      segmentation: Segmentation(
        grid: grid,
        structures: [Structure(value: 1, name: nil, runs: a.runs), Structure(value: 2, name: nil, runs: b.runs)]))
    let found = try #require(scene[SurfaceDistances(0, 1)])
    func nearest(_ from: [SIMD3<Double>], _ to: [SIMD3<Double>]) -> [Double] {
      from.map { p in to.map { q in (((p - q) * spacing) * ((p - q) * spacing)).sum() }.min() ?? 0 }.map {
        $0.squareRoot()
      }
    }
    let (x, y) = (boundary(a.voxels, one.size), boundary(b.voxels, one.size))
    let (forth, back) = (nearest(x, y), nearest(y, x))
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    #expect(abs(found.fromFirst.mean - mean(forth)) < 1e-5 && abs(found.fromSecond.mean - mean(back)) < 1e-5)
    #expect(abs(found.hausdorff - max(forth.max() ?? 0, back.max() ?? 0)) < 1e-5)
  }
}
