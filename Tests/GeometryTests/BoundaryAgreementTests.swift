import Geometry
import GeometryTesting
import Numerics
import Testing
import Volume

@Suite struct `Boundary evidence agrees with its definition` {
  /// Blobs of random balls in images of blurred noise: contours with and without edges, several pieces, cut off by the
  /// border.
  private func scene(_ seed: Int) -> (voxels: VoxelScene, values: [Float]) {
    var random = SplitMix64(seed: UInt64(seed) &* 0x51ED_2701 &+ 3)
    let lengths: [Double] = [0.5, 1, 1, 2, 3]
    let spacing = SIMD3(
      lengths.randomElement(using: &random) ?? 1, lengths.randomElement(using: &random) ?? 1,
      lengths.randomElement(using: &random) ?? 1)
    let isFlat = seed % 2 == 0
    let size = VoxelIndex(
      Int.random(in: 9...24, using: &random), Int.random(in: 9...22, using: &random),
      isFlat ? 1 : Int.random(in: 2...5, using: &random))
    let balls = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      (
        x: Double.random(in: 0..<Double(size.i), using: &random),
        y: Double.random(in: 0..<Double(size.j), using: &random),
        z: Double.random(in: 0..<Double(size.k), using: &random), r: Double.random(in: 1..<7, using: &random)
      )
    }
    // The body lies along another index axis in each third of them.
    let columns = (0..<3).map { axis in
      var column = SIMD3<Double>.zero
      column[(axis + seed) % 3] = spacing[axis]
      return column
    }
    let grid = Grid(size: size, affine: Affine(columns: columns, origin: .zero))
    let voxels = VoxelScene(
      grid: grid,
      [
        { v in
          balls.contains { ball in
            let (x, y, z) = (Double(v.i) - ball.x, Double(v.j) - ball.y, 2 * (Double(v.k) - ball.z))
            return x * x + y * y + z * z < ball.r * ball.r
          }
        }
      ])
    let values = zip(voxels.indices, voxels.masks[0]).map { v, isInside -> Float in
      if seed % 7 == 6, (v.i * 5 + v.j * 3 + v.k) % 23 == 0 { return .nan }
      return (isInside ? 3 : 0) + Float(seed % 3 + 1) * PictureScene.random(v, salt: UInt64(seed))
    }
    return (voxels, values)
  }

  @Test(arguments: 0..<42)
  func `on random scenes`(seed: Int) throws {
    let (voxels, values) = scene(seed)
    let scene = Scene(
      segmentation: voxels.scene.segmentation, image: IntensityVolume(grid: voxels.grid, values: values))
    let slow = SlowBoundary(voxels: voxels, structure: 0, values: values.map(Double.init)).numbers()
    let fast = scene[BoundaryEvidence(structure: 0)]?[.luminance]
    #expect((fast == nil) == !voxels.masks[0].contains(true))
    for field in BoundaryNumber.allCases where field != .edgeOffset && field != .edgeOffsetLength {
      let (a, b) = (fast?[field], slow[field])
      #expect((a == nil) == (b == nil), "\(field): \(String(describing: a)), \(String(describing: b))")
      guard let a, let b else { continue }
      #expect(abs(a - b) <= 2e-4 * max(1, abs(b)), "\(field): \(a), by definition \(b)")
    }
  }

  @Test func `and the random scenes hold what the comparison is about`() {
    let all = (0..<42).map { scene($0).voxels }
    #expect(all.contains { $0.grid.dimensions == 2 } && all.contains { $0.grid.dimensions == 3 })
    #expect(all.count { $0.masks[0].contains(true) } > 30)
    #expect(Set(all.map(\.grid.acquisitionAxis)) == [0, 1, 2])
  }
}
