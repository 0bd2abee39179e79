import Formats
import Testing
import Volume

/// Single slices, whichever of their axes has one voxel.
@Suite struct `Slices in NIfTI` {
  /// Columns 2, 3 and 5 mm along x, y and z.
  private static let sform: [[Double]] = [[2, 0, 0, 10], [0, 3, 0, 20], [0, 0, 5, 30]]

  /// The axes left, in their order, and the number of the axis of one.
  @Test(arguments: [([1, 4, 6], [1, 2, 0]), ([4, 1, 6], [0, 2, 1]), ([4, 6, 1], [0, 1, 2])])
  func `are two-dimensional`(size: [Int], order: [Int]) throws {
    let builder = NIfTIBuilder {
      $0.dim = [3] + size + [1, 1, 1, 1]
      $0.sform = Self.sform
      $0.pixdim = [1, 2, 3, 5, 0, 0, 0, 0]
    }
    let mask = try NIfTIBuilder.read(builder)
    #expect(mask.grid.size == VoxelIndex(4, 6, 1) && mask.grid.dimensions == 2)
    // Rows of four, as the file has them.
    #expect(NIfTIBuilder.runs(mask) == NIfTIBuilder.runs)
    #expect(mask.discrepancies.isEmpty)
    let lengths: [Double] = [2, 3, 5]
    let affine = try #require(mask.grid.affine)
    for axis in 0..<3 {
      #expect(affine.columns[axis][order[axis]] == lengths[order[axis]])
      #expect(affine.origin[axis] == [10, 20, 30][axis])
    }
    let image = try NIfTI.readImage(InputFile(bytes: builder.bytes))
    #expect(image.grid == mask.grid && image.values == NIfTIBuilder.labels.map(Float.init))
  }
}
