import Formats
import TestSupport
import Testing
import Volume

@Suite struct `MGH files` {
  /// nibabel's affine of the files (rows, RAS).
  private static let affine: [[Double]] = [
    [0.7801362872123718, -0.08805905282497406, 0.4966733157634735, -10],
    [0.12303359806537628, 0.8502322435379028, -0.7240737080574036, 20],
    [-0.1274760663509369, 0.28169262409210205, 2.340733528137207, 5],
  ]

  /// An MGH file by hand: 4 × 3 × 2 of bytes, axes along R, A and S, spacing 1, 2 and 3, middle at 10, 20, 30.
  private static func bytes(_ change: (inout [UInt8]) -> Void = { _ in }, tags: [UInt8] = []) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 284)
    func put(_ value: Int32, _ at: Int) { bytes.replaceSubrange(at..<(at + 4), with: number(value)) }
    func put(_ value: Float, _ at: Int) { put(Int32(bitPattern: value.bitPattern), at) }
    for (at, value) in [1, 4, 3, 2, 1, 0].enumerated() { put(Int32(value), 4 * at) }
    bytes[29] = 1
    for (at, value) in ([1, 2, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1, 10, 20, 30] as [Float]).enumerated() {
      put(value, 30 + 4 * at)
    }
    bytes += NIfTIBuilder.labels.map { UInt8($0) }
    change(&bytes)
    return bytes + tags
  }

  private static func number(_ value: Int32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }

  private static func text(_ text: String) -> [UInt8] { number(Int32(text.utf8.count + 1)) + Array(text.utf8) + [0] }

  private static let scanner = [UInt8](repeating: 0, count: 20)

  @Test(arguments: MGHFixture.allCases)
  func `nibabel's files have their voxels where nibabel has them`(fixture: MGHFixture) throws {
    let mask = try MGH.readMask(InputFile(bytes: fixture.bytes)).segmentation
    #expect(NIfTIBuilder.runs(mask) == NIfTIBuilder.runs)
    let affine = try #require(mask.grid.affine)
    for row in 0..<3 {
      for column in 0..<3 { #expect(abs(affine.columns[column][row] - Self.affine[row][column]) < 1e-5) }
      #expect(abs(affine.origin[row] - Self.affine[row][3]) < 1e-4)
    }
    #expect(try MGH.readImage(InputFile(bytes: fixture.bytes)).values == NIfTIBuilder.labels.map(Float.init))
  }

  @Test func `the middle voxel lies where the header says`() throws {
    let affine = try #require(try MGH.readMask(InputFile(bytes: Self.bytes())).segmentation.grid.affine)
    let middle = affine.patient(VoxelPoint(2, 1.5, 1))
    #expect(middle.distance(to: Affine(spacing: SIMD3(10, 20, 30)).patient(VoxelPoint(1, 1, 1))) < 1e-6)
  }

  @Test(arguments: [false, true])
  func `names come from the colour table behind the voxels`(isOld: Bool) throws {
    let colour = Self.number(1) + Self.number(2) + Self.number(3) + Self.number(0)
    let entries = [(0, "Unknown"), (1, "Left-Thalamus"), (2, "Right-Thalamus"), (3, "Brain-Stem")]
    var table = Self.number(isOld ? 4 : -2) + (isOld ? [] : Self.number(4)) + Self.text("lut.txt")
    if !isOld { table += Self.number(4) }
    for (value, name) in entries { table += (isOld ? [] : Self.number(Int32(value))) + Self.text(name) + colour }
    // A tag with a length of eight bytes comes first: the command lines, which are passed over.
    let tags = Self.scanner + Self.number(3) + Self.number(0) + Self.number(5) + Array("secret".utf8.prefix(5))
    let mask = try MGH.readMask(InputFile(bytes: Self.bytes(tags: tags + Self.number(1) + table))).segmentation
    #expect(
      mask.structures.map { "\($0.value) \($0.name ?? "-") \($0.runs.voxelCount)" } == [
        "1 Left-Thalamus 4", "2 Right-Thalamus 6", "3 Brain-Stem 0", "5 - 3",
      ])
    for count in 1..<table.count {
      let cut = Self.bytes(tags: tags + Self.number(1) + table.prefix(count))
      #expect(throws: ReadError.self, "\(count)") { try MGH.readMask(InputFile(bytes: cut)) }
    }
  }

  @Test func `a header without positions gives none`() throws {
    let reading = try MGH.readMask(InputFile(bytes: Self.bytes { $0[29] = 0 }))
    #expect(reading.segmentation.grid.spacing == nil)
    #expect(reading.notes.count == 1)
  }

  @Test(arguments: [
    (19, 2, ReadError.Code.notAMask), (19, 0, .damaged), (23, 2, .unsupported), (29, 7, .damaged), (42, 0, .damaged),
    (7, 0, .damaged), (4, 64, .damaged), (30, 0xbf, .damaged),
  ])
  func `what cannot be is told with its place`(at: Int, value: UInt8, code: ReadError.Code) {
    let error = #expect(throws: ReadError.self) { try MGH.readMask(InputFile(bytes: Self.bytes { $0[at] = value })) }
    #expect(error?.code == code)
  }

  @Test func `every shortened file is refused`() {
    let bytes = Self.bytes()
    for count in 0..<bytes.count {
      #expect(throws: ReadError.self) { try MGH.readMask(InputFile(bytes: Array(bytes.prefix(count)))) }
    }
  }

  @Test func `names and contents find the format`() throws {
    let folder = try Scratch()
    for name in ["aseg.mgz", "aseg", "aseg.mgh"] {
      #expect(
        try ExportReader.read(path: folder.write(MGHFixture.mgz.bytes, to: name)).segmentation.structures.count == 3)
    }
    #expect(FormatRegistry.stem(of: "aseg.mgh.gz") == "aseg")
  }
}
