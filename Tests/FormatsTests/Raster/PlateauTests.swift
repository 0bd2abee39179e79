import Formats
import Foundation
import Testing
import Volume

/// Grey levels between the extremes: edges, or classes.
@Suite struct `Plateaus` {
  /// A picture of 64 × 64 with a disc of 255, and around it a rim of some width in another level, each edge smoothed
  /// over about two pixels, as a bitmap of 8 bits.
  private static func bitmap(rim: Double, level: Double, softness: Double = 1) -> [UInt8] {
    func number(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }
    func step(_ distance: Double) -> Double { 1 / (1 + exp(distance / (0.35 * softness))) }
    let pixels = (0..<64).flatMap { y in
      (0..<64).map { x -> UInt8 in
        let distance = (pow(Double(x) - 31.3, 2) + pow(Double(y) - 31.8, 2)).squareRoot()
        let value = 255 * step(distance - 14) + level * (step(distance - 14 - rim) - step(distance - 14))
        return UInt8(max(0, min(255, value.rounded())))
      }
    }
    let grey = (0..<256).flatMap { level -> [UInt8] in [UInt8(level), UInt8(level), UInt8(level), 0] }
    let offset = UInt32(54 + 1024)
    return Array("BM".utf8) + number(offset + 4096) + number(UInt32(0)) + number(offset) + number(UInt32(40))
      + number(Int32(64)) + number(Int32(64)) + number(UInt16(1)) + number(UInt16(8)) + number(UInt32(0))
      + number(UInt32(4096)) + number(UInt32(0)) + number(UInt32(0)) + number(UInt32(0)) + number(UInt32(0)) + grey
      + pixels
  }

  @Test(arguments: [0.5, 1, 2])
  func `a disc with smoothed edges is one structure`(softness: Double) throws {
    let mask = try BMP.readMask(bytes: Self.bitmap(rim: 0, level: 0, softness: softness)).segmentation
    #expect(mask.structures.map(\.value) == [1])
    // The area of a disc of radius 14 is 615.8.
    #expect(abs((mask.structures.first?.runs.voxelCount ?? 0) - 616) < 12)
  }

  @Test(arguments: [(3.0, 127.0), (4, 127), (6, 60), (6, 180), (5, 100), (8, 40), (8, 230)])
  func `a rim of another level with smoothed edges is never dropped`(rim: Double, level: Double) {
    let error = #expect(throws: ReadError.self) { try BMP.readMask(bytes: Self.bitmap(rim: rim, level: level)) }
    #expect(error?.code == .notAMask)
  }
}

/// Palettes, whose indices say nothing.
@Suite struct `Palettes` {
  @Test(arguments: EXIFPictures.allCases)
  func `and pictures are shown as EXIF asks`(picture: EXIFPictures) throws {
    // Where Pillow's exif_transpose puts the one white pixel: size, column, row.
    let places: [EXIFPictures: [Int]] = [
      .orientation1: [5, 2, 1, 0], .orientation2: [5, 2, 3, 0], .orientation3: [5, 2, 3, 1],
      .orientation4: [5, 2, 1, 1],
      .orientation5: [2, 5, 0, 1], .orientation6: [2, 5, 1, 1], .orientation7: [2, 5, 1, 3],
      .orientation8: [2, 5, 0, 3],
    ]
    let place = try #require(places[picture])
    let mask = try PNG.readMask(bytes: picture.bytes).segmentation
    #expect(mask.grid.size == VoxelIndex(place[0], place[1], 1))
    let run = Run(row: Int32(place[3]), start: Int32(place[2]), end: Int32(place[2] + 1))
    #expect(mask.structures.map(\.runs.all) == [[run]])
    let image = try PNG.readImage(bytes: picture.bytes)
    #expect(image.values.firstIndex(of: 255) == place[2] + place[3] * place[0])
  }

  @Test func `of white and black in either order give the same mask`() throws {
    let bits = try BMP.readMask(bytes: BMPFixture.bits.bytes).segmentation
    #expect(try BMP.readMask(bytes: BMPFixture.whiteFirst.bytes).segmentation == bits)
  }
}
