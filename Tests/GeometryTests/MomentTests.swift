import Geometry
import GeometryTesting
import Testing
import Volume

/// Moments, axes and extent against sums over voxels and shapes known by hand.
@Suite struct `Moments and axes` {
  @Test(arguments: 0..<20, VoxelAgreementDensities.all)
  func `agree with sums over voxels`(seed: Int, density: Int) throws {
    let voxels = VoxelScene(seed: seed, density: density)
    let scene = voxels.scene
    for n in voxels.masks.indices {
      let all = voxels.voxels(n)
      let moments = Moments(structure: StructurePlace(n)).value(in: scene)?.moments
      #expect((moments == nil) == all.isEmpty)
      guard let moments else { continue }
      #expect(moments.count == scene.grid.dimensions)
      #expect(moments == moments.sorted())
      let c = voxels.covariance(n)
      let scale = max(1, c[0][0] + c[1][1] + c[2][2])
      // What every rotation keeps: the trace, the sum of squares, and in three dimensions the determinant.
      #expect(abs(moments.reduce(0, +) - (c[0][0] + c[1][1] + c[2][2])) < 1e-9 * scale)
      let squares = c.flatMap(\.self).reduce(0) { $0 + $1 * $1 }
      #expect(abs(moments.reduce(0) { $0 + $1 * $1 } - squares) < 1e-9 * scale * scale)
      guard moments.count == 3 else { continue }
      let rows = c.map { SIMD3($0[0], $0[1], $0[2]) }
      let normal = SIMD3(
        rows[1].y * rows[2].z - rows[1].z * rows[2].y, rows[1].z * rows[2].x - rows[1].x * rows[2].z,
        rows[1].x * rows[2].y - rows[1].y * rows[2].x)
      let determinant = (rows[0] * normal).sum()
      #expect(abs(moments.reduce(1, *) - determinant) < 1e-8 * scale * scale * scale)
      let axes = try #require(PrincipalAxes(structure: StructurePlace(n)).value(in: scene))
      for (moment, axis) in zip(moments.reversed(), axes) {
        guard let axis else { continue }
        let turned = SIMD3((rows[0] * axis).sum(), (rows[1] * axis).sum(), (rows[2] * axis).sum())
        let rest = turned - axis * moment
        #expect((rest * rest).sum().squareRoot() < 1e-6 * scale)
        #expect(abs((axis * axis).sum() - 1) < 1e-9)
        #expect([axis.x, axis.y, axis.z].max { abs($0) < abs($1) } ?? 0 > 0)
      }
    }
  }

  /// A box of n voxels along an axis with the spacing s has the variance s² (n² - 1) / 12.
  @Test func `a box`() throws {
    let scene = VoxelScene(
      grid: Grid(size: VoxelIndex(9, 9, 9), affine: Affine(spacing: SIMD3(1, 2, 3))),
      [{ (1...7).contains($0.i) && (2...6).contains($0.j) && (3...5).contains($0.k) }]
    ).scene
    let moments = try #require(Moments(structure: 0).value(in: scene)?.moments)
    for (got, want) in zip(moments, [4.0, 6, 8]) { #expect(abs(got - want) < 1e-12) }
    let axes = try #require(PrincipalAxes(structure: 0).value(in: scene)).compactMap { $0 }
    #expect(axes.count == 3)
    for (axis, want) in zip(axes, [SIMD3(0.0, 1, 0), SIMD3(0, 0, 1), SIMD3(1, 0, 0)]) {
      #expect(abs((axis * want).sum() - 1) < 1e-12)
    }
    #expect(abs((Elongation(structure: 0).value(in: scene) ?? 0) - (8.0 / 6).squareRoot()) < 1e-12)
    #expect(abs((Flatness(structure: 0).value(in: scene) ?? 0) - (6.0 / 4).squareRoot()) < 1e-12)
    let diameters = try #require(EquivalentEllipsoid(structure: 0).value(in: scene))
    let volume = diameters.reduce(Double.pi / 6, *)
    #expect(abs(volume - 630) < 1e-9)
  }

  @Test func `the axes of a rod in an oblique volume point along the rod`() throws {
    // i runs along (3, 4, 0) / 5, so to the right and to the front.
    let affine = Affine(columns: [SIMD3(-0.6, -0.8, 0), SIMD3(-1.6, 1.2, 0), SIMD3(0, 0, 3)], origin: SIMD3(5, 6, 7))
    let scene = VoxelScene(
      grid: Grid(size: VoxelIndex(9, 5, 5), affine: affine), [{ $0.j == 2 && $0.k == 2 && $0.i > 1 }]
    ).scene
    let axes = try #require(PrincipalAxes(structure: 0).value(in: scene))
    let long = try #require(axes[0])
    // Anterior is the larger component, so the sign makes it positive.
    #expect(abs(long.x - 0.6) < 1e-9 && abs(long.y - 0.8) < 1e-9 && abs(long.z) < 1e-9)
    #expect(axes[1] == nil && axes[2] == nil)
    #expect(Elongation(structure: 0).value(in: scene) == nil)
    #expect(Moments(structure: 0).value(in: scene)?.moments.prefix(2) == [0, 0])
  }

  @Test func `a sheared grid is measured as it lies in the patient`() throws {
    // The second column leans: (0, 0) and (0, 1) are (1, 1, 0) apart.
    let affine = Affine(columns: [SIMD3(1, 0, 0), SIMD3(1, 1, 0), SIMD3(0, 0, 1)], origin: .zero)
    let scene = VoxelScene(
      grid: Grid(size: VoxelIndex(3, 3, 3), affine: affine), [{ $0.k == 1 && $0.i == 0 && $0.j < 2 }]
    ).scene
    let moments = try #require(Moments(structure: 0).value(in: scene)?.moments)
    #expect(abs(moments[2] - 0.5) < 1e-12)
    #expect(abs((FeretDiameters(structure: 0).value(in: scene)?.largest ?? 0) - 2.0.squareRoot()) < 1e-12)
  }

  @Test func `numbers of voxels beyond any real volume do not overflow`() {
    let far = Int32.max
    let runs = Runs(ordered: [
      Run(row: 0, start: 0, end: far), Run(row: 2, start: 1, end: far), Run(row: far, start: 0, end: far),
    ])
    let grid = Grid(size: VoxelIndex(Int(far), Int(far), 2), spacing: nil)
    let scene = Scene(segmentation: Segmentation(grid: grid, structures: [Structure(value: 1, name: nil, runs: runs)]))
    #expect(VoxelCount(structure: 0).value(in: scene) == 3 * Int(far) - 1)
    #expect(Thickness(structure: 0).value(in: scene) == nil)
    #expect(Raggedness(structure: 0).value(in: scene) == nil)
    #expect(Moments(structure: 0).value(in: scene)?.moments.allSatisfy { $0.isFinite } == true)
    #expect(Solidity(structure: 0).value(in: scene) == nil)
    #expect((FeretDiameters(structure: 0).value(in: scene)?.largest ?? 0) >= Double(far) - 1)
  }

  @Test(arguments: 0..<20, [8, 50])
  func `the room to each face is that of the nearest voxel`(seed: Int, density: Int) {
    let voxels = VoxelScene(seed: seed, density: density)
    for n in voxels.masks.indices where !voxels.voxels(n).isEmpty {
      let margins = FieldOfViewMargin(structure: StructurePlace(n)).value(in: voxels.scene) ?? []
      #expect(margins.map(\.face) == GridFace.all(dimensions: voxels.grid.dimensions))
      for margin in margins {
        let (axis, end) = (margin.face.axis, voxels.grid.size[margin.face.axis] - 1)
        let room = voxels.voxels(n).map { margin.face.isLast ? end - $0[axis] : $0[axis] }.min()
        #expect(margin.slices == room)
      }
      let touched = Set(margins.filter { $0.slices == 0 }.map(\.face))
      #expect(touched == Set(FacesTouched(structure: StructurePlace(n)).value(in: voxels.scene).keys))
    }
  }

  @Test func `an empty structure and a single voxel`() {
    let scene = VoxelScene(
      grid: Grid(size: VoxelIndex(4, 3, 2), affine: Affine(spacing: SIMD3(1, 2, 3))),
      [{ _ in false }, { $0 == VoxelIndex(1, 1, 1) }]
    ).scene
    #expect(Moments(structure: 0).value(in: scene) == nil)
    #expect(PrincipalAxes(structure: 0).value(in: scene) == nil)
    #expect(EquivalentSphere(structure: 0).value(in: scene) == nil)
    #expect(Extent(structure: 0).value(in: scene) == nil)
    #expect(FeretDiameters(structure: 0).value(in: scene) == nil)
    #expect(Solidity(structure: 0).value(in: scene) == nil)
    #expect(FieldOfViewMargin(structure: 0).value(in: scene) == nil)
    #expect(Moments(structure: 1).value(in: scene)?.moments == [0, 0, 0])
    #expect(Elongation(structure: 1).value(in: scene) == nil)
    #expect(EquivalentEllipsoid(structure: 1).value(in: scene) == nil)
    #expect(PrincipalAxes(structure: 1).value(in: scene) == [nil, nil, nil])
    #expect(FeretDiameters(structure: 1).value(in: scene)?.largest == 0)
    #expect(FeretDiameters(structure: 1).value(in: scene)?.smallest == 0)
    #expect(Solidity(structure: 1).value(in: scene)?.share == 1)
    #expect(FieldOfViewMargin(structure: 1).value(in: scene)?.map(\.slices) == [1, 2, 1, 1, 1, 0])
    #expect(FieldOfViewMargin(structure: 1).value(in: scene)?.map(\.distance) == [1, 2, 2, 2, 3, 0])
  }
}

/// From almost empty to almost full.
enum VoxelAgreementDensities { static let all = [2, 8, 20, 35, 50, 65, 80, 90, 95] }

extension VoxelScene {
  /// Of the voxel centres in mm; the random scenes' index axes are the patient's.
  func covariance(_ structure: Int) -> [[Double]] {
    let s = grid.spacing ?? SIMD3(1, 1, 1)
    let points = voxels(structure).map { SIMD3(Double($0.i), Double($0.j), Double($0.k)) * s }
    let mean = points.reduce(.zero, +) / Double(points.count)
    var sums = [[Double]](repeating: [0, 0, 0], count: 3)
    for point in points {
      let d = point - mean
      for a in 0..<3 { for b in 0..<3 { sums[a][b] += d[a] * d[b] } }
    }
    return sums.map { row in row.map { $0 / Double(points.count) } }
  }
}
