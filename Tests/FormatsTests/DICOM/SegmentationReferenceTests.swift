import Formats
import Foundation
import Testing
import Volume

@Suite(.enabled(if: SharedDICOM.isPresent, "the reference data are not on this machine"))
struct `Segmentation objects of other programs` {
  @Test(arguments: SharedDICOM.files("SEG"))
  func `hold the segments that pydicom finds`(file: String) throws {
    let golden = try #require(SharedDICOM.golden[file])
    let segments = try #require(golden.segments)
    let structures = try ExportReader.read(path: SharedDICOM.path(file)).segmentation.structures
    let isFractional = golden.type == "FRACTIONAL"
    let expected = segments.filter { $0.number != 0 }
    #expect(structures.map(\.value) == expected.map { $0.number })
    #expect(structures.map(\.name) == expected.map { $0.label })
    #expect(
      structures.map(\.runs.voxelCount)
        == expected.map { isFractional ? $0.pixelsAtLeastHalf ?? -1 : $0.pixels })
    let codes = expected.map { $0.property.map { "\($0[1]):\($0[0])" } }
    #expect(structures.map { $0.codes.first.map { String($0.prefix { $0 != "+" }) } } == codes)
  }

  @Test(arguments: SharedDICOM.files("SEG"))
  func `lie where their frames say`(file: String) throws {
    let golden = try #require(SharedDICOM.golden[file])
    let grid = try ExportReader.read(path: SharedDICOM.path(file)).segmentation.grid
    #expect(grid.size.i == golden.columns && grid.size.j == golden.rows)
    guard let spacing = golden.pixelSpacing, let positions = golden.positions else { return }
    let lengths = try #require(grid.spacing)
    #expect(abs(lengths.x - spacing[1]) < 1e-6 && abs(lengths.y - spacing[0]) < 1e-6)
    let affine = try #require(grid.affine)
    for position in positions {
      let place = affine.voxel(PatientPoint(-position[0], -position[1], position[2]))
      #expect(abs(place.i) < 1e-3 && abs(place.j) < 1e-3 && abs(place.k - place.k.rounded()) < 1e-3)
      #expect((0..<grid.size.k).contains(Int(place.k.rounded())))
    }
  }

  /// dcmqi's own readings, which its tests hold against each other.
  static let pairs: [(seg: String, segment: Int, nrrd: String, value: Int)] = [
    ("dcmqi/liver.dcm", 1, "dcmqi/liver_seg.nrrd", 1),
    ("dcmqi/23x38x3/seg/label.seg", 1, "dcmqi/23x38x3/nrrd/label.nrrd", 1),
    ("dcmqi/24x38x3/seg/label.seg", 1, "dcmqi/24x38x3/nrrd/label.nrrd", 1),
    ("dcmqi/sparse-labelmap-noppv.dcm", 1, "dcmqi/sparse_labelmap_noppv_seg.nrrd", 1),
    ("dcmqi/sparse-labelmap-ppv5.dcm", 1, "dcmqi/sparse_labelmap_ppv5_seg.nrrd", 1),
    ("dcmqi/partial_overlaps.dcm", 1, "dcmqi/partial_overlaps-1.nrrd", 1),
    ("dcmqi/partial_overlaps.dcm", 2, "dcmqi/partial_overlaps-2.nrrd", 2),
    ("dcmqi/partial_overlaps.dcm", 3, "dcmqi/partial_overlaps-3.nrrd", 3),
    ("dcmqi/partial_overlaps.dcm", 4, "dcmqi/partial_overlaps-1.nrrd", 4),
    ("dcmqi/partial_overlaps.dcm", 5, "dcmqi/partial_overlaps-1.nrrd", 5),
  ]

  @Test(arguments: pairs.indices)
  func `are voxel for voxel what dcmqi made of them`(pair index: Int) throws {
    let pair = Self.pairs[index]
    let own = try ExportReader.read(path: SharedDICOM.path(pair.seg)).segmentation
    let other = try ExportReader.read(path: SharedDICOM.path(pair.nrrd)).segmentation
    #expect(own.grid.isSame(as: other.grid, within: 1e-3))
    let segment = try #require(own.structures.first { $0.value == pair.segment })
    let label = try #require(other.structures.first { $0.value == pair.value })
    #expect(segment.runs == label.runs)
  }

  @Test(arguments: SharedDICOM.golden.keys.filter { $0.contains("_sm_") }.sorted())
  func `of slides are refused by name`(file: String) throws {
    let error = #expect(throws: ReadError.self) { try ExportReader.read(path: SharedDICOM.path(file)) }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("microscope") == true)
  }

  @Test(arguments: [
    "sr_document.dcm", "sr_document_with_multiple_groups.dcm", "sm_annotations.dcm", "sm_image.dcm", "dx_image.dcm",
    "ct_image.dcm",
  ])
  func `are told from other objects`(file: String) throws {
    let error = #expect(throws: ReadError.self) { try ExportReader.read(path: SharedDICOM.path("highdicom/\(file)")) }
    #expect(error?.code == .notAMask)
  }

  @Test func `are put on the grid of their image`() throws {
    let image = try ReadImage(path: SharedDICOM.path("dcmqi/ct-3slice"), intensities: false).header
    let file = SharedDICOM.path("pydicom/liver_1frame.dcm")
    let alone = try ExportReader.read(path: file).segmentation
    #expect(alone.grid.size.k == 1)
    let placed = try ExportReader.read(path: file, image: image.grid, series: image.series).segmentation
    #expect(placed.grid == image.grid)
    #expect(placed.structures[0].runs.voxelCount == 36233)
  }
}
