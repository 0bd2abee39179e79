import Formats
import Foundation
import TestSupport
import Testing
import Volume

/// What is written is read back by the readers, whose own truth are files of other programs.
@Suite struct WritersTests {
  private let folder: Scratch

  init() throws { folder = try Scratch() }

  static func segmentation(_ grid: Grid, values: [Int]) -> Segmentation {
    Segmentation(
      grid: grid,
      structures: values.enumerated().map { place, value in
        let rows = (0..<grid.rows).filter { $0 % values.count == place && $0 % 5 != 0 }
        let runs = rows.flatMap { row in
          let start = row % max(1, grid.size.i - 5)
          return [
            Run(row: Int32(row), start: Int32(start), end: Int32(start + 2)),
            Run(row: Int32(row), start: Int32(start + 3), end: Int32(start + 5)),
          ]
        }
        return Structure(value: value, name: nil, runs: Runs(ordered: runs))
      })
  }

  @Test(arguments: ["mask.nii", "mask.nii.gz"], [[1, 7, 255], [3, 300], [2, 70_000]])
  func `a label map survives NIfTI`(name: String, values: [Int]) throws {
    let affine = Affine(
      columns: [SIMD3(0, -1.5, 0), SIMD3(0, 0, 2.5), SIMD3(-3, 0, 0)], origin: SIMD3(100, -20, 12.5))
    let written = Self.segmentation(Grid(size: VoxelIndex(31, 22, 13), affine: affine), values: values)
    let path = folder.file(name)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try NIfTIWriter.write(written, to: path)
    let read = try FormatRegistry.readMask(path: path).segmentation
    #expect(read == written)
  }

  @Test(arguments: [
    [SIMD3(-0.8, 0, 0), SIMD3(0, -0.8, 0), SIMD3(0, 0, 3)], [SIMD3(0.8, 0, 0), SIMD3(0, -0.8, 0), SIMD3(0, 0, -3)],
    [SIMD3(0.0, 2, 0), SIMD3(2, 0, 0), SIMD3(0, 0, 1)], [SIMD3(-2.0, 0, 0), SIMD3(0, 2, 0), SIMD3(0, 0, -1)],
    [SIMD3(1.2, 1.6, 0), SIMD3(-0.8, 0.6, 0), SIMD3(0, 0, 5)],
  ])
  func `the qform says the same as the sform`(columns: [SIMD3<Double>]) throws {
    let grid = Grid(size: VoxelIndex(12, 11, 10), affine: Affine(columns: columns, origin: SIMD3(1, 2, 3)))
    let path = folder.file("mask.nii")
    defer { try? FileManager.default.removeItem(atPath: path) }
    try NIfTIWriter.write(Self.segmentation(grid, values: [1]), to: path)
    // Without its sform code the file is read by its qform.
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[254] = 0
    try bytes.write(to: URL(filePath: path))
    let deviation = try #require(try FormatRegistry.readHeader(path: path).grid.cornerDeviation(from: grid))
    #expect(deviation < 1e-4)
  }

  @Test(arguments: [SIMD3(1, 2, 3), nil])
  func `a grid without orientation stays one`(spacing: SIMD3<Double>?) throws {
    let path = folder.file("mask.nii.gz")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let grid = Grid(size: VoxelIndex(12, 11, 10), spacing: spacing)
    try NIfTIWriter.write(Self.segmentation(grid, values: [1]), to: path)
    #expect(try FormatRegistry.readHeader(path: path).grid == grid)
  }

  @Test func `the same contents give the same file`() throws {
    let (one, two) = (folder.file("a.nii.gz"), folder.file("b.nii.gz"))
    defer { for path in [one, two] { try? FileManager.default.removeItem(atPath: path) } }
    let grid = Grid(size: VoxelIndex(40, 30, 20), affine: Affine(spacing: SIMD3(1, 1, 1)))
    for path in [one, two] { try NIfTIWriter.write(Self.segmentation(grid, values: [1, 2]), to: path) }
    #expect(try Data(contentsOf: URL(filePath: one)) == Data(contentsOf: URL(filePath: two)))
  }

  @Test(arguments: [[1], [1, 2, 9]])
  func `a picture of labels survives PNG`(values: [Int]) throws {
    let path = folder.file("mask.png")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let written = Self.segmentation(Grid(size: VoxelIndex(64, 48, 1), spacing: nil), values: values)
    try PNGMaskWriter.write(written, to: path)
    #expect(try FormatRegistry.readMask(path: path).segmentation == written)
  }

  @Test func `nothing is left behind where nothing can be written`() {
    let grid = Grid(size: VoxelIndex(12, 11, 10), spacing: nil)
    let path = folder.file("nowhere") + "/mask.nii"
    #expect(throws: WriteError.self) { try NIfTIWriter.write(Self.segmentation(grid, values: [1]), to: path) }
    #expect(throws: WriteError.self) { try PNGMaskWriter.write(Self.segmentation(grid, values: [1]), to: path) }
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
