import Formats
import Foundation
import TestSupport
import Testing
import Volume

/// Reads bytes as a mask and as an image. What is thrown must be a `ReadError` with a message.
private func readAll(_ bytes: [UInt8], _ folder: Scratch) throws {
  let path = try folder.write(bytes, to: "hostile.dcm")
  do { _ = try DICOM.readMask(path: path) } catch let error as ReadError { #expect(!error.message.isEmpty) }
  do { _ = try DICOM.readImage(path: path) } catch let error as ReadError { #expect(!error.message.isEmpty) }
}

private let isLong = ProcessInfo.processInfo.environment["SEGWARDEN_LONG"] == "1"

private let contours = StructureSetBuilder(regions: [
  .init(
    1, "box", (0..<3).map { z in [[0, 0, Double(z)], [9, 0, Double(z)], [9, 9, Double(z)], [0, 9, Double(z)]] })
])

private let slice: [DICOMBuilder.Element] = [
  DICOMBuilder.uid(0x0008_0016, "1.2.840.10008.5.1.4.1.1.2"), DICOMBuilder.uid(0x0008_0018, "1.2"),
  DICOMBuilder.uid(0x0020_000E, "1"), DICOMBuilder.decimals(0x0020_0032, [0, 0, 0]),
  DICOMBuilder.decimals(0x0020_0037, [1, 0, 0, 0, 1, 0]), DICOMBuilder.decimals(0x0028_0030, [1, 1]),
  DICOMBuilder.short(0x0028_0002, 1), DICOMBuilder.code(0x0028_0004, "MONOCHROME2"),
  DICOMBuilder.short(0x0028_0010, 4), DICOMBuilder.short(0x0028_0011, 6), DICOMBuilder.short(0x0028_0100, 16),
  DICOMBuilder.short(0x0028_0101, 12), DICOMBuilder.short(0x0028_0102, 11), DICOMBuilder.short(0x0028_0103, 0),
  .init(0x7FE0_0010, "OW", .bytes((0..<48).map { UInt8($0) })),
]

private let samples: [(name: String, bytes: [UInt8])] = {
  var implicit = DICOMBuilder()
  implicit.syntax = "1.2.840.10008.1.2"
  implicit.isUndefined = true
  var undefined = DICOMBuilder()
  undefined.isUndefined = true
  return [
    ("a segmentation", SegmentationBuilder.sample.file()),
    ("a segmentation without lengths", SegmentationBuilder.sample.file(undefined)),
    ("an implicit segmentation", SegmentationBuilder.sample.file(implicit)), ("contours", contours.file()),
    ("contours without lengths", contours.file(undefined)), ("a slice", DICOMBuilder().file(slice)),
  ]
}()

struct `Hostile DICOM objects` {
  @Test(arguments: samples.indices)
  func `that are cut off anywhere are refused`(sample: Int) throws {
    let folder = try Scratch()
    let (name, bytes) = samples[sample]
    for length in 0..<bytes.count {
      let path = try folder.write(Array(bytes[..<length]), to: "cut.dcm")
      do {
        // Between two elements the object may be whole as far as it goes: it must lack what it cannot do without.
        if name == "a slice" { _ = try DICOM.readImage(path: path) } else { _ = try DICOM.readMask(path: path) }
        let isWhole = name.hasPrefix("contours") && length > bytes.count * 3 / 4 || length >= bytes.count - 1
        #expect(isWhole, "\(name) of \(bytes.count) bytes was read when cut off behind \(length)")
      } catch let error as ReadError {
        #expect(!error.message.isEmpty)
      }
    }
  }

  /// Every bit under `SEGWARDEN_LONG=1`, else every seventh.
  @Test(arguments: samples.indices)
  func `with any bit flipped end in a mask or an error`(sample: Int) throws {
    let folder = try Scratch()
    let bytes = samples[sample].bytes
    for bit in stride(from: 128 * 8, to: bytes.count * 8, by: isLong ? 1 : 7) {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      try readAll(flipped, folder)
    }
  }

  @Test(arguments: [(100_000, true), (100_000, false), (40, true)])
  func `that nest without end are refused with the tag`(depth: Int, isExplicit: Bool) throws {
    var bytes = DICOMBuilder().file([])
    if !isExplicit {
      var implicit = DICOMBuilder()
      implicit.syntax = "1.2.840.10008.1.2"
      bytes = implicit.file([])
    }
    let sequence: [UInt8] = [0x08, 0, 0x40, 0x11] + (isExplicit ? [0x53, 0x51, 0, 0] : []) + [255, 255, 255, 255]
    for _ in 0..<depth { bytes += sequence + [0xFE, 0xFF, 0x00, 0xE0, 255, 255, 255, 255] }
    let folder = try Scratch()
    let path = try folder.write(bytes, to: "deep.dcm")
    let error = #expect(throws: ReadError.self) { try DICOM.readMask(path: path) }
    #expect(error?.message.contains("nested") == true && error?.message.contains("(0008,1140)") == true)
  }

  @Test func `with absurd sizes are refused before anything is allocated`() throws {
    let folder = try Scratch()
    for (tag, value): (UInt32, DICOMBuilder.Element) in [
      (0x0028_0010, DICOMBuilder.short(0x0028_0010, 65535)), (0x0028_0011, DICOMBuilder.short(0x0028_0011, 65535)),
      (0x0028_0010, DICOMBuilder.short(0x0028_0010, 0)),
      (0x0028_0008, DICOMBuilder.integer(0x0028_0008, 2_000_000_000)),
      (0x0028_0008, DICOMBuilder.integer(0x0028_0008, -1)), (0x0028_0100, DICOMBuilder.short(0x0028_0100, 64)),
    ] {
      for elements in [SegmentationBuilder.sample.elements, slice] {
        let path = try folder.write(DICOMBuilder().file(elements.filter { $0.tag != tag } + [value]), to: "absurd.dcm")
        let isMask = elements.count != slice.count
        let error = #expect(throws: ReadError.self) {
          if isMask { _ = try DICOM.readMask(path: path) } else { _ = try DICOM.readImage(path: path) }
        }
        #expect(error?.message.contains("(") == true)
      }
    }
  }

  /// Objects of 16,777,216 frames of one pixel, whose pixels are cut off, shorter than they say, or in no fragment.
  @Test(arguments: [true, false], 0..<3)
  func `that count sixteen million frames in a kilobyte are refused at once`(isMask: Bool, form: Int) throws {
    var builder = DICOMBuilder()
    if form == 2 { builder.syntax = "1.2.840.10008.1.2.5" }
    let bytes =
      builder.file(Self.frames(1 << 24, isMask: isMask))
      + [
        [0xE0, 0x7F, 0x10, 0, 0x4F, 0x42, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [0xE0, 0x7F, 0x10, 0, 0x4F, 0x42, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0],
        [0xE0, 0x7F, 0x10, 0, 0x4F, 0x42, 0, 0, 255, 255, 255, 255, 0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0]
          + [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0],
      ][form]
    #expect(bytes.count < 2048)
    let clock = ContinuousClock()
    let began = clock.now
    let error = #expect(throws: ReadError.self) {
      if isMask {
        _ = try DICOM.readMask(InputFile(bytes: bytes))
      } else {
        _ = try DICOM.readHeader(InputFile(bytes: bytes))
      }
    }
    #expect(error?.code == .truncated)
    #expect(clock.now - began < .seconds(1))
  }

  /// One pixel in each frame, all of one segment and at one place.
  private static func frames(_ count: Int, isMask: Bool) -> [DICOMBuilder.Element] {
    typealias B = DICOMBuilder
    var sample = SegmentationBuilder()
    (sample.rows, sample.columns) = (1, 1)
    let replaced: Set<UInt32> = [0x0028_0008, 0x0028_0010, 0x0028_0011, 0x5200_9229, 0x5200_9230, 0x7FE0_0010]
    return (isMask ? sample.elements : slice).filter { !replaced.contains($0.tag) } + [
      B.integer(0x0028_0008, count), B.short(0x0028_0010, 1), B.short(0x0028_0011, 1),
      B.sequence(
        0x5200_9229,
        [
          [
            B.sequence(0x0028_9110, [[B.decimals(0x0018_0050, [2]), B.decimals(0x0028_0030, [0.5, 0.25])]]),
            B.sequence(0x0020_9116, [[B.decimals(0x0020_0037, [1, 0, 0, 0, 1, 0])]]),
            B.sequence(0x0020_9113, [[B.decimals(0x0020_0032, [1, 2, 3])]]),
            B.sequence(0x0062_000A, [[B.short(0x0062_000B, 1)]]),
          ]
        ]),
    ]
  }

  @Test func `take of the budget what their frames and points need`() throws {
    let small = ReadBudget(bytes: 1 << 20)
    let frames = DICOMBuilder().file(
      Self.frames(40_000, isMask: true) + [.init(0x7FE0_0010, "OB", .bytes([UInt8](repeating: 0, count: 5000)))])
    let many = #expect(throws: ReadError.self) { try DICOM.readMask(InputFile(bytes: frames, budget: small)) }
    #expect(many?.code == .tooLarge && many?.message.contains("40000 frames") == true)
    let ring = (0..<1000).map { [Double($0 % 7), Double($0 % 11), 2] }
    let points = StructureSetBuilder(regions: [.init(1, "rings", [[[Double]]](repeating: ring, count: 20))]).file()
    let full = #expect(throws: ReadError.self) { try DICOM.readMask(InputFile(bytes: points, budget: small)) }
    #expect(full?.code == .tooLarge && full?.message.contains("points of the contours") == true)
  }

  @Test(arguments: ["0x1\\1", "nan\\1", "inf\\1", "1e999\\1", "1e\\1", ".\\1", "+-1\\1", "1 2\\1"])
  func `with words in place of decimal numbers are refused`(words: String) throws {
    let elements = slice.filter { $0.tag != 0x0028_0030 } + [.init(0x0028_0030, "DS", .text(words))]
    let error = #expect(throws: ReadError.self) {
      try DICOM.readImage(InputFile(bytes: DICOMBuilder().file(elements)))
    }
    #expect(error?.code == .damaged && error?.message.contains("(0028,0030)") == true)
  }

  @Test func `with a length of four gigabytes take no memory for it`() throws {
    var bytes = DICOMBuilder().file([DICOMBuilder.uid(0x0008_0016, "1.2.840.10008.5.1.4.1.1.66.4")])
    bytes += [0x08, 0, 0x20, 0x30, 0x55, 0x4E, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4]
    let folder = try Scratch()
    let path = try folder.write(bytes, to: "long.dcm")
    let error = #expect(throws: ReadError.self) { try DICOM.readMask(path: path) }
    #expect(error?.code == .truncated && error?.message.contains("(0008,3020)") == true)
  }

  @Test func `with an element twice are refused`() throws {
    let elements = SegmentationBuilder.sample.elements + [DICOMBuilder.short(0x0028_0010, 4)]
    let folder = try Scratch()
    let path = try folder.write(DICOMBuilder().file(elements), to: "twice.dcm")
    let error = #expect(throws: ReadError.self) { try DICOM.readMask(path: path) }
    #expect(error?.message.contains("second time") == true)
  }

  @Test func `with contours that fill an endless area end in an error`() throws {
    let zigzag = (0..<40000).map { [Double($0 % 2) * 500, $0 % 2 == 0 ? 0 : 511, 0.0] }
    let grid = Grid(
      size: VoxelIndex(512, 512, 1),
      affine: Affine(columns: [SIMD3(-1, 0, 0), SIMD3(0, -1, 0), SIMD3(0, 0, 1)], origin: .zero))
    let folder = try Scratch()
    let path = try folder.write(StructureSetBuilder(regions: [.init(1, "z", [zigzag])]).file(), to: "zigzag.dcm")
    #expect(throws: ReadError.self) {
      try DICOM.readMask(InputFile(path: path), as: MaskRequest(image: SourceImage(grid: grid)))
    }
    let far = [[0, 0, 0], [1e300, 0, 0], [1e300, 1e300, 0]] as [[Double]]
    let other = try folder.write(StructureSetBuilder(regions: [.init(1, "z", [far])]).file(), to: "far.dcm")
    #expect(throws: ReadError.self) { try DICOM.readMask(path: other) }
    #expect(
      try DICOM.readMask(InputFile(path: other), as: MaskRequest(image: SourceImage(grid: grid))).segmentation
        .structures[0].runs.isEmpty)
  }

  @Test(.enabled(if: MadeDICOM.isPresent, "objects of other libraries are missing; Scripts/dicom-fixtures makes them"))
  func `with compressed frames survive cuts and flips`() throws {
    let folder = try Scratch()
    for name in MadeDICOM.names("syntaxes") where name.contains("j") || name.contains("rle") || name == "deflated" {
      let file = try #require(MadeDICOM.names("syntaxes/\(name)").first { $0.hasSuffix(".dcm") })
      let bytes = try MadeDICOM.bytes("syntaxes/\(name)/\(file)")
      // The last two thirds: the header is in the other samples.
      for length in stride(from: bytes.count / 3, to: bytes.count, by: isLong ? 1 : 17) {
        try readAll(Array(bytes[..<length]), folder)
      }
      for bit in stride(from: bytes.count * 8 / 3, to: bytes.count * 8, by: isLong ? 1 : 31) {
        var flipped = bytes
        flipped[bit / 8] ^= 1 << UInt8(bit % 8)
        try readAll(flipped, folder)
      }
    }
  }

  @Test(.enabled(if: MadeDICOM.isPresent, "objects of other libraries are missing; Scripts/dicom-fixtures makes them"))
  func `with frames of another size than they say are refused`() throws {
    let folder = try Scratch()
    for name in MadeDICOM.names("syntaxes") where name.hasPrefix("jpeg") || name.hasPrefix("rle") {
      let file = try #require(MadeDICOM.names("syntaxes/\(name)").first { $0.hasSuffix(".dcm") })
      let bytes = try MadeDICOM.bytes("syntaxes/\(name)/\(file)")
      let head: [UInt8] = [0x28, 0, 0x10, 0, 0x55, 0x53, 2, 0]
      let at = try #require((0..<(bytes.count - 10)).first { bytes[$0...].starts(with: head) }) + head.count
      for rows in [1, 20, 23, 200] as [UInt8] {
        var changed = bytes
        changed[at] = rows
        let path = try folder.write(changed, to: "size.dcm")
        let error = #expect(throws: ReadError.self, "\(name), \(rows)") { try DICOM.readImage(path: path) }
        #expect(error?.message.contains("(7FE0,0010)") == true)
      }
    }
  }
}
