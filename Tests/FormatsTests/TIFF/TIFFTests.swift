import Formats
import TestSupport
import Testing
import Volume

@Suite struct `TIFF files` {
  private static let first = NIfTIBuilder.labels.prefix(12).map { $0 == 1 || $0 == 2 }

  /// The pixels of structure 1, row after row.
  private static func pixels(_ segmentation: Segmentation) -> [Bool] {
    var pixels = [Bool](repeating: false, count: segmentation.grid.count)
    for run in segmentation.structures.first?.runs.all ?? [] {
      for i in run.start..<run.end { pixels[Int(run.row) * segmentation.grid.size.i + Int(i)] = true }
    }
    return pixels
  }

  @Test(arguments: [TIFFFixture.imageJ, .ome, .lzwTiled, .bigDeflate, .bigEndian, .uint32, .float64])
  func `a stack of labels is a volume, whatever its packing and its numbers`(fixture: TIFFFixture) throws {
    let mask = try TIFF.readMask(bytes: fixture.bytes).segmentation
    #expect(mask.grid.size == VoxelIndex(4, 3, 2))
    #expect(NIfTIBuilder.runs(mask) == NIfTIBuilder.runs)
    #expect(try TIFF.readHeader(InputFile(bytes: fixture.bytes)).grid == mask.grid)
    #expect(try TIFF.readImage(bytes: fixture.bytes).values == NIfTIBuilder.labels.map(Float.init))
  }

  @Test func `lengths come from ImageJ and from OME, with their units`() throws {
    // Two and four pixels a millimetre, slices of 3 mm.
    #expect(try TIFF.readMask(bytes: TIFFFixture.imageJ.bytes).segmentation.grid.spacing == SIMD3(0.5, 0.25, 3))
    // 500 µm, 0.25 mm and 0.3 cm.
    #expect(try TIFF.readMask(bytes: TIFFFixture.ome.bytes).segmentation.grid.spacing == SIMD3(0.5, 0.25, 3))
    // Dots per inch are about printing.
    for fixture in [TIFFFixture.uint32, .full, .bits] {
      #expect(try TIFF.readMask(bytes: fixture.bytes).segmentation.grid.spacing == nil)
    }
  }

  @Test(arguments: [TIFFFixture.full, .whiteIsZero, .planar, .bits, .palette])
  func `one page is a picture, read by its colours`(fixture: TIFFFixture) throws {
    let mask = try TIFF.readMask(bytes: fixture.bytes).segmentation
    #expect(mask.structures.map(\.value) == [1])
    #expect(Self.pixels(mask) == Self.first)
    #expect(mask.axes == 2)
  }

  @Test func `a page is turned as it asks`() throws {
    let mask = try TIFF.readMask(bytes: TIFFFixture.turned.bytes)
    #expect(mask.segmentation.grid.size == VoxelIndex(3, 4, 1))
    // Orientation 6: a quarter turn clockwise; the last stored row is the first column.
    let turned = (0..<4).flatMap { y in (0..<3).map { x in Self.first[(2 - x) * 4 + y] } }
    #expect(Self.pixels(mask.segmentation) == turned)
    #expect(mask.notes.contains { $0.contains("orientation 6") })
  }

  @Test func `a page packed with loss is thresholded, and a note says so`() throws {
    let mask = try TIFF.readMask(bytes: TIFFFixture.jpeg.bytes)
    let box = (0..<16).map { Run(row: $0, start: 16, end: 32) }
    #expect(mask.segmentation.structures.map(\.runs.all) == [box])
    #expect(mask.notes.contains { $0.contains("compressed with loss") })
  }

  @Test func `a small copy of a page is no slice`() throws {
    #expect(try TIFF.readHeader(InputFile(bytes: TIFFFixture.thumbnail.bytes)).grid.size == VoxelIndex(4, 3, 1))
  }

  @Test(arguments: [TIFFFixture.sizes, .channels])
  func `pages that are no slices of one volume are refused`(fixture: TIFFFixture) {
    let error = #expect(throws: ReadError.self) { try TIFF.readMask(bytes: fixture.bytes) }
    #expect(error?.code == .notAMask)
  }

  @Test func `names and contents find the format, and a folder holds it`() throws {
    let folder = try Scratch()
    #expect(
      try ExportReader.read(path: folder.write(TIFFFixture.imageJ.bytes, to: "mask")).segmentation.structures.count == 3
    )
    try folder.place(for: "slices/any")
    try folder.write(TIFFFixture.full.bytes, to: "slices/liver.tif")
    #expect(try ExportReader.read(path: folder.file("slices")).segmentation.structures.map(\.name) == ["liver"])
  }

  @Test(arguments: TIFFFixture.allCases)
  func `every shortened file is refused`(fixture: TIFFFixture) {
    let bytes = fixture.bytes
    // What tifffile writes behind the last number of a file are fills.
    for count in 0..<(bytes.count - 16) {
      guard let read = try? TIFF.readMask(bytes: Array(bytes.prefix(count))) else { continue }
      #expect((try? TIFF.readMask(bytes: bytes).segmentation) == read.segmentation, "\(count) of \(bytes.count) bytes")
    }
  }

  @Test(arguments: TIFFFixture.allCases)
  func `whatever bit is flipped, the file is read or refused`(fixture: TIFFFixture) {
    for at in fixture.bytes.indices {
      for bit in 0..<8 {
        var bytes = fixture.bytes
        bytes[at] ^= 1 << bit
        let file = InputFile(bytes: bytes, budget: ReadBudget(bytes: 1 << 26))
        guard let mask = try? TIFF.readMask(file).segmentation else { continue }
        for run in mask.structures.flatMap(\.runs.all) {
          #expect(Int(run.end) <= mask.grid.size.i && Int(run.row) < mask.grid.rows)
        }
      }
    }
  }
}
