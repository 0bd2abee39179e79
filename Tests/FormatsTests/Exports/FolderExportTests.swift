import Formats
import Foundation
import TestSupport
import Testing
import Volume

/// Folders with one mask file per structure, as TotalSegmentator writes them.
@Suite struct `Folder exports` {
  private static let sform: [[Double]] = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 2, 0]]

  private static func mask(_ values: [Double], _ change: (inout NIfTIBuilder) -> Void = { _ in }) -> [UInt8] {
    NIfTIBuilder {
      $0.sform = sform
      $0.pixdim[3] = 2
      $0.values = values
      change(&$0)
    }.bytes
  }

  private static let some: [Double] = NIfTIBuilder.labels.map { $0 == 1 ? 1 : 0 }
  private static let none = [Double](repeating: 0, count: 24)

  private static func described(_ export: ReadExport) -> [String] {
    export.segmentation.structures.map { "\($0.value) \($0.name ?? "-") \($0.runs.voxelCount)" }
  }

  @Test func `each file is a structure, empty ones too`() throws {
    let folder = try Scratch()
    try folder.write(Self.mask(Self.some), to: "liver.nii")
    try folder.write(Self.mask(Self.none), to: "aorta.nii")
    // The value in the file does not matter where there is one.
    try folder.write(Self.mask(Self.some.map { $0 * 7 }), to: "spleen.NII")
    try folder.write(Array("notes".utf8), to: "readme.txt")
    let export = try ExportReader.read(path: folder.path)
    #expect(Self.described(export) == ["1 aorta 0", "2 liver 4", "3 spleen 4"])
    #expect(export.segmentation.problems.isEmpty)
    #expect(export.notes.isEmpty)
  }

  @Test func `structures may overlap`() throws {
    let folder = try Scratch()
    try folder.write(Self.mask(Self.some), to: "a.nii")
    try folder.write(Self.mask(Self.some), to: "b.nii")
    #expect(Self.described(try ExportReader.read(path: folder.path)) == ["1 a 4", "2 b 4"])
  }

  @Test func `a file that cannot be used is a problem, not a loss of the others`() throws {
    let folder = try Scratch()
    try folder.write(Self.mask(Self.some), to: "a.nii")
    try folder.write(Self.mask(Self.some), to: "b.nii")
    try folder.write(Self.mask(Self.some) { $0.dim[1...2] = [3, 4] }, to: "other_size.nii")
    try folder.write(
      Self.mask(Self.some) { $0.sform = [[1, 0, 0, 5], [0, 1, 0, 0], [0, 0, 2, 0]] }, to: "other_place.nii")
    try folder.write(Self.mask(Self.some) { $0.sform = nil }, to: "no_place.nii")
    try folder.write(Self.mask(Self.some.map { $0 * 0.4 }) { $0.kind = .float32 }, to: "image.nii")
    try folder.write(Array(Self.mask(Self.some).dropLast(3)), to: "cut.nii")
    try folder.write(Array("gone".utf8), to: "text.nii.gz")
    let export = try ExportReader.read(path: folder.path)
    #expect(Self.described(export) == ["1 a 4", "2 b 4"])
    var kinds: [String: SegmentationProblem.Kind] = [:]
    for problem in export.segmentation.problems { kinds[problem.structure] = problem.kind }
    #expect(
      kinds == [
        "other_size": .otherGrid, "other_place": .otherGrid, "no_place": .otherGrid, "image": .notAMask,
        "cut": .unreadable, "text": .unreadable,
      ])
    let messages = export.segmentation.problems.map(\.message)
    #expect(messages.contains { $0.contains("3 × 4 × 2") && $0.contains("4 × 3 × 2") })
    #expect(messages.contains { $0.contains("begins (5, 0, 0) voxels further on") })
    #expect(messages.allSatisfy { !$0.contains(folder.path) })
  }

  @Test func `transforms that differ by rounding are one grid`() throws {
    let folder = try Scratch()
    try folder.write(Self.mask(Self.some), to: "a.nii")
    try folder.write(
      Self.mask(Self.some) { $0.sform = [[1.0001, 0, 0, 0.001], [0, 1, 0, 0], [0, 0, 2, 0]] }, to: "b.nii")
    #expect(try ExportReader.read(path: folder.path).segmentation.problems.isEmpty)
  }

  /// A scan of 4 × 3 × 2 voxels, and the first two columns of it.
  private static let scan = Grid(
    size: VoxelIndex(4, 3, 2), affine: Affine(spacing: SIMD3(1, 1, 2)))
  private static let part: [Double] = (0..<12).map { some[$0 / 2 * 4 + $0 % 2] }

  @Test func `the image decides which file lies on the wrong grid`() throws {
    let folder = try Scratch()
    try folder.write(Self.mask(Self.part) { $0.dim[1] = 2 }, to: "kidney_left.nii")
    try folder.write(Self.mask(Self.some), to: "kidney_right.nii")
    // Of two, the first is as good as the second, unless the image says which grid is right.
    let alone = try ExportReader.read(path: folder.path).segmentation
    #expect(alone.problems.map(\.structure) == ["kidney_right"])
    let held = try ExportReader.read(path: folder.path, image: Self.scan).segmentation
    #expect(held.problems.map(\.structure) == ["kidney_left"] && held.problems.map(\.kind) == [.otherGrid])
    #expect(held.grid == Self.scan && held.structures.map(\.name) == ["kidney_right"])
    let message = held.problems.first?.message ?? ""
    #expect(message.contains("exact crop of the grid of the image") && message.contains("(0, 0, 0)"))
    // Most of them on the wrong grid are still on the wrong grid.
    try folder.write(Self.mask(Self.part) { $0.dim[1] = 2 }, to: "liver.nii")
    let most = try ExportReader.read(path: folder.path, image: Self.scan).segmentation
    #expect(most.problems.map(\.structure) == ["kidney_left", "liver"])
    // An image that none of them lies on decides nothing among them.
    let other = Grid(size: VoxelIndex(9, 9, 9), affine: Affine(spacing: SIMD3(1, 1, 1), origin: SIMD3(0.5, 0, 0)))
    #expect(
      try ExportReader.read(path: folder.path, image: other).segmentation.problems.map(\.structure) == ["kidney_right"])
  }

  @Test(arguments: [(0.05, 0.1, true), (0.05, 0.01, false), (0.8, 1, true), (0.8, 0.1, false)])
  func `files are held to the tolerance that is asked for`(shift: Double, tolerance: Double, isSame: Bool) throws {
    let folder = try Scratch()
    try folder.write(Self.mask(Self.some), to: "a.nii")
    try folder.write(Self.mask(Self.some) { $0.sform?[0][3] = shift }, to: "b.nii")
    let read = try ExportReader.read(path: folder.path, within: tolerance)
    #expect(read.segmentation.problems.isEmpty == isSame)
  }

  @Test func `a file in another storage order is put into that of the others, and it is said`() throws {
    let folder = try Scratch()
    try folder.write(Self.mask(Self.some), to: "a.nii")
    // Columns from right to left, and slices before rows.
    var turned: [Double] = []
    for j in 0..<3 { for k in 0..<2 { for i in (0..<4).reversed() { turned.append(Self.some[i + 4 * (j + 3 * k)]) } } }
    try folder.write(
      Self.mask(turned) {
        $0.dim[1...3] = [4, 2, 3]
        $0.sform = [[-1, 0, 0, 3], [0, 0, 1, 0], [0, 2, 0, 0]]
        $0.pixdim[1...3] = [1, 2, 1]
      }, to: "b.nii")
    let export = try ExportReader.read(path: folder.path)
    let structures = export.segmentation.structures
    #expect(structures.map(\.name) == ["a", "b"] && export.segmentation.problems.isEmpty)
    #expect(structures.first?.runs == structures.last?.runs)
    #expect(export.notes.count == 1 && export.notes[0].contains("LSA") && export.notes[0].contains("RAS"))
  }

  @Test func `a header of two readings is that of its file`() throws {
    let folder = try Scratch()
    try folder.write(Self.mask(Self.some), to: "a.nii")
    try folder.write(Self.mask(Self.some) { $0.bitpix = 16 }, to: "b.nii")
    let found = try ExportReader.read(path: folder.path).segmentation.discrepancies
    #expect(found == [HeaderDiscrepancy(.datatype(code: 2, bits: 8, stated: 16), in: .member("b"))])
  }

  @Test func `a label map among masks keeps its labels`() throws {
    let folder = try Scratch()
    try folder.write(Self.mask(Self.some), to: "a.nii")
    try folder.write(Self.mask(NIfTIBuilder.labels), to: "all.nii")
    #expect(
      Self.described(try ExportReader.read(path: folder.path))
        == ["1 a 4", "2 all_1 4", "3 all_2 6", "4 all_5 3"])
  }

  @Test func `a folder with one label map is that label map`() throws {
    let folder = try Scratch()
    try folder.write(Self.mask(NIfTIBuilder.labels), to: "all.nii")
    #expect(Self.described(try ExportReader.read(path: folder.path)) == ["1 - 4", "2 - 6", "5 - 3"])
  }

  @Test func `a segment in a file of its own keeps its code`() throws {
    let folder = try Scratch()
    for (name, values) in [("a", Self.some), ("b", [Double](repeating: 0, count: 24))] {
      let segment = NRRDBuilder {
        $0.values = values
        $0.lines = [
          "Segment0_Name:=x", "Segment0_Tags:=TerminologyEntry:c~SCT^1^a~SCT^18639004^Left kidney~^^~d~^^~^^|",
        ]
      }
      try folder.write(segment.bytes, to: "\(name).seg.nrrd")
    }
    let structures = try ExportReader.read(path: folder.path).segmentation.structures
    #expect(structures.map(\.name) == ["a", "b"])
    #expect(structures.map(\.codes) == [["SCT:18639004"], ["SCT:18639004"]])
  }

  /// Objects that name the same segment are two structures, neither lost nor made one.
  @Test func `two objects with a segment of one name are two structures`() throws {
    let folder = try Scratch()
    for (file, seed) in [("a", 0), ("b", 1)] {
      var object = SegmentationBuilder()
      object.segments = [(1, "kidney_left")]
      object.frames = [0, 2].map { z in (1, Double(z), (0..<15).map { $0 % (3 + seed) == 0 ? 1 : 0 }) }
      try folder.write(object.file(), to: "\(file).dcm")
    }
    let segmentation = try ExportReader.read(path: folder.path).segmentation
    #expect(segmentation.structures.map(\.name) == ["kidney_left", "kidney_left"])
    #expect(segmentation.structures.map(\.value) == [1, 2])
    #expect(segmentation.structures.map(\.runs.voxelCount) == [10, 8])
  }

  @Test func `a pair counts once, and a mask with img in its name counts`() throws {
    let folder = try Scratch()
    let pair = NIfTIBuilder {
      $0.isPair = true
      $0.sform = Self.sform
      $0.values = Self.some
    }
    try folder.write(pair.bytes, to: "pair.hdr")
    try folder.write(pair.data, to: "pair.img")
    try folder.write(Self.mask(Self.some), to: "liver.img.nii")
    let export = try ExportReader.read(path: folder.path)
    #expect(Self.described(export) == ["1 liver.img 4", "2 pair 4"])
    // Another voxel, another digest, although the header is the same.
    try folder.write(pair.data.map { $0 == 1 ? 2 : 0 }, to: "pair.img")
    #expect(try ExportReader.read(path: folder.path).digest != export.digest)
  }

  @Test func `voxels without their header are seen`() throws {
    let folder = try Scratch()
    try folder.write(Self.mask(Self.some), to: "a.nii")
    try folder.write([UInt8](repeating: 1, count: 24), to: "b.img")
    let problems = try ExportReader.read(path: folder.path).segmentation.problems
    #expect(problems.map(\.structure) == ["b"])
    #expect(problems.map(\.kind) == [.unreadable])
  }

  @Test func `a picture beside volumes is left out and said so`() throws {
    let folder = try Scratch()
    try folder.write(Self.mask(Self.some), to: "a.nii")
    try folder.write([0x89, 0x50, 0x4e, 0x47], to: "preview.png")
    let export = try ExportReader.read(path: folder.path)
    #expect(Self.described(export) == ["1 a 4"])
    #expect(export.segmentation.problems.isEmpty)
    #expect(export.notes == ["1 file of the folder was left out: an image beside the masks is none of them."])
  }

  @Test func `a folder without masks is an error`() throws {
    let folder = try Scratch()
    let empty = #expect(throws: ReadError.self) { try ExportReader.read(path: folder.path) }
    #expect(empty?.code == .notRecognised)
    #expect(empty?.message.contains("empty") == true)
    try folder.write(Array("x".utf8), to: "readme.txt")
    let other = #expect(throws: ReadError.self) { try ExportReader.read(path: folder.path) }
    #expect(other?.message.contains("no mask file") == true)
    try folder.write(Array("x".utf8), to: "broken.nii")
    let broken = #expect(throws: ReadError.self) { try ExportReader.read(path: folder.path) }
    #expect(broken?.code == .notRecognised)
    #expect(broken?.message.contains("broken") == true)
  }

  @Test func `a DICOM object that cannot be read is a problem of the export`() throws {
    let folder = try Scratch()
    try folder.write(Self.mask(Self.some), to: "a.nii")
    try folder.write(Array(SegmentationBuilder.sample.file().prefix(400)), to: "1.2.840.77")
    try FileManager.default.createSymbolicLink(atPath: folder.file("1.2.840.78"), withDestinationPath: "gone")
    let problems = try ExportReader.read(path: folder.path).segmentation.problems
    #expect(problems.map(\.structure) == ["1.2.840.77", "1.2.840.78"])
    #expect(problems.allSatisfy { $0.kind == .unreadable })
  }

  @Test func `headers of objects in a folder are held to the budget`() throws {
    let folder = try Scratch()
    // The class, the modality and what describes segments.
    let marks: [UInt32] = [0x0008_0016, 0x0008_0060, 0x0062_0001, 0x0062_0002]
    let slice = SegmentationBuilder.sample.elements.filter { !marks.contains($0.tag) }
    try folder.write(
      DICOMBuilder().file(slice + [DICOMBuilder.uid(0x0008_0016, "1.2.840.10008.5.1.4.1.1.2")]), to: "slice")
    #expect(try FolderListing(of: folder.path).masks == [])
    // What cannot be looked at may be a mask.
    #expect(try FolderListing(of: folder.path, budget: ReadBudget(bytes: 1 << 10)).masks == ["slice"])
  }

  @Test func `a folder of which nothing can be used has the code of its files, or the gravest of them`() throws {
    let folder = try Scratch()
    func code() -> ReadError.Code? {
      #expect(throws: ReadError.self) { try ExportReader.read(path: folder.path) }?.code
    }
    let image = Self.mask(Self.some.map { $0 * 0.4 }) { $0.kind = .float32 }
    try folder.write(image, to: "a.nii")
    #expect(code() == .notAMask)
    let cut = Array(Self.mask(Self.some).dropLast(3))
    try folder.write(cut, to: "b.nii")
    #expect(code() == .truncated)
    try folder.write(cut, to: "a.nii")
    #expect(code() == .truncated)
    try folder.write(Self.mask(Self.some) { $0.dim[0] = 9 }, to: "a.nii")
    #expect(code() == .damaged)
  }

  @Test func `a label table names the values of a label map, and neither files nor segments`() throws {
    let table = try LabelTable.read(bytes: Array("1 spleen\n2 kidney\n3 aorta".utf8))
    let folder = try Scratch()
    try folder.write(Self.mask(Self.some), to: "liver.nii")
    try folder.write(Self.mask(Self.none), to: "stomach.nii")
    let files = try ExportReader.read(path: folder.path).named(by: table)
    #expect(files.segmentation.structures.map(\.name) == ["liver", "stomach"])
    #expect(files.notes.contains { $0.contains("the label table was not used") })
    let object = try ExportReader.read(InputFile(bytes: SegmentationBuilder.sample.file())).named(by: table)
    #expect(object.segmentation.structures.map(\.name) == ["one", "two"])
    #expect(object.notes.contains { $0.contains("the label table was not used") })
    let single = try Scratch()
    try single.write(Self.mask(NIfTIBuilder.labels), to: "all.nii")
    let map = try ExportReader.read(path: single.path).named(by: table)
    #expect(map.segmentation.structures.map { $0.name ?? "-" } == ["spleen", "kidney", "aorta", "-"])
    #expect(map.notes.isEmpty)
  }

  @Test func `objects so far apart that their rows could not be numbered are on two grids`() throws {
    func object(_ heights: [Double]) -> [UInt8] {
      var sample = SegmentationBuilder()
      (sample.rows, sample.columns) = (65535, 1)
      sample.frames = heights.map { (1, $0, []) }
      var bits = [UInt8](repeating: 0, count: (65535 * heights.count + 7) / 8)
      bits[0] = 1
      return DICOMBuilder().file(
        sample.elements.filter { $0.tag != 0x7FE0_0010 } + [.init(0x7FE0_0010, "OB", .bytes(bits))])
    }
    let folder = try Scratch()
    try folder.write(object((0..<519).map { 2 * Double($0) }), to: "a.dcm")
    try folder.write(object([66_000]), to: "b.dcm")
    let read = try ExportReader.read(path: folder.path).segmentation
    #expect(read.structures.count == 1)
    #expect(read.problems.map(\.kind) == [.otherGrid])
  }

  @Test func `the digest follows names' order and every byte`() throws {
    let folder = try Scratch()
    try folder.write(Self.mask(Self.some), to: "a.nii")
    try folder.write(Self.mask(Self.none), to: "b.nii")
    let first = try ExportReader.read(path: folder.path).digest
    #expect(try ExportReader.read(path: folder.path + "/").digest == first)
    var bytes = Self.mask(Self.none)
    bytes[340] = 1
    try folder.write(bytes, to: "b.nii")
    #expect(try ExportReader.read(path: folder.path).digest != first)
  }

  @Test func `a spacing that files do not give can be assumed, and is noted`() throws {
    let folder = try Scratch()
    let picture = try folder.write(PNGFixture.full8.bytes, to: "a.png")
    let export = try ExportReader.read(path: picture).assuming(spacing: SIMD3(0.5, 0.25, 1))
    #expect(export.segmentation.grid.spacing == SIMD3(0.5, 0.25, 1))
    #expect(export.notes.count == 1 && export.notes[0].contains("0.5 × 0.25 × 1.0 mm"))
    let volume = try folder.write(Self.mask(Self.some), to: "b.nii")
    let given = try ExportReader.read(path: volume).assuming(spacing: SIMD3(0.5, 0.25, 1))
    #expect(given.segmentation.grid.spacing == SIMD3(1, 1, 2))
    #expect(given.notes.isEmpty)
  }
}
