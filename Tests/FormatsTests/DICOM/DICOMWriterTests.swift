import Formats
import Foundation
import TestSupport
import Testing
import Volume

/// A scan whose axes are not perpendicular, as with a tilted gantry.
private let tilted = Grid(
  size: VoxelIndex(21, 22, 4),
  affine: Affine(columns: [SIMD3(-1, 0, 0), SIMD3(0, -1, 0), SIMD3(0, 0.5, 2)], origin: .zero))

/// A scan that lies obliquely, of slices whose bits end within bytes.
private let perpendicular = Grid(
  size: VoxelIndex(21, 22, 4),
  affine: Affine(
    columns: [SIMD3(-0.8, 0.6, 0) * 0.75, SIMD3(-0.6, -0.8, 0) * 0.5, SIMD3(0, 0, 1) * 2.5],
    origin: SIMD3(12.5, -30.25, 101)))

private func box(_ i: Range<Int>, _ j: Range<Int>, _ k: Range<Int>) -> Runs {
  Runs(
    ordered: k.flatMap { k in
      j.map { j in
        Run(
          row: Int32(k * 22 + j), start: Int32(i.lowerBound), end: Int32(i.upperBound))
      }
    })
}

private let segmentation = Segmentation(
  grid: perpendicular,
  structures: [
    Structure(value: 1, name: "kidney_right", codes: ["SCT:64033007+24028007"], runs: box(0..<21, 3..<9, 0..<3)),
    Structure(value: 2, name: "Läsion", runs: box(4..<7, 2..<5, 1..<4)),
    Structure(value: 9, name: "spleen", codes: ["SCT:78961009"], runs: Runs()),
  ])

private let image = IntensityVolume(
  grid: perpendicular, values: (0..<perpendicular.count).map { Float($0 % 3000 - 1000) })

struct `Written DICOM objects` {
  private static func place(_ name: String = "a") throws -> (folder: Scratch, seg: String, series: String) {
    let folder = try Scratch()
    let identifiers = DICOMIdentifiers(of: name)
    try SegmentationObjectWriter.write(segmentation, to: folder.file("seg.dcm"), as: identifiers)
    try ImageSeriesWriter.write(image, to: folder.file("series"), as: identifiers)
    return (folder, folder.file("seg.dcm"), folder.file("series"))
  }

  @Test func `are read back voxel for voxel, with their names and codes, on the series' grid`() throws {
    let (folder, seg, series) = try Self.place()
    defer { withExtendedLifetime(folder) {} }
    let scan = try ReadImage(path: series, intensities: true)
    #expect(scan.volume?.values == image.values)
    #expect(try #require(scan.header.grid.cornerDeviation(from: perpendicular)) < 1e-6)
    let read = try ExportReader.read(path: seg, image: scan.header.grid, series: scan.header.series).segmentation
    #expect(read.structures.map(\.runs) == segmentation.structures.map(\.runs))
    #expect(read.structures.map(\.name) == ["kidney_right", "Läsion", "spleen"])
    #expect(read.structures.map(\.value) == [1, 2, 3])
    #expect(read.structures[0].codes == ["SCT:64033007+24028007"] && read.structures[2].codes == ["SCT:78961009"])
    #expect(read.discrepancies.isEmpty)
    #expect(read.grid.isSame(as: scan.header.grid, within: 1e-6))
  }

  @Test func `that refer to another series are told`() throws {
    let (folder, seg, _) = try Self.place("a")
    let (second, _, other) = try Self.place("b")
    defer { withExtendedLifetime((folder, second)) {} }
    let scan = try ReadImage(path: other, intensities: false).header
    let read = try ExportReader.read(path: seg, image: scan.grid, series: scan.series).segmentation
    #expect(
      read.discrepancies.map(\.readings) == [.references(.otherSeries(instances: 4)), .references(.frameOfReference)])
  }

  @Test func `are refused where slices are not perpendicular or lie nowhere`() throws {
    let folder = try Scratch()
    for wrong in [tilted, Grid(size: perpendicular.size, spacing: SIMD3(1, 1, 1))] {
      let error = #expect(throws: WriteError.self) {
        try SegmentationObjectWriter.write(
          Segmentation(grid: wrong, structures: segmentation.structures), to: folder.file("seg.dcm"),
          as: DICOMIdentifiers(of: "a"))
      }
      #expect(error?.code == .unsupported)
    }
    #expect(try folder.names().isEmpty)
  }
}

struct `A study's folder` {
  /// Slices and segmentations side by side, as archives hand them out, with names that end in nothing known.
  @Test(arguments: ["SEG0001", "IM-0001-0001.dcm", "1.2.840.113"])
  func `holds the segmentation, and its images are left out`(name: String) throws {
    let folder = try Scratch()
    let identifiers = DICOMIdentifiers(of: "study")
    try ImageSeriesWriter.write(image, to: folder.path, as: identifiers)
    try SegmentationObjectWriter.write(segmentation, to: folder.file(name), as: identifiers)
    let export = try ExportReader.read(path: folder.path)
    #expect(export.segmentation.structures.map(\.name) == ["kidney_right", "Läsion", "spleen"])
    #expect(export.segmentation.isListing && export.segmentation.problems.isEmpty)
    #expect(
      export.notes.count == 1 && export.notes[0].contains("left out") && !export.notes[0].contains("slice_0001"))
    let scan = try ReadImage(path: folder.path, intensities: true)
    #expect(scan.volume?.values == image.values)
  }

  /// One letter of its class is damaged: what describes segments is never passed over as an image.
  @Test func `reports a segmentation of a class that nobody knows`() throws {
    let folder = try Scratch()
    let identifiers = DICOMIdentifiers(of: "study")
    try ImageSeriesWriter.write(image, to: folder.path, as: identifiers)
    try SegmentationObjectWriter.write(segmentation, to: folder.file("sound.dcm"), as: identifiers)
    var bytes = try folder.bytes("sound.dcm")
    let name = Array("1.2.840.10008.5.1.4.1.1.66.4".utf8)
    for at in (0..<(bytes.count - name.count)).filter({ bytes[$0...].starts(with: name) }) {
      bytes[at + name.count - 1] = UInt8(ascii: "9")
    }
    try folder.write(bytes, to: "damaged")
    let export = try ExportReader.read(path: folder.path).segmentation
    #expect(export.problems.map(\.structure) == ["damaged"])
  }

  @Test func `of a series alone is no export`() throws {
    let folder = try Scratch()
    try ImageSeriesWriter.write(image, to: folder.path, as: DICOMIdentifiers(of: "study"))
    let error = #expect(throws: ReadError.self) { try ExportReader.read(path: folder.path) }
    #expect(error?.code == .notRecognised && error?.message.contains("4 DICOM images and no segmentation") == true)
  }

  /// One structure in each object: the segment's label says more than a number of the archive.
  @Test func `names structures by their segments`() throws {
    let folder = try Scratch()
    for (number, structure) in segmentation.structures.prefix(2).enumerated() {
      try SegmentationObjectWriter.write(
        Segmentation(grid: perpendicular, structures: [structure]), to: folder.file("\(number).dcm"),
        as: DICOMIdentifiers(of: "\(number)"))
    }
    let read = try ExportReader.read(path: folder.path).segmentation
    #expect(read.structures.map(\.name) == ["kidney_right", "Läsion"])
    #expect(Set(read.structures.map(\.value)).count == 2 && read.problems.isEmpty)
    // Each object has the slices of its own segment; the export has those of both.
    #expect(try #require(read.grid.cornerDeviation(from: perpendicular)) < 1e-6)
    #expect(read.structures.map(\.runs) == segmentation.structures.prefix(2).map(\.runs))
  }
}
