import Formats
import TestSupport
import Testing
import Volume

/// What is written as `.seg.nrrd`, read back.
@Suite struct `Written segmentations` {
  private static func box(_ i: Range<Int>, _ j: Range<Int>, _ k: Range<Int>, on grid: Grid) -> Runs {
    Runs(
      ordered: k.flatMap { k in
        j.map { j in Run(row: Int32(j + k * grid.size.j), start: Int32(i.lowerBound), end: Int32(i.upperBound)) }
      })
  }

  private static let grid = Grid(
    size: VoxelIndex(8, 6, 5),
    affine: Affine(
      columns: [SIMD3(0.6, 0.1, 0), SIMD3(-0.1, 0.7, 0.2), SIMD3(0, -0.3, 2.5)], origin: SIMD3(-12.5, 30.25, 7)))

  private static func withoutFacts(_ structure: Structure) -> Structure {
    Structure(value: structure.value, name: structure.name, codes: structure.codes, runs: structure.runs)
  }

  @Test func `keep names, codes, values, overlaps and places`() throws {
    let written = Segmentation(
      grid: Self.grid,
      structures: [
        Structure(value: 2, name: "liver", codes: ["SCT:10200004"], runs: Self.box(0..<5, 0..<6, 0..<5, on: Self.grid)),
        Structure(value: 7, name: "tumour \\ n", runs: Self.box(2..<4, 1..<3, 1..<3, on: Self.grid)),
        Structure(
          value: 300, name: "kidney", codes: ["SCT:64033007+24028007"],
          runs: Self.box(6..<8, 0..<2, 0..<5, on: Self.grid)),
        Structure(value: 301, name: nil, runs: Self.box(3..<7, 1..<2, 2..<3, on: Self.grid)),
        Structure(value: 400, name: "empty", runs: Runs()),
      ], isListing: true)
    let folder = try Scratch()
    try SegmentationNRRDWriter.write(written, to: folder.file("a.seg.nrrd"))
    let read = try ExportReader.read(path: folder.file("a.seg.nrrd"))
    // Terminology has a category for what has a code: that of anatomical structures where the export gave none.
    let structures = read.segmentation.structures
    #expect(structures.map(Self.withoutFacts) == written.structures)
    #expect(structures.map(\.facts.category) == ["SCT:123037004", nil, "SCT:123037004", nil, nil])
    #expect(try #require(read.segmentation.grid.cornerDeviation(from: Self.grid)) < 1e-9)
    #expect(read.segmentation.isListing && read.notes.isEmpty && read.segmentation.discrepancies.isEmpty)
    // Liver and kidney; tumour; what lies across both.
    let text = String(decoding: try folder.bytes("a.seg.nrrd").prefix(4000), as: UTF8.self)
    #expect(text.contains("sizes: 3 8 6 5"))
  }

  @Test func `without overlaps are one layer, and without a place have none`() throws {
    for grid in [
      Grid(size: VoxelIndex(8, 6, 5), spacing: SIMD3(1, 2, 3)), Grid(size: VoxelIndex(8, 6, 1), spacing: nil),
    ] {
      let written = Segmentation(
        grid: grid, structures: [Structure(value: 1, name: "a", runs: Self.box(0..<2, 0..<2, 0..<1, on: grid))],
        isListing: true)
      let folder = try Scratch()
      try SegmentationNRRDWriter.write(written, to: folder.file("a.seg.nrrd"))
      let read = try ExportReader.read(path: folder.file("a.seg.nrrd")).segmentation
      #expect(read.structures == written.structures && read.grid == grid)
    }
  }

  @Test func `values that a file cannot hold are refused`() throws {
    let folder = try Scratch()
    let far = Segmentation(
      grid: Self.grid,
      structures: [Structure(value: 1 << 40, name: nil, runs: Self.box(0..<1, 0..<1, 0..<1, on: Self.grid))])
    #expect(throws: WriteError.self) { try SegmentationNRRDWriter.write(far, to: folder.file("a.seg.nrrd")) }
    #expect(throws: ReadError.self) { try ExportReader.read(path: folder.file("a.seg.nrrd")) }
  }
}
