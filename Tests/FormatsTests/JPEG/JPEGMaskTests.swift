import Formats
import TestSupport
import Testing
import Volume

/// Masks and pictures that went through lossy compression.
@Suite struct `JPEG files` {
  private static let box = (0..<16).map { Run(row: $0, start: 16, end: 32) }

  @Test(arguments: [JPEGFixture.box, .boxColour, .boxProgressive, .red])
  func `a mask is thresholded, and a note says so`(fixture: JPEGFixture) throws {
    let mask = try JPEG.readMask(bytes: fixture.bytes)
    #expect(mask.segmentation.structures == [Structure(value: 1, name: nil, runs: Runs(ordered: Self.box))])
    #expect(mask.segmentation.grid == Grid(size: VoxelIndex(48, 32, 1), spacing: nil))
    #expect(mask.notes.count == 1 && mask.notes[0].contains("at least 128 of 255"))
  }

  @Test func `smeared borders do not change the count of a disc's pixels`() throws {
    let structures = try JPEG.readMask(bytes: JPEGFixture.disc.bytes).segmentation.structures
    #expect(structures.map(\.runs.voxelCount) == [329])
  }

  @Test func `nothing but black is an empty mask`() throws {
    #expect(try JPEG.readMask(bytes: JPEGFixture.black.bytes).segmentation.structures.isEmpty)
  }

  @Test(arguments: [
    (JPEGFixture.ramp, ReadError.Code.notAMask), (.colour, .notAMask), (.redGreen, .notAMask), (.levels, .notAMask),
    (.threeLevels, .notAMask), (.small, .notAMask), (.cmyk, .unsupported),
  ])
  func `what is no mask of one structure is refused`(fixture: JPEGFixture, code: ReadError.Code) throws {
    let error = #expect(throws: ReadError.self) { try JPEG.readMask(bytes: fixture.bytes) }
    #expect(error?.code == code)
  }

  @Test func `a picture is grey in one channel, colour in three`() throws {
    let grey = try JPEG.readImage(bytes: JPEGFixture.ramp.bytes)
    #expect(grey.channels == 1 && grey.values.count == 48 * 32)
    let away = grey.values.prefix(48).enumerated().map { abs($1 - Float($0 * 255 / 47)) }
    #expect(away.allSatisfy { $0 < 8 })
    let colour = try JPEG.readImage(bytes: JPEGFixture.colour.bytes)
    #expect(colour.channels == 3)
    for (got, saved) in zip(colour.values.prefix(3), [200, 100, 50] as [Float]) { #expect(abs(got - saved) < 4) }
    for (got, saved) in zip(colour.values.suffix(3), [10, 100, 250] as [Float]) { #expect(abs(got - saved) < 4) }
    #expect(throws: ReadError.self) { try JPEG.readImage(bytes: JPEGFixture.cmyk.bytes) }
  }

  @Test(arguments: [JPEGFixture.box, .boxColour, .boxProgressive])
  func `every shortened file is refused`(fixture: JPEGFixture) throws {
    let bytes = fixture.bytes
    for count in 0..<bytes.count {
      let error = #expect(throws: ReadError.self) { try JPEG.readMask(bytes: Array(bytes.prefix(count))) }
      #expect(error?.code == .truncated || count < 4, "\(count) bytes: \(error?.message ?? "")")
    }
  }

  @Test(arguments: [JPEGFixture.box, .boxColour, .boxProgressive, .disc])
  func `whatever a byte holds, the file is read or refused`(fixture: JPEGFixture) throws {
    for at in fixture.bytes.indices {
      for value: UInt8 in [0, 1, 0x7f, 0xff] {
        var bytes = fixture.bytes
        bytes[at] = value
        do {
          let mask = try JPEG.readMask(bytes: bytes).segmentation
          for run in mask.structures.flatMap(\.runs.all) { #expect(Int(run.end) <= mask.grid.size.i) }
        } catch is ReadError {
          continue
        }
      }
    }
  }

  @Test func `a size that the file cannot hold is refused before it is believed`() throws {
    var bytes = JPEGFixture.box.bytes
    let frame = try #require(bytes.indices.dropLast(9).first { bytes[$0] == 0xff && bytes[$0 + 1] == 0xc0 })
    bytes.replaceSubrange((frame + 5)..<(frame + 9), with: [0xff, 0, 0xff, 0])
    let error = #expect(throws: ReadError.self) { try JPEG.readImage(bytes: bytes) }
    #expect(error?.code == .unsupported || error?.code == .truncated)
  }

  /// The box lies in columns 16 to 31 and rows 0 to 15 of 48 × 32 pixels; the places in which viewers show it,
  /// counted by hand from the standard's figure (JEITA CP-3451, 4.6.4): width, height, first column, first row.
  @Test(
    arguments: [
      (1, [48, 32, 16, 0]), (2, [48, 32, 16, 0]), (3, [48, 32, 16, 16]), (4, [48, 32, 16, 16]), (5, [32, 48, 0, 16]),
      (6, [32, 48, 16, 16]), (7, [32, 48, 16, 16]), (8, [32, 48, 0, 16]), (9, [48, 32, 16, 0]),
    ] as [(UInt8, [Int])])
  func `is read as EXIF asks to show it`(orientation: UInt8, shown: [Int]) throws {
    for isBigEndian in [false, true] {
      let plain = JPEGFixture.box.bytes
      let body = Array("Exif\0\0".utf8) + EXIFFixture.tiff(orientation, isBigEndian: isBigEndian)
      let bytes = plain.prefix(2) + [0xff, 0xe1, 0, UInt8(body.count + 2)] + body + plain.dropFirst(2)
      let mask = try JPEG.readMask(bytes: Array(bytes))
      let runs = (0..<16).map {
        Run(row: Int32(shown[3] + $0), start: Int32(shown[2]), end: Int32(shown[2] + 16))
      }
      #expect(mask.segmentation.structures.map(\.runs.all) == [runs])
      #expect(mask.segmentation.grid.size == VoxelIndex(shown[0], shown[1], 1))
      #expect(try JPEG.readHeader(InputFile(bytes: Array(bytes))).grid == mask.segmentation.grid)
      #expect(try JPEG.readImage(bytes: Array(bytes)).grid == mask.segmentation.grid)
      #expect(mask.notes.contains { $0.contains("EXIF orientation \(orientation)") } == (2...8).contains(orientation))
    }
  }

  @Test func `contents count, not the name, and text under the name is told`() throws {
    let folder = try Scratch()
    let named = try folder.write(JPEGFixture.box.bytes, to: "mask.dat")
    #expect(try ExportReader.read(path: named).segmentation.structures.count == 1)
    #expect(try FormatRegistry.readHeader(path: named).grid.size == VoxelIndex(48, 32, 1))
    let text = try folder.write(Array("<html>".utf8), to: "mask.jpeg")
    let error = #expect(throws: ReadError.self) { try ExportReader.read(path: text) }
    #expect(error?.code == .notRecognised)
    #expect(error?.message.contains("named like a JPEG") == true)
  }

  @Test func `beside volumes a picture is left out, alone it is a mask`() throws {
    let folder = try Scratch()
    try folder.write(JPEGFixture.box.bytes, to: "left.jpg")
    try folder.write(JPEGFixture.red.bytes, to: "right.jpeg")
    #expect(
      try ExportReader.read(path: folder.path).segmentation.structures.map(\.name) == ["left", "right"])
    try folder.write(NIfTIBuilder().bytes, to: "volume.nii")
    let export = try ExportReader.read(path: folder.path)
    #expect(export.segmentation.problems.isEmpty)
    #expect(export.notes.count == 1 && export.notes[0].hasPrefix("2 files of the folder were left out"))
  }
}
