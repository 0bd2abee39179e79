import Testing
import Volume

@Suite struct AffineTests {
  @Test(arguments: [
    ([SIMD3(-2.0, 0, 0), SIMD3(0, -3, 0), SIMD3(0, 0, 4)], "LPS"),
    ([SIMD3(0.0, -0.6, 0), SIMD3(0, 0, -0.6), SIMD3(3.3, 0, 0)], "PIR"),
    ([SIMD3(0.9, 0.3, 0), SIMD3(-0.3, 0.9, 0.1), SIMD3(0, -0.1, 2)], "RAS"),
  ])
  func `orientation names the direction in which each index grows`(columns: [SIMD3<Double>], code: String) {
    #expect(Affine(columns: columns, origin: .zero).orientation == code)
  }

  @Test func `voxel undoes patient on an oblique, sheared grid`() {
    let affine = Affine(
      columns: [SIMD3(0.9, 0.3, 0.1), SIMD3(-0.3, 1.9, 0.1), SIMD3(0.2, -0.1, 2)], origin: SIMD3(-10, 5, 77))
    let p = VoxelPoint(3.25, -7, 11.5)
    let back = affine.voxel(affine.patient(p))
    #expect(abs(back.i - p.i) < 1e-12 && abs(back.j - p.j) < 1e-12 && abs(back.k - p.k) < 1e-12)
  }
}
