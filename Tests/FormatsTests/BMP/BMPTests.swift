import Formats
import Testing
import Volume

@Suite struct `Bitmaps` {
  private static let first = NIfTIBuilder.labels.prefix(12).map { $0 == 1 || $0 == 2 }

  private static func pixels(_ segmentation: Segmentation, _ value: Int = 1) -> [Bool] {
    var pixels = [Bool](repeating: false, count: segmentation.grid.count)
    for run in segmentation.structures.first(where: { $0.value == value })?.runs.all ?? [] {
      for i in run.start..<run.end { pixels[Int(run.row) * segmentation.grid.size.i + Int(i)] = true }
    }
    return pixels
  }

  @Test(arguments: [BMPFixture.bits, .grey, .colour, .whiteFirst, .alpha])
  func `a mask is what is white, in every form`(fixture: BMPFixture) throws {
    let mask = try BMP.readMask(bytes: fixture.bytes).segmentation
    #expect(mask.grid == Grid(size: VoxelIndex(4, 3, 1), spacing: nil))
    #expect(mask.structures.map(\.value) == [1])
    #expect(Self.pixels(mask) == Self.first)
  }

  @Test func `levels are labels`() throws {
    let mask = try BMP.readMask(bytes: BMPFixture.levels.bytes).segmentation
    #expect(mask.structures.map(\.value) == [1, 2, 5])
    #expect(Self.pixels(mask, 5) == NIfTIBuilder.labels.prefix(12).map { $0 == 5 })
  }

  /// A bitmap of 8 bits by hand: a header of 40 bytes, a palette of black and white, and pixels.
  private static func bytes(width: Int32, height: Int32, compression: UInt32, pixels: [UInt8]) -> [UInt8] {
    func number(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }
    let offset = UInt32(14 + 40 + 8)
    return Array("BM".utf8) + number(offset + UInt32(pixels.count)) + number(UInt32(0)) + number(offset)
      + number(UInt32(40)) + number(width) + number(height) + number(UInt16(1)) + number(UInt16(8))
      + number(compression) + number(UInt32(pixels.count)) + number(UInt32(0)) + number(UInt32(0)) + number(UInt32(2))
      + number(UInt32(0)) + [0, 0, 0, 0, 255, 255, 255, 0] + pixels
  }

  /// Rows from the bottom up, as Microsoft's description of run lengths has them: five zeros; end of line; one step to
  /// the right and none up, then three ones as they are, filled up to two bytes; end.
  @Test func `run lengths are unpacked`() throws {
    let bytes = Self.bytes(
      width: 5, height: 2, compression: 1, pixels: [5, 0, 0, 0, 0, 2, 1, 0, 0, 3, 1, 1, 1, 0, 0, 1])
    let mask = try BMP.readMask(bytes: bytes).segmentation
    #expect(mask.structures.map(\.runs.all) == [[Run(row: 0, start: 1, end: 4)]])
  }

  @Test func `a negative height starts at the top`() throws {
    let pixels: [UInt8] = [1, 0, 0, 0, 0, 0, 1, 0]
    let down = try BMP.readMask(bytes: Self.bytes(width: 3, height: -2, compression: 0, pixels: pixels)).segmentation
    #expect(down.structures.map(\.runs.all) == [[Run(row: 0, start: 0, end: 1), Run(row: 1, start: 2, end: 3)]])
    let up = try BMP.readMask(bytes: Self.bytes(width: 3, height: 2, compression: 0, pixels: pixels)).segmentation
    #expect(up.structures.map(\.runs.all) == [[Run(row: 0, start: 2, end: 3), Run(row: 1, start: 0, end: 1)]])
  }

  @Test(
    arguments: [
      ([9, 1, 0, 1], ReadError.Code.damaged), ([5, 0, 0, 0], .truncated), ([0, 9, 1], .truncated),
      ([0, 2], .truncated),
      ([5, 7, 0, 1], .damaged),
    ] as [([UInt8], ReadError.Code)])
  func `pixels that leave their rows, end early or have no colour are told`(pixels: [UInt8], code: ReadError.Code) {
    let bytes = Self.bytes(width: 5, height: 2, compression: 1, pixels: pixels)
    let error = #expect(throws: ReadError.self) { try BMP.readMask(bytes: bytes) }
    #expect(error?.code == code)
  }

  @Test(arguments: BMPFixture.allCases)
  func `every shortened file is refused`(fixture: BMPFixture) {
    for count in 0..<fixture.bytes.count {
      #expect(throws: ReadError.self) { try BMP.readMask(bytes: Array(fixture.bytes.prefix(count))) }
    }
  }

  @Test(arguments: BMPFixture.allCases)
  func `whatever bit is flipped, the file is read or refused`(fixture: BMPFixture) {
    for at in fixture.bytes.indices {
      for bit in 0..<8 {
        var bytes = fixture.bytes
        bytes[at] ^= 1 << bit
        guard let mask = try? BMP.readMask(InputFile(bytes: bytes, budget: ReadBudget(bytes: 1 << 26))) else {
          continue
        }
        for run in mask.segmentation.structures.flatMap(\.runs.all) {
          #expect(Int(run.end) <= mask.segmentation.grid.size.i)
        }
      }
    }
  }
}
