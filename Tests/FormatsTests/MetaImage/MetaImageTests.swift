import Formats
import TestSupport
import Testing
import Volume

@Suite struct `MetaImage files` {
  /// RAS, from SimpleITK's direction, spacing and origin with x and y negated.
  private static let affine: [[Double]] = [
    [-0.7801362617614528, 0.08805905550653013, -0.49667332698765304, -3],
    [-0.12303359839117137, -0.8502322373954049, 0.7240736940637889, 4],
    [-0.12747606344638235, 0.28169264320692117, 2.340733408960498, 5],
  ]

  @Test(arguments: MetaImageFixture.allCases)
  func `SimpleITK's files have their voxels where SimpleITK has them`(fixture: MetaImageFixture) throws {
    let mask = try MetaImage.readMask(InputFile(bytes: fixture.bytes)).segmentation
    #expect(NIfTIBuilder.runs(mask) == NIfTIBuilder.runs)
    let affine = try #require(mask.grid.affine)
    for row in 0..<3 {
      for column in 0..<3 { #expect(abs(affine.columns[column][row] - Self.affine[row][column]) < 1e-9) }
      #expect(abs(affine.origin[row] - Self.affine[row][3]) < 1e-9)
    }
    #expect(mask.discrepancies.isEmpty)
    #expect(try MetaImage.readImage(InputFile(bytes: fixture.bytes)).values == NIfTIBuilder.labels.map(Float.init))
  }

  /// A header by hand, with other lines in place of some keys.
  private static func header(_ changes: [String: String?] = [:], data: String = "LOCAL") -> [UInt8] {
    var lines: [(String, String)] = [
      ("ObjectType", "Image"), ("NDims", "3"), ("BinaryData", "True"), ("BinaryDataByteOrderMSB", "False"),
      ("CompressedData", "False"), ("TransformMatrix", "1 0 0 0 1 0 0 0 1"), ("Offset", "1 2 3"),
      ("ElementSpacing", "1 2 3"), ("DimSize", "4 3 2"), ("ElementType", "MET_UCHAR"),
    ]
    for (key, value) in changes.sorted(by: { $0.key < $1.key }) {
      lines.removeAll { $0.0 == key }
      if let value { lines.append((key, value)) }
    }
    lines.append(("ElementDataFile", data))
    return Array(lines.map { "\($0.0) = \($0.1)\n" }.joined().utf8)
  }

  private static let voxels = NIfTIBuilder.labels.map { UInt8($0) }

  private static func read(_ changes: [String: String?], data: [UInt8] = voxels) throws -> MaskReading {
    try MetaImage.readMask(InputFile(bytes: header(changes) + data))
  }

  @Test func `big-endian numbers and numbers as text are read`() throws {
    let big = try Self.read(
      ["ElementType": "MET_USHORT", "BinaryDataByteOrderMSB": "True"], data: Self.voxels.flatMap { [0, $0] })
    let text = try Self.read(
      ["BinaryData": "False", "ElementType": "MET_FLOAT"],
      data: Array(NIfTIBuilder.labels.map { "\($0)" }.joined(separator: " ").utf8))
    for reading in [big, text] { #expect(NIfTIBuilder.runs(reading.segmentation) == NIfTIBuilder.runs) }
  }

  @Test func `AnatomicalOrientation is not believed over the matrix`() throws {
    let plain = try Self.read([:]).segmentation.grid
    #expect(try Self.read(["AnatomicalOrientation": "LPI"]).segmentation.grid == plain)
    #expect(plain.affine?.columns == [SIMD3(-1, 0, 0), SIMD3(0, -2, 0), SIMD3(0, 0, 3)])
    #expect(plain.affine?.origin == SIMD3(-1, -2, 3))
  }

  @Test func `without a matrix left and right are unknown, without spacing the lengths are`() throws {
    let matrix = try Self.read(["TransformMatrix": nil, "AnatomicalOrientation": "RAI"]).segmentation.grid
    #expect(matrix.affine == nil && matrix.spacing == SIMD3(1, 2, 3))
    #expect(try Self.read(["ElementSpacing": nil]).segmentation.grid.spacing == nil)
    let origin = try Self.read(["Offset": nil])
    #expect(origin.segmentation.grid.affine?.origin == .zero && origin.notes.count == 1)
  }

  @Test func `voxels lie in one file, in a list of files, or in files of a pattern`() throws {
    let folder = try Scratch()
    try folder.write(Self.voxels, to: "all.raw")
    try folder.write(Array(Self.voxels.prefix(12)), to: "s01.raw")
    try folder.write(Array(Self.voxels.dropFirst(12)), to: "s03.raw")
    for (name, data) in [("a.mhd", "all.raw"), ("b.mhd", "LIST\ns01.raw\ns03.raw"), ("c.mhd", "s%02d.raw 1 3 2")] {
      let read = try ExportReader.read(path: folder.write(Self.header(data: data), to: name))
      #expect(NIfTIBuilder.runs(read.segmentation) == NIfTIBuilder.runs)
      #expect(read.segmentation.discrepancies.isEmpty)
    }
  }

  @Test(arguments: [2, 1500])
  func `the digest is that of all files, whether voxels are wanted or not`(count: Int) throws {
    let folder = try Scratch()
    let names = (0..<count).map { "\($0).raw" }
    for name in names { try folder.write([1], to: name) }
    let list = (["LIST"] + names).joined(separator: "\n")
    let path = try folder.write(Self.header(["DimSize": "1 1 \(count)"], data: list), to: "a.mhd")
    func digests() throws -> [String] {
      try [false, true].map { try ReadImage(path: path, intensities: $0).digest }
        + [ExportReader.read(path: path).digest]
    }
    let first = try digests()
    #expect(Set(first).count == 1)
    try folder.write([2], to: names[count - 1])
    let second = try digests()
    #expect(Set(second).count == 1 && first != second)
  }

  @Test(arguments: ["0x1 0 1", "nan 0 1", "1 inf 0", "1e99999 0 0"])
  func `numbers as text are decimal`(words: String) {
    for type in ["MET_FLOAT", "MET_DOUBLE", "MET_SHORT"] {
      let error = #expect(throws: ReadError.self) {
        try MetaImage.readImage(
          InputFile(
            bytes: Self.header(["BinaryData": "False", "ElementType": type, "DimSize": "3 1 1"]) + Array(words.utf8)))
      }
      #expect(error?.code == .damaged)
    }
  }

  @Test(arguments: ["../all.raw", "/etc/hosts", "LIST\nall.raw\n../all.raw", "gone.raw", "s%02d.raw 1 3", "LIST"])
  func `voxels elsewhere, or nowhere, are refused`(data: String) throws {
    let folder = try Scratch()
    try folder.place(for: "in/any")
    try folder.write(Self.voxels, to: "all.raw")
    try folder.write(Array(Self.voxels.prefix(12)), to: "in/all.raw")
    let path = try folder.write(Self.header(data: data), to: "in/a.mhd")
    #expect(throws: ReadError.self) { try ExportReader.read(path: path) }
  }

  @Test func `a header of its own length before the voxels is passed over`() throws {
    let before = try Self.read(["HeaderSize": "3"], data: [9, 9, 9] + Self.voxels).segmentation
    let end = try Self.read(["HeaderSize": "-1"], data: [9, 9, 9, 9] + Self.voxels).segmentation
    for mask in [before, end] { #expect(NIfTIBuilder.runs(mask) == NIfTIBuilder.runs && mask.discrepancies.isEmpty) }
  }

  @Test func `bytes behind the voxels are told`() throws {
    #expect(
      try Self.read([:], data: Self.voxels + [1, 2, 3]).segmentation.discrepancies.map(\.readings) == [
        .dataLeftOver(promised: 24, left: 3, slice: 12)
      ])
  }

  @Test func `a matrix whose rows are not one long is told`() throws {
    let read = try Self.read(["TransformMatrix": "2 0 0 0 1 0 0 0 1"]).segmentation.discrepancies.map(\.readings)
    #expect(
      read == [
        .spacing(.init(field: "ElementSpacing", stated: [1, 2, 3], taken: "TransformMatrix", used: [2, 2, 3]))
      ])
  }

  @Test(
    arguments: [
      (["NDims": nil], ReadError.Code.damaged), (["NDims": "4"], .damaged),
      (["NDims": "4", "DimSize": "4 3 2 2", "Offset": nil, "ElementSpacing": nil, "TransformMatrix": nil], .notAMask),
      (["DimSize": "4 3"], .damaged), (["DimSize": "4 3 0"], .damaged), (["ElementType": "MET_STRANGE"], .unsupported),
      (["ElementType": "MET_SHORT", "BinaryDataByteOrderMSB": nil], .damaged), (["ElementSpacing": "1 2 -3"], .damaged),
      (["TransformMatrix": "1 0 0 1 0 0 0 0 1"], .damaged), (["CompressedData": "Maybe"], .damaged),
      (["CompressedData": "True"], .damaged), (["ElementNumberOfChannels": "3", "DimSize": "4 1 2"], .notAMask),
      (["DimSize": "4000 3000 2000"], .truncated), (["HeaderSize": "-2"], .damaged),
      (["ElementSpacing": "0x1 2 3"], .damaged), (["ElementSpacing": "1 2 inf"], .damaged),
      (["Offset": "1 nan 3"], .damaged),
    ] as [([String: String?], ReadError.Code)])
  func `what cannot be is told by its key`(changes: [String: String?], code: ReadError.Code) {
    let error = #expect(throws: ReadError.self) { try Self.read(changes) }
    #expect(error?.code == code)
  }

  @Test(arguments: MetaImageFixture.allCases)
  func `every shortened file is refused`(fixture: MetaImageFixture) {
    for count in 0..<fixture.bytes.count {
      #expect(throws: ReadError.self) { try MetaImage.readMask(InputFile(bytes: Array(fixture.bytes.prefix(count)))) }
    }
  }
}
