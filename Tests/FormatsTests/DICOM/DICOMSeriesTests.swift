import Formats
import Testing
import Volume

@Suite(.enabled(if: MadeDICOM.isPresent, "objects of other libraries are missing; Scripts/dicom-fixtures makes them"))
struct `Image series of other libraries` {
  /// Every transfer syntax, the sign, twelve bits, and MONOCHROME1.
  @Test(arguments: MadeDICOM.names("syntaxes"))
  func `hold the intensities that went in, in the order of the normal`(name: String) throws {
    let folder = "syntaxes/\(name)"
    let expected = try MadeDICOM.expected(folder)
    let image = try #require(try ReadImage(path: MadeDICOM.path(folder), intensities: true).volume)
    #expect([image.grid.size.i, image.grid.size.j, image.grid.size.k] == expected.shape)
    let values = try MadeDICOM.floats("\(folder)/values.raw")
    let worst = zip(image.values, values).map { abs(Double($0 - $1)) }.max() ?? .infinity
    #expect(image.values.count == values.count && worst <= expected.tolerance ?? 0, "\(name): \(worst)")
    let affine = try #require(image.grid.affine)
    #expect(affine.spacing == SIMD3(0.5, 0.75, 2.5))
    #expect(affine.origin == SIMD3(10, 20.5, 30))
    #expect(affine.orientation == "LPS")
    #expect(image.discrepancies.isEmpty)
    let header = try ReadImage(path: MadeDICOM.path(folder), intensities: false).header
    #expect(header.grid == image.grid)
  }

  @Test func `come as frames of one object as well, each with its own scaling`() throws {
    let image = try #require(try ReadImage(path: MadeDICOM.path("series/frames"), intensities: true).volume)
    let values = try MadeDICOM.floats("series/frames/values.raw")
    #expect(image.values == values)
    #expect(image.grid.affine?.origin == SIMD3(10, 20.5, 30))
  }

  @Test func `with a tilted gantry are read as they lie, and named with the angle`() throws {
    let header = try ReadImage(path: MadeDICOM.path("series/tilted"), intensities: false).header
    let step = try #require(header.grid.affine?.columns[2])
    #expect(abs(step.x) < 1e-9 && abs(step.y + 0.9) < 1e-9 && abs(step.z - 2.5) < 1e-9)
    guard case .slices(.tilted(let degrees))? = header.discrepancies.first?.readings else {
      Issue.record("the tilt was not named")
      return
    }
    #expect(abs(degrees - 19.798876354524932) < 1e-9)
  }

  @Test func `that lack slices keep their place, without a number in it`() throws {
    let image = try #require(try ReadImage(path: MadeDICOM.path("series/missing"), intensities: true).volume)
    let values = try MadeDICOM.floats("series/missing/values.raw")
    let area = 21 * 22
    #expect(image.grid.size.k == 5)
    #expect(image.discrepancies.map(\.readings) == [.slices(.missing(1, of: 5))])
    #expect(image.values[(2 * area)..<(3 * area)].allSatisfy { $0.isNaN })
    #expect(Array(image.values[..<(2 * area)]) == Array(values[..<(2 * area)]))
    #expect(Array(image.values[(3 * area)...]) == Array(values[(2 * area)...]))
  }

  @Test func `with doubled or uneven slices are named`() throws {
    let doubled = try ReadImage(path: MadeDICOM.path("series/doubled"), intensities: false).header
    #expect(doubled.discrepancies.map(\.readings) == [.slices(.doubled(1))])
    let uneven = try ReadImage(path: MadeDICOM.path("series/uneven"), intensities: false).header
    guard case .slices(.uneven(let deviation, let step))? = uneven.discrepancies.first?.readings else {
      Issue.record("uneven slices were not named")
      return
    }
    #expect(abs(deviation - 0.3) < 1e-6 && abs(step - 2.5) < 1e-6)
  }

  @Test func `of several phases are refused`() throws {
    let error = #expect(throws: ReadError.self) {
      try ReadImage(path: MadeDICOM.path("series/phases"), intensities: false).header
    }
    #expect(error?.message.contains("2 times") == true)
  }
}

@Suite(.enabled(if: MadeDICOM.isPresent, "objects of other libraries are missing; Scripts/dicom-fixtures makes them"))
struct `Segmentation objects of highdicom` {
  @Test(arguments: MadeDICOM.names("segments").filter { $0 != "image" })
  func `hold the masks that went in, on the grid of their image`(name: String) throws {
    let folder = "segments/\(name)"
    let expected = try MadeDICOM.expected(folder)
    let image = try ReadImage(path: MadeDICOM.path("segments/image"), intensities: false).header
    let reading = try ExportReader.read(
      path: MadeDICOM.path("\(folder)/seg.dcm"), image: image.grid, series: image.series)
    #expect(reading.segmentation.grid == image.grid)
    let masks = try MadeDICOM.bytes("\(folder)/masks.raw")
    let count = expected.shape.reduce(1, *)
    let width = expected.shape[0]
    #expect(reading.segmentation.structures.count == expected.segments)
    for (place, structure) in reading.segmentation.structures.enumerated() {
      var mask = [UInt8](repeating: 0, count: count)
      for run in structure.runs.all {
        for i in Int(run.start)..<Int(run.end) { mask[Int(run.row) * width + i] = 1 }
      }
      #expect(mask == Array(masks[(place * count)..<((place + 1) * count)]), "segment \(structure.value)")
      #expect(structure.value == place + 1 && structure.name == "segment \(place + 1)")
      #expect(structure.codes == ["SCT:10200004"])
      #expect(structure.facts.category == "SCT:49755003" && structure.facts.tracking != nil)
      #expect(structure.facts.algorithmType == "SEMIAUTOMATIC" && structure.facts.algorithmName == "a program")
    }
    let references = reading.segmentation.discrepancies.filter {
      if case .references = $0.readings { true } else { false }
    }
    #expect(references.isEmpty)
  }

  @Test func `say what of them has no frame, and what lies in the gap`() throws {
    func faults(_ name: String) throws -> [HeaderDiscrepancy.Readings] {
      try ExportReader.read(path: MadeDICOM.path("segments/\(name)/seg.dcm")).segmentation.discrepancies.map(\.readings)
    }
    #expect(try faults("without-frames") == [.segments(.withoutFrames(["segment 2"]))])
    #expect(
      try faults("unordered")
        == [.slices(.missingInStructures(["segment 1", "segment 2", "segment 3"], slices: 3))])
    #expect(try faults("bits") == [])
  }

  @Test func `of fractions say from where on a pixel belongs to a segment`() throws {
    let reading = try ExportReader.read(path: MadeDICOM.path("segments/fractional/seg.dcm"))
    #expect(reading.notes.contains { $0.contains("PROBABILITY") && $0.contains("128 of 255") })
  }

  @Test func `are told from a series that they do not refer to`() throws {
    let other = try ReadImage(path: MadeDICOM.path("syntaxes/explicit"), intensities: false).header
    let reading = try ExportReader.read(
      path: MadeDICOM.path("segments/bits/seg.dcm"), image: other.grid, series: other.series)
    #expect(reading.segmentation.discrepancies.contains { $0.readings == .references(.otherSeries(instances: 3)) })
  }
}

@Suite(.enabled(if: MadeDICOM.isPresent, "objects of other libraries are missing; Scripts/dicom-fixtures makes them"))
struct `Structure sets of rt-utils` {
  /// The contours run through the centres of voxels. Both programs fill all voxels on them, of which those on one side
  /// are enclosed here: half of the boundary, and by Pick's theorem one voxel more for each contour.
  @Test func `enclose what two programs fill, within half of the boundary's voxels`() throws {
    let expected = try MadeDICOM.expected("contours")
    let image = try ReadImage(path: MadeDICOM.path("contours/image"), intensities: false).header
    let reading = try ExportReader.read(
      path: MadeDICOM.path("contours/set.dcm"), image: image.grid, series: image.series)
    let (width, height) = (expected.shape[0], expected.shape[1])
    let programs = try #require(expected.programs)
    #expect(programs.count >= 2)
    #expect(reading.segmentation.discrepancies.isEmpty)
    for region in try #require(expected.regions) {
      let structure = try #require(reading.segmentation.structures.first { $0.name == region })
      for program in programs where MadeDICOM.names("contours").contains("\(program)-\(region).raw") {
        let mask = try MadeDICOM.bytes("contours/\(program)-\(region).raw").map { $0 > 0 }
        func isSet(_ i: Int, _ j: Int, _ k: Int) -> Bool {
          i >= 0 && j >= 0 && i < width && j < height && mask[i + width * (j + height * k)]
        }
        var boundary = 0
        for k in 0..<expected.shape[2] {
          for j in 0..<height {
            for i in 0..<width where isSet(i, j, k) {
              let around = [(0, -1), (-1, 0), (1, 0), (0, 1)]
              if !around.allSatisfy({ isSet(i + $0.0, j + $0.1, k) }) { boundary += 1 }
            }
          }
        }
        let theirs = mask.count { $0 }
        let difference = abs(structure.runs.voxelCount - theirs)
        let contours = try #require(expected.contours?[region])
        #expect(
          2 * difference <= boundary + 2 * contours,
          "\(region), \(program): \(structure.runs.voxelCount) and \(theirs) voxels, \(boundary) at the boundary")
      }
    }
  }
}
