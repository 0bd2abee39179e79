import Formats
import TestSupport
import Testing
import Volume

private func read(
  _ object: SegmentationBuilder, _ builder: DICOMBuilder = DICOMBuilder(), of image: SourceImage? = nil
) throws -> MaskReading {
  let folder = try Scratch()
  return try FormatRegistry.readMask(
    InputFile(path: try folder.write(object.file(builder), to: "seg.dcm")), as: MaskRequest(image: image))
}

/// The voxels of a structure as pixels of all slices, row after row.
private func pixels(_ structure: Structure, _ grid: Grid) -> [Int] {
  var pixels = [Int](repeating: 0, count: grid.count)
  for run in structure.runs.all {
    for i in Int(run.start)..<Int(run.end) { pixels[Int(run.row) * grid.size.i + i] = 1 }
  }
  return pixels
}

struct `Segmentation objects` {
  @Test(arguments: [
    ("1.2.840.10008.1.2.1", false), ("1.2.840.10008.1.2.1", true), ("1.2.840.10008.1.2", false),
    ("1.2.840.10008.1.2", true), ("1.2.840.10008.1.2.2", false), ("1.2.840.10008.1.2.2", true),
  ])
  func `hold each frame's pixels on its slice, however the data set is written`(syntax: String, isUndefined: Bool)
    throws
  {
    let sample = SegmentationBuilder.sample
    let reading = try read(sample, DICOMBuilder(syntax: syntax, isUndefined: isUndefined))
    let (grid, structures) = (reading.segmentation.grid, reading.segmentation.structures)
    #expect(grid.size == VoxelIndex(5, 3, 3))
    #expect(grid.affine?.columns == [SIMD3(-0.25, 0, 0), SIMD3(0, -0.5, 0), SIMD3(0, 0, 2)])
    #expect(grid.affine?.origin == SIMD3(-1, -2, 0))
    for structure in structures {
      var expected = [Int](repeating: 0, count: 45)
      for frame in sample.frames where frame.segment == structure.value {
        expected.replaceSubrange((Int(frame.z / 2) * 15)..<(Int(frame.z / 2) * 15 + 15), with: frame.pixels)
      }
      #expect(pixels(structure, grid) == expected)
    }
    #expect(structures.map(\.name) == ["one", "two"])
    #expect(structures.map(\.codes) == [["SCT:64033007+24028007"], ["SCT:64033007+24028007"]])
    #expect(reading.segmentation.discrepancies.isEmpty)
    #expect(reading.segmentation.isListing)
  }

  @Test func `say what segments are and how they were made`() throws {
    var object = SegmentationBuilder.sample
    object.tracking = "1.2.826.0.7"
    let segmentation = try read(object).segmentation
    for structure in segmentation.structures {
      #expect(structure.facts.category == "SCT:123037004" && structure.facts.words == "anatomical structure")
      #expect(structure.facts.algorithmType == "SEMIAUTOMATIC" && structure.facts.algorithmName == "a program")
      #expect(structure.facts.interpretedType == nil && structure.concepts == structure.codes)
    }
    #expect(segmentation.structures[0].facts.tracking == segmentation.structures[1].facts.tracking)
    #expect(segmentation.structures[0].facts.tracking != TrackingIdentity("1.2.826.0.8"))
  }

  /// By a note that names them, since nothing else of it is kept.
  @Test func `that are tracked as one are told, and by what stays inside`() throws {
    let folder = try Scratch()
    var object = SegmentationBuilder.sample
    object.tracking = "1.2.826.0.7"
    let reading = try ExportReader.read(path: try folder.write(object.file(), to: "seg.dcm"))
    #expect(reading.notes.contains("one, two: tracked as one and the same."))
    var shown = "\(reading)"
    dump(reading, to: &shown)
    #expect(!shown.contains("1.2.826") && !shown.contains("Jane"))
    object.tracking = nil
    #expect(try ExportReader.read(path: try folder.write(object.file(), to: "seg.dcm")).notes.isEmpty)
  }

  @Test func `of labels leave out their background and what fills them up`() throws {
    for isWide in [false, true] {
      var object = SegmentationBuilder()
      object.type = "LABELMAP"
      object.isWide = isWide
      object.padding = 9
      object.segments = [(0, "background"), (1, "one"), (2, "two"), (3, "three")]
      object.frames = [(0, 2, [0, 1, 1, 2, 9, 9, 9, 0, 0, 2, 2, 2, 1, 1, 1]), (0, 0, [Int](repeating: 2, count: 15))]
      let reading = try read(object)
      #expect(reading.segmentation.structures.map(\.value) == [1, 2, 3])
      #expect(reading.segmentation.structures.map(\.runs.voxelCount) == [5, 19, 0])
      #expect(Set(reading.segmentation.structures[0].runs.all.map { $0.row / 3 }) == [1])
    }
  }

  @Test(arguments: [(255, 128), (100, 50), (1, 1), (7, 4)])
  func `of fractions begin at half of the maximum`(maximum: Int, least: Int) throws {
    var object = SegmentationBuilder()
    object.type = "FRACTIONAL"
    object.maximum = maximum
    object.frames = [(1, 0, (0..<15).map { $0 < 7 ? least : least - 1 })]
    #expect(try read(object).segmentation.structures[0].runs.voxelCount == 7)
  }

  /// The least stored value that reaches a share of the maximum, by hand.
  @Test(
    arguments: [
      (255, 0.3, 77), (100, 0.3, 30), (100, 1, 100), (255, 0.001, 1), (1, 0.9, 1), (100, 0.55, 55), (100, 0.07, 7),
    ] as [(Int, Double, Int)])
  func `of fractions begin where one says`(maximum: Int, share: Double, least: Int) throws {
    var object = SegmentationBuilder()
    object.type = "FRACTIONAL"
    object.maximum = maximum
    object.frames = [(1, 0, (0..<15).map { $0 < 7 ? least : least - 1 })]
    let reading = try FormatRegistry.readMask(
      InputFile(bytes: object.file()), as: MaskRequest(leastFraction: share))
    #expect(reading.segmentation.structures[0].runs.voxelCount == 7)
    #expect(reading.notes.contains { $0.contains("from \(least) of \(maximum) on") })
  }

  @Test func `say where descriptions and frames do not fit`() throws {
    let full = [Int](repeating: 1, count: 15)
    func faults(_ change: (inout SegmentationBuilder) -> Void) throws -> [HeaderDiscrepancy.Readings] {
      var object = SegmentationBuilder()
      object.frames = [(1, 0, full), (1, 2, full)]
      change(&object)
      return try read(object).segmentation.discrepancies.map(\.readings)
    }
    #expect(try faults { _ in } == [])
    #expect(try faults { $0.segments.append((2, "two")) } == [.segments(.withoutFrames(["two"]))])
    #expect(try faults { $0.segments.append((1, "again")) } == [.segments(.doubledNumbers([1]))])
    #expect(try faults { $0.segments = [] } == [.segments(.withoutDescription([1], frames: 2))])
    #expect(try faults { $0.frames.append((1, 2, full)) } == [.segments(.doubledFrames(1))])
    let gap: (inout SegmentationBuilder) -> Void = { $0.frames.append((1, 6, full)) }
    #expect(try faults(gap) == [.slices(.missingInStructures(["one"], slices: 1))])
  }

  @Test func `are held against the image that they are given with`() throws {
    let image = Grid(
      size: VoxelIndex(5, 3, 8),
      affine: Affine(columns: [SIMD3(-0.25, 0, 0), SIMD3(0, -0.5, 0), SIMD3(0, 0, 2)], origin: SIMD3(-1, -2, -4)))
    func reading(_ series: SeriesIdentity, _ grid: Grid = image) throws -> MaskReading {
      var object = SegmentationBuilder.sample
      object.instances = ["1", "2"]
      return try read(object, of: SourceImage(grid: grid, series: series, tolerance: 0.01))
    }
    func series(_ instances: Set<String>, _ frame: String = "1.2.3") -> SeriesIdentity {
      SeriesIdentity(series: "s", frameOfReference: frame, instances: instances)
    }
    let sound = try reading(series(["1", "2", "3"]))
    #expect(sound.segmentation.discrepancies.isEmpty && sound.segmentation.grid == image)
    #expect(Set(sound.segmentation.structures[0].runs.all.map { $0.row / 3 }) == [2, 3, 4])
    #expect(
      try reading(series(["1"], "x")).segmentation.discrepancies.map(\.readings)
        == [.references(.missingInstances(1, of: 2)), .references(.frameOfReference)])
    let turned = Grid(
      size: image.size,
      affine: Affine(
        columns: [SIMD3(-0.25, 0.005, 0), SIMD3(-0.01, -0.5, 0), SIMD3(0, 0, 2)], origin: SIMD3(-1, -2, -4)))
    guard
      case .slices(.turned(let degrees))? = try reading(series(["1", "2"]), turned).segmentation.discrepancies.first?
        .readings
    else {
      Issue.record("the turn was not named")
      return
    }
    #expect(abs(degrees - 1.1457628381751035) < 1e-6)
  }

  @Test func `whose image is stored in another order are put on its grid`() throws {
    // The same voxels, right to left and from the top down.
    let image = Grid(
      size: VoxelIndex(5, 3, 8),
      affine: Affine(columns: [SIMD3(0.25, 0, 0), SIMD3(0, -0.5, 0), SIMD3(0, 0, -2)], origin: SIMD3(-2, -2, 10)))
    let reading = try read(SegmentationBuilder.sample, of: SourceImage(grid: image))
    #expect(reading.segmentation.grid.size == image.size)
    #expect(reading.segmentation.grid.isSame(as: image, within: 1e-9))
  }

  @Test func `bring text in the character set that they name`() throws {
    var elements = SegmentationBuilder.sample.elements.filter { $0.tag != 0x0062_0002 }
    elements.append(DICOMBuilder.code(0x0008_0005, "ISO_IR 100"))
    let latin: [UInt8] = [0x4E, 0x69, 0xE8, 0x72, 0x65]
    elements.append(
      DICOMBuilder.sequence(
        0x0062_0002, [[DICOMBuilder.short(0x0062_0004, 1), .init(0x0062_0005, "LO", .bytes(latin))]]))
    let folder = try Scratch()
    let reading = try FormatRegistry.readMask(path: try folder.write(DICOMBuilder().file(elements), to: "a.dcm"))
    #expect(reading.segmentation.structures.first { $0.value == 1 }?.name == "Nière")
  }
}
