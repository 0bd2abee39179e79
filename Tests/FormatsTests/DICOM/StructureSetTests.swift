import Formats
import TestSupport
import Testing
import Volume

/// Contours on a grid of 1 mm voxels that begins at the origin, in LPS: voxel (i, j, k) is the point (i, j, k).
private let grid = Grid(
  size: VoxelIndex(40, 30, 5),
  affine: Affine(columns: [SIMD3(-1, 0, 0), SIMD3(0, -1, 0), SIMD3(0, 0, 1)], origin: .zero))

private func square(_ from: Double, _ to: Double, z: Double = 2) -> [[Double]] {
  [[from, from, z], [to, from, z], [to, to, z], [from, to, z]]
}

private func read(
  _ regions: [StructureSetBuilder.Region], on image: Grid? = grid, series: SeriesIdentity? = nil,
  instances: [String] = []
) throws -> MaskReading {
  let folder = try Scratch()
  let path = try folder.write(StructureSetBuilder(regions: regions, instances: instances).file(), to: "set.dcm")
  let source = image.map { SourceImage(grid: $0, series: series) }
  return try FormatRegistry.readMask(InputFile(path: path), as: MaskRequest(image: source))
}

struct `Regions that contours draw` {
  @Test func `fill what an edge encloses, and of edges on centres those of the smaller indices`() throws {
    let reading = try read([.init(1, "square", [square(10, 20)])])
    let structure = reading.segmentation.structures[0]
    #expect(structure.name == "square")
    #expect(
      structure.runs
        == Runs(ordered: (10..<20).map { Run(row: Int32($0 + 2 * 30), start: 10, end: 20) }))
  }

  @Test func `that share edges have every voxel once`() throws {
    // A fan around a point that is a centre, with edges through centres.
    let rim: [[Double]] = [[3, 4, 2], [20, 2, 2], [36, 8, 2], [33, 26, 2], [12, 27, 2], [4, 18, 2]]
    let centre: [Double] = [18, 13, 2]
    let fans = rim.indices.map { at in [centre, rim[at], rim[(at + 1) % rim.count]] }
    let parts = try read(fans.enumerated().map { .init($0.offset + 1, "\($0.offset)", [$0.element]) })
    let whole = try read([.init(1, "whole", [rim])])
    let structures = parts.segmentation.structures
    #expect(structures.reduce(0) { $0 + $1.runs.voxelCount } == whole.segmentation.structures[0].runs.voxelCount)
    #expect(Runs(merging: structures.flatMap(\.runs.all)) == whole.segmentation.structures[0].runs)
  }

  @Test(arguments: 0..<200)
  func `are what a naive count of crossings finds`(seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    // Quarters of a voxel, so that vertices and edges often meet centres; contours may cross themselves.
    let vertices = (0..<(3 + random(9))).map { _ in (x: random(160), y: random(120)) }
    let contour = vertices.map { [Double($0.x) / 4, Double($0.y) / 4, 2] }
    let runs = try read([.init(1, "random", [contour])]).segmentation.structures[0].runs
    var expected: [Run] = []
    for j in 0..<30 {
      for i in 0..<40 {
        var isInside = false
        for at in vertices.indices {
          let (a, b) = (vertices[at], vertices[(at + 1) % vertices.count])
          let (px, py) = (4 * i, 4 * j)
          guard (a.y <= py) != (b.y <= py) else { continue }
          // The crossing x = a.x + (py - a.y)(b.x - a.x)/(b.y - a.y) is at or before px.
          let (numerator, height) = (a.x * (b.y - a.y) + (py - a.y) * (b.x - a.x), b.y - a.y)
          if height > 0 ? numerator <= px * height : numerator >= px * height { isInside.toggle() }
        }
        if isInside { expected.append(Run(row: Int32(j + 60), start: Int32(i), end: Int32(i + 1))) }
      }
    }
    #expect(runs == Runs(merging: expected))
  }

  @Test func `are one ring, whether it is drawn as two contours, as a keyhole, or with both spellings of XOR`() throws {
    let (outer, inner) = (square(4.5, 24.5), square(9.5, 19.5))
    let keyhole = outer + [outer[0], inner[0], inner[3], inner[2], inner[1], inner[0]]
    let expected = 20 * 20 - 10 * 10
    for regions: [StructureSetBuilder.Region] in [
      [.init(1, "ring", [outer, inner])], [.init(1, "ring", [inner, outer])], [.init(1, "ring", [keyhole])],
      [.init(1, "ring", [outer, inner], type: "CLOSEDPLANAR_XOR")],
      [.init(1, "ring", [outer, inner], type: "CLOSED_PLANAR_XOR")],
    ] {
      let reading = try read(regions)
      #expect(reading.segmentation.structures[0].runs.voxelCount == expected)
      #expect(reading.segmentation.discrepancies.isEmpty)
    }
    let island = try read([.init(1, "island", [outer, inner, square(12.5, 16.5)])])
    #expect(island.segmentation.structures[0].runs.voxelCount == expected + 16)
    let pair = try read([.init(1, "pair", [square(4.5, 9.5), square(14.5, 19.5)])])
    #expect(pair.segmentation.structures[0].runs.voxelCount == 50)
  }

  @Test func `that overlap in a part are named`() throws {
    let reading = try read([.init(1, "crossed", [square(4.5, 14.5), square(9.5, 19.5)])])
    #expect(reading.segmentation.structures[0].runs.voxelCount == 100 + 100 - 2 * 25)
    #expect(
      reading.segmentation.discrepancies.map(\.readings) == [.segments(.overlappingContours(["crossed"], planes: 1))])
    let twice = try read([.init(1, "twice", [square(4.5, 14.5), square(4.5, 14.5)])])
    #expect(twice.segmentation.structures[0].runs.voxelCount == 100)
    #expect(twice.notes.contains { $0.contains("repeat") })
  }

  @Test func `that enclose nothing are named and left out`() throws {
    var region = StructureSetBuilder.Region(1, "mixed", [square(4.5, 14.5), [[1, 1, 2], [5, 5, 2]]])
    region.contours.append(("POINT", [[3, 3, 2]]))
    region.contours.append(("OPEN_PLANAR", square(20, 25)))
    let reading = try read([region, .init(2, "nothing", []), .init(3, "far", [square(400, 500)])])
    #expect(reading.segmentation.structures.map(\.runs.voxelCount) == [100, 0, 0])
    #expect(reading.notes.contains { $0.hasPrefix("mixed: 3 of the contours are points or lines") })
    #expect(reading.notes.contains { $0.hasPrefix("nothing: without a contour") })
    #expect(reading.segmentation.discrepancies.map(\.readings) == [.slices(.outside(["far"], contours: 1))])
  }

  @Test(arguments: [
    [[5, -15], [15, -15], [15, -5], [5, -5]], [[5, 35], [15, 35], [15, 45], [5, 45]],
    [[-15, 5], [-5, 5], [-5, 15], [-15, 15]], [[45, 5], [55, 5], [55, 15], [45, 15]],
    [[5, -1e5], [15, -1e5], [15, -2e4], [5, -2e4]], [[3e5, 5], [4e5, 5], [4e5, 15], [3e5, 15]],
  ])
  func `that lie beside a cropped image leave the others as they are, and are told`(corners: [[Double]]) throws {
    // The image is cut out of what the first contour encloses, and the second one lies in the rest.
    let reading = try read([.init(1, "body", [square(-20, 60), corners.map { $0 + [2] }])])
    #expect(reading.segmentation.structures[0].runs.voxelCount == 40 * 30)
    #expect(reading.segmentation.discrepancies.map(\.readings) == [.slices(.outside(["body"], contours: 1))])
  }

  @Test func `are filled on planes of their own where the image has no orientation, and that is said`() throws {
    let flat = Grid(size: grid.size, spacing: SIMD3(1, 1, 1))
    let notes = try read([.init(1, "box", [square(4.5, 14.5), square(4.5, 14.5, z: 3)])], on: flat).notes
    #expect(notes.contains { $0.contains("image does not say how it lies") })
    #expect(!notes.contains { $0.contains("There is no image") })
  }

  @Test func `keep gaps, and say where they are`() throws {
    let reading = try read([.init(1, "gap", [square(4.5, 14.5, z: 0), square(4.5, 14.5, z: 3)])])
    let rows = Set(reading.segmentation.structures[0].runs.all.map { Int($0.row) / 30 })
    #expect(rows == [0, 3])
    #expect(reading.segmentation.discrepancies.map(\.readings) == [.slices(.missingInStructures(["gap"], slices: 2))])
  }

  @Test func `between slices are put on the nearest one and named with the distance`() throws {
    let reading = try read([.init(1, "off", [square(4.5, 14.5, z: 1.7)])])
    #expect(Set(reading.segmentation.structures[0].runs.all.map { Int($0.row) / 30 }) == [2])
    guard
      case .slices(.offPlanes(let names, let contours, let deviation))? = reading.segmentation.discrepancies.first?
        .readings
    else {
      Issue.record("the contour was not named")
      return
    }
    #expect(names == ["off"] && contours == 1 && abs(deviation - 0.3) < 1e-9)
  }

  @Test func `fill oblique planes as upright ones`() throws {
    // Turned by 30° about x, then by 20° about z, and shifted.
    let (c, s, d, t) = (0.8660254037844387, 0.5, 0.9396926207859084, 0.3420201433256687)
    func turned(_ p: [Double]) -> [Double] {
      let (x, y, z) = (p[0], c * p[1] - s * p[2], s * p[1] + c * p[2])
      return [d * x - t * y + 7, t * x + d * y - 3, z + 11]
    }
    func column(_ p: [Double]) -> SIMD3<Double> {
      let (a, b) = (turned(p), turned([0, 0, 0]))
      return SIMD3(-(a[0] - b[0]), -(a[1] - b[1]), a[2] - b[2])
    }
    let origin = turned([0, 0, 0])
    let oblique = Grid(
      size: grid.size,
      affine: Affine(
        columns: [column([1, 0, 0]), column([0, 1, 0]), column([0, 0, 1])],
        origin: SIMD3(-origin[0], -origin[1], origin[2])))
    let contour = [[3.3, 4.2, 2], [30.1, 6.7, 2], [22.8, 25.4, 2], [15.2, 12.1, 2]]
    let upright = try read([.init(1, "a", [contour])])
    let reading = try read([.init(1, "a", [contour.map(turned)])], on: oblique)
    #expect(reading.segmentation.structures[0].runs == upright.segmentation.structures[0].runs)
    #expect(reading.segmentation.discrepancies.isEmpty)
  }

  @Test func `are filled on their own planes without an image, which is said`() throws {
    let reading = try read([.init(1, "box", (0..<4).map { square(0, 20, z: 3 * Double($0)) })], on: nil)
    let grid = reading.segmentation.grid
    #expect(grid.size.k == 4)
    #expect(reading.notes.contains { $0.contains("no image") })
    let volume = try #require(grid.voxelVolume) * Double(reading.segmentation.structures[0].runs.voxelCount)
    #expect(abs(volume - 20 * 20 * 3 * 4) < 1e-6)
  }

  @Test func `are held against the series that they are given with`() throws {
    let series = SeriesIdentity(series: "9", frameOfReference: "1.2.3", instances: ["1", "2", "3"])
    func faults(_ instances: [String], _ series: SeriesIdentity) throws -> [HeaderDiscrepancy.Readings] {
      try read([.init(1, "a", [square(4.5, 9.5)])], series: series, instances: instances).segmentation.discrepancies
        .map(\.readings)
    }
    #expect(try faults(["1", "3"], series) == [])
    #expect(try faults(["1", "5"], series) == [.references(.missingInstances(1, of: 2))])
    #expect(try faults(["5", "6"], series) == [.references(.otherSeries(instances: 2))])
    let elsewhere = SeriesIdentity(series: "9", frameOfReference: "4", instances: ["1"])
    #expect(try faults(["1"], elsewhere) == [.references(.frameOfReference)])
  }

  @Test func `bring their codes`() throws {
    var region = StructureSetBuilder.Region(1, "Kidney_R", [square(4.5, 14.5)])
    region.code = ("SCT", "9846003")
    #expect(try read([region]).segmentation.structures[0].codes == ["SCT:9846003"])
  }

  @Test func `keep a modifier with its code`() throws {
    var region = StructureSetBuilder.Region(1, "Kidney_R", [square(4.5, 14.5)])
    region.code = ("SCT", "64033007")
    region.modifier = ("SCT", "24028007")
    #expect(try read([region]).segmentation.structures[0].codes == ["SCT:64033007+24028007"])
    // A modifier that cannot be read leaves no kidney of any side.
    region.modifier = ("SCT", "right side")
    #expect(try read([region]).segmentation.structures[0].codes == [])
  }

  @Test func `say what regions are taken for, and not who said so`() throws {
    var region = StructureSetBuilder.Region(1, "Tumour 60 Gy", [square(4.5, 14.5)])
    region.interpretedType = "PTV"
    region.category = ("SCT", "49755003")
    region.generation = "SEMIAUTOMATIC"
    let structure = try read([region]).segmentation.structures[0]
    #expect(
      structure.facts
        == StructureFacts(category: "SCT:49755003", interpretedType: "PTV", algorithmType: "SEMIAUTOMATIC"))
    #expect(structure.concepts == ["RTROI:PTV"] && structure.facts.words == "PTV")
    #expect(!"\(structure)".contains("Jane"))
    for type in ["", "Jane Doe", "ptv"] {
      region.interpretedType = type
      #expect(try read([region]).segmentation.structures[0].facts.interpretedType == nil, "\(type)")
    }
  }

  @Test func `with two regions of one number are named`() throws {
    let reading = try read([.init(1, "a", [square(4.5, 9.5)]), .init(1, "b", [square(4.5, 9.5, z: 3)])])
    #expect(reading.segmentation.discrepancies.contains { $0.readings == .segments(.doubledNumbers([1])) })
  }
}

@Suite(.enabled(if: SharedDICOM.isPresent, "the reference data are not on this machine"))
struct `Structure sets of other programs` {
  @Test(arguments: SharedDICOM.files("RTSTRUCT").filter { $0.contains("dicompyler") || $0.contains("pydicom") })
  func `enclose the areas that the shoelace formula gives`(file: String) throws {
    let regions = try #require(SharedDICOM.golden[file]?.regions)
    let segmentation = try ExportReader.read(path: SharedDICOM.path(file)).segmentation
    let pixel = try #require(segmentation.grid.faceAreas.z as Double?)
    let side = pixel.squareRoot()
    #expect(segmentation.structures.map(\.name) == regions.sorted { $0.number < $1.number }.map(\.name))
    for region in regions where region.contours == region.planes && region.area > 0 {
      let structure = try #require(segmentation.structures.first { $0.value == region.number })
      let area = Double(structure.runs.voxelCount) * pixel
      // Half a voxel along a boundary that no planar region with this area can have shorter than a circle's four times.
      let boundary = 4 * (4 * Double.pi * region.area * Double(region.planes)).squareRoot()
      #expect(abs(area - region.area) <= boundary * side / 2, "\(region.name): \(area), \(region.area)")
    }
  }

  @Test func `name the negative examples of rt-utils`() throws {
    let image = try ReadImage(path: SharedDICOM.path("rt-utils/mock_data"), intensities: false).header
    func faults(_ file: String) throws -> [HeaderDiscrepancy.Readings] {
      try ExportReader.read(path: SharedDICOM.path(file), image: image.grid, series: image.series).segmentation
        .discrepancies.map(\.readings)
    }
    let invalid = try faults("rt-utils/mock_data/invalid_reference_rt.dcm").contains {
      if case .references(.missingInstances) = $0 { true } else { false }
    }
    #expect(invalid)
    let elsewhere = try faults("rt-utils/mock_data/rt.dcm")
    #expect(elsewhere.contains(.references(.frameOfReference)))
  }
}
