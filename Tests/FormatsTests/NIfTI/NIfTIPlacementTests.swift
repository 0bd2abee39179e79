import Formats
import Testing
import Volume

/// Where a file's voxels lie in the patient: transforms computed by hand after nifti1.h.
@Suite struct `NIfTI transforms` {
  private static let sform: [[Double]] = [[-2, 0, 0, 10], [0, 3, 0, 20], [0, 0, 4, 30]]

  @Test(arguments: [1, 2])
  func `sform goes before qform, qform before spacing`(version: Int) throws {
    var builder = NIfTIBuilder {
      $0.version = version
      $0.pixdim = [1, 5, 6, 7, 0, 0, 0, 0]
      $0.sform = Self.sform
      $0.qform = (1, 0, 0, 0, [1, 2, 3])
    }
    let byMatrix = try NIfTIBuilder.read(builder).grid
    #expect(byMatrix.affine?.columns == [SIMD3(-2, 0, 0), SIMD3(0, 3, 0), SIMD3(0, 0, 4)])
    #expect(byMatrix.affine?.origin == SIMD3(10, 20, 30))
    #expect(byMatrix.affine?.orientation == "LAS")

    builder.sform = nil
    let byQuaternion = try NIfTIBuilder.read(builder).grid
    #expect(byQuaternion.affine?.columns == [SIMD3(5, 0, 0), SIMD3(0, 6, 0), SIMD3(0, 0, 7)])
    #expect(byQuaternion.affine?.origin == SIMD3(1, 2, 3))

    builder.qform = nil
    let bySpacing = try NIfTIBuilder.read(builder).grid
    #expect(bySpacing.affine == nil)
    #expect(bySpacing.spacing == SIMD3(5, 6, 7))

    builder.pixdim = [0, 0, 0, 0, 0, 0, 0, 0]
    #expect(try NIfTIBuilder.read(builder).grid.spacing == nil)
  }

  /// Half turns about the axes, and the sign of the third axis: b, c, d, `pixdim[0]`, the diagonal of the rotation.
  @Test(
    arguments: [
      ([1, 0, 0], 1, [1, -1, -1]), ([0, 1, 0], 1, [-1, 1, -1]), ([0, 0, 1], 1, [-1, -1, 1]),
      ([0, 0, 1], -1, [-1, -1, -1]), ([0, 0, 0], -1, [1, 1, -1]),
    ] as [([Double], Double, [Double])])
  func `a quaternion's half turn`(vector: [Double], handedness: Double, diagonal: [Double]) throws {
    let grid = try NIfTIBuilder.read(
      NIfTIBuilder {
        $0.pixdim = [handedness, 2, 3, 4, 0, 0, 0, 0]
        $0.qform = (1, vector[0], vector[1], vector[2], [0, 0, 0])
      }
    ).grid
    let columns = try #require(grid.affine?.columns)
    for axis in 0..<3 {
      var expected = SIMD3<Double>.zero
      expected[axis] = diagonal[axis] * [2.0, 3, 4][axis]
      #expect(columns[axis] == expected)
    }
  }

  @Test func `a quaternion's quarter turn`() throws {
    // 90° about z takes i to +y and j to -x.
    let grid = try NIfTIBuilder.read(
      NIfTIBuilder {
        $0.version = 2
        $0.qform = (1, 0, 0, 0.5.squareRoot(), [0, 0, 0])
      }
    ).grid
    let columns = try #require(grid.affine?.columns)
    for (column, expected) in zip(columns, [SIMD3<Double>(0, 1, 0), SIMD3(-1, 0, 0), SIMD3(0, 0, 1)]) {
      let d = column - expected
      #expect((d * d).sum() < 1e-12)
    }
  }

  @Test(arguments: [(1, 1000.0), (2, 1.0), (3, 0.001), (0, 1.0), (2 | 8, 1.0)])
  func `lengths come in metres, millimetres or micrometres`(units: Int, factor: Double) throws {
    let grid = try NIfTIBuilder.read(
      NIfTIBuilder {
        $0.units = units
        $0.pixdim = [1, 2, 2, 2, 0, 0, 0, 0]
      }
    ).grid
    #expect(grid.spacing == SIMD3(repeating: 2 * factor))
  }

  @Test func `a transform without volume is damage`() throws {
    let error = try NIfTIBuilder.refusal { $0.sform = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]] }
    #expect(error?.code == .damaged)
    #expect(error?.message.contains("sform") == true)
  }
}
