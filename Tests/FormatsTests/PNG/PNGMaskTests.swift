import Formats
import Foundation
import Testing
import Volume

/// Small PNG files written by Pillow, or by hand where Pillow cannot (interlaced, oversized).
///
/// All five by two masks show two columns of structure 1 (columns 1 and 2) and one pixel of structure 2 at the end.
enum PNGFixture: String {
  case bits = "iVBORw0KGgoAAAANSUhEUgAAAAUAAAACAQAAAAC4ESvwAAAADElEQVR4nGNIYGIAAAEoAGNy9tFSAAAAAElFTkSuQmCC"
  case full8 =
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAACCAAAAAC1AUmBAAAAFElEQVR4nGNg+P+fgYGJgYGBgQEAEwUCATC9w8gAAAAASUVORK5CYII="
  case full16 =
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAACEAAAAADlkZXCAAAAF0lEQVR4nGNgYPj///9/BgYGBiYGOAAAReYD/0ntZ4MAAAAASUVORK5CYII="
  case levels8 =
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAACCAAAAAC1AUmBAAAAFElEQVR4nGNgYGdnYGBiYGBg4AMAAKsAH0EbxB8AAAAASUVORK5CYII="
  case levels16 =
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAACEAAAAADlkZXCAAAAGElEQVR4nGNgYGDUYdRhYGBgYGKAAqYIAAaEALcRnnlNAAAAAElFTkSuQmCC"
  case palette =
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAACAgMAAADtBP7OAAAACVBMVEUAAAD/AAAAAP9Kpa2BAAAADklEQVR4nGMQYWBiaAAAAPAAl7qN0C4AAAAASUVORK5CYII="
  case colours =
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAACCAIAAAAfCIEKAAAAGElEQVR4nGNgYGD4z8DwnwEKmBiQQcN/ADcKA4AMFgWrAAAAAElFTkSuQmCC"
  case green =
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAACCAIAAAAfCIEKAAAAF0lEQVR4nGNgYGBgSGFgSGGAACYGVAAAFCwAyxJq0J4AAAAASUVORK5CYII="
  case alpha =
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAACCAYAAACQahZdAAAAHElEQVR4nGPkZGBgYGBg+A+hGBgZGBgYmBiwAAAj5wENw+j3AAAAAABJRU5ErkJggg=="
  case opaqueBlack =
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAACCAYAAACQahZdAAAAFklEQVR4nGNkYGD4z4AGmNAFGBgYGAAmWAEDVIjRtwAAAABJRU5ErkJggg=="
  case ramp =
    "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAICAAAAABsCaYDAAAAFUlEQVR4nGNkYKYMMFGof9SAQWEAACSNBg0QOFMeAAAAAElFTkSuQmCC"
  case seventyColours =
    "iVBORw0KGgoAAAANSUhEUgAAAEYAAAABCAIAAADsEU8HAAAAD0lEQVR4nGNk+M/APLwQABRnRova2p6xAAAAAElFTkSuQmCC"
  /// A disc with smoothed edges in six levels; 193 pixels reach half of full scale.
  case disc =
    "iVBORw0KGgoAAAANSUhEUgAAABgAAAAYCAAAAADFHGIkAAAAZklEQVR4nLWRyxGAIAxEVxsjnaUVOwErSSnrwWFI+OjB8Z3ILmQ2AfifrR2TAOUcbqiRJE07PbOSF3p0lB7XzYJhLQ8jCcAOANIlkWrMeDZKJ7Z6kupudYQHvlpNvt7VuN33//jOBXUOf02jC6GdAAAAAElFTkSuQmCC"
  /// A cavity (255, 45 pixels) in a wall one pixel thick (128, 24 pixels).
  case wall =
    "iVBORw0KGgoAAAANSUhEUgAAAAwAAAAMCAAAAABzHgM7AAAALklEQVR4nGNgwAUYGRgYGBrgBANDw///////b0Bi///fwMCErIdIDoppGPbAAQDnYRX6E+IgRAAAAABJRU5ErkJggg=="
  /// `levels8`, interlaced.
  case interlaced =
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAACCAAAAAHCBnkXAAAAEklEQVR4nGNgAAJ2IASS7Ax8AADMACvi63HlAAAAAElFTkSuQmCC"
  case animated =
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAACCAAAAAC1AUmBAAAACGFjVEwAAAACAAAAAPONk3AAAAAaZmNUTAAAAAAAAAAFAAAAAgAAAAAAAAAAAAAAAQAAk1+RGgAAABRJREFUeJxjYEhJYWBgYmBgYDgBAAhMAZP5q7HZAAAAGmZjVEwAAAABAAAABAAAAAIAAAABAAAAAAAAAAEAAB5AJFYAAAAWZmRBVAAAAAJ4nGP4/5+BgYmBgYEBABEDAgFy1XmIAAAAAElFTkSuQmCC"
  /// States 40,000 × 40,000 pixels and holds one byte.
  case bomb =
    "iVBORw0KGgoAAAANSUhEUgAAnEAAAJxACAAAAAB0Z1HZAAAACUlEQVR4nGMAAAABAAFe/335AAAAAElFTkSuQmCC"
  /// 65,536 pixels wide.
  case wide =
    "iVBORw0KGgoAAAANSUhEUgABAAAAAAABCAAAAABOGbwEAAAAVUlEQVR4nO3BAQEAAACCIP+vriFAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAwA0AEAABOXom7QAAAABJRU5ErkJggg=="

  var bytes: [UInt8] { [UInt8](Data(base64Encoded: rawValue) ?? Data()) }
}

@Suite struct PNGMaskTests {
  private let twoColumns = [Run(row: 0, start: 1, end: 3), Run(row: 1, start: 1, end: 3)]
  private let lastPixel = [Run(row: 1, start: 4, end: 5)]

  @Test(arguments: [PNGFixture.bits, .full8, .full16])
  func `a mask of nothing and full scale is label 1`(fixture: PNGFixture) throws {
    let mask = try PNG.readMask(bytes: fixture.bytes)
    #expect(mask.segmentation.structures == [Structure(value: 1, name: nil, runs: Runs(ordered: twoColumns))])
    #expect(mask.segmentation.grid == Grid(size: VoxelIndex(5, 2, 1), spacing: nil))
    #expect(mask.notes.isEmpty)
  }

  @Test(arguments: [
    (PNGFixture.levels8, 7, 14), (.interlaced, 7, 14), (.levels16, 300, 600), (.palette, 1, 2),
    (.colours, 0xFF0000, 0x0080FF),
  ])
  func `every level, index or colour is a label`(fixture: PNGFixture, first: Int, second: Int) throws {
    let mask = try PNG.readMask(bytes: fixture.bytes)
    let runs = Dictionary(uniqueKeysWithValues: mask.segmentation.structures.map { ($0.value, $0.runs.all) })
    #expect(runs == [first: twoColumns, second: lastPixel])
    #expect(mask.notes.isEmpty)
  }

  @Test func `colours are named by their hexadecimal value`() throws {
    let mask = try PNG.readMask(bytes: PNGFixture.colours.bytes)
    #expect(mask.segmentation.structures.map(\.name) == ["#0080ff", "#ff0000"])
  }

  @Test func `one dark colour on black is label 1 and keeps its name`() throws {
    let mask = try PNG.readMask(bytes: PNGFixture.green.bytes)
    #expect(mask.segmentation.structures == [Structure(value: 1, name: "#006400", runs: Runs(ordered: twoColumns))])
  }

  @Test func `a mask hidden in the alpha channel is found and noted`() throws {
    let mask = try PNG.readMask(bytes: PNGFixture.alpha.bytes)
    #expect(mask.segmentation.structures.map(\.runs.all) == [twoColumns])
    #expect(mask.notes.first?.contains("alpha") == true)
  }

  @Test func `an opaque black picture is an empty mask`() throws {
    #expect(try PNG.readMask(bytes: PNGFixture.opaqueBlack.bytes).segmentation.structures.isEmpty)
  }

  @Test func `smoothed edges become one label, and the threshold is stated`() throws {
    let mask = try PNG.readMask(bytes: PNGFixture.disc.bytes)
    #expect(mask.segmentation.structures.map(\.value) == [1])
    #expect(mask.segmentation.structures.map(\.runs.voxelCount) == [193])
    #expect(mask.notes.count == 1 && mask.notes[0].contains("128 of 255"))
  }

  @Test func `a wall one pixel thick is a structure, not a smoothed edge`() throws {
    let structures = try PNG.readMask(bytes: PNGFixture.wall.bytes).segmentation.structures
    #expect(structures.map(\.value) == [128, 255])
    #expect(structures.map(\.runs.voxelCount) == [24, 45])
  }

  @Test(arguments: [
    (PNGFixture.ramp, ReadError.Code.notAMask), (.seventyColours, .notAMask), (.animated, .unsupported),
    (.bomb, .truncated), (.wide, .damaged),
  ])
  func `what is no mask, or no sound picture, is refused`(fixture: PNGFixture, code: ReadError.Code) throws {
    let error = #expect(throws: ReadError.self) { try PNG.readMask(bytes: fixture.bytes) }
    #expect(error?.code == code)
  }

  @Test func `too many colours are counted in the message`() throws {
    let error = #expect(throws: ReadError.self) { try PNG.readMask(bytes: PNGFixture.seventyColours.bytes) }
    #expect(error?.message.hasPrefix("not a mask: 70 colours") == true)
  }

  @Test func `every shortened file is refused`() throws {
    let bytes = PNGFixture.levels8.bytes
    for count in 0..<bytes.count {
      let error = #expect(throws: ReadError.self) { try PNG.readMask(bytes: Array(bytes.prefix(count))) }
      #expect(error?.code == (count < 8 ? .notRecognised : .truncated))
    }
  }

  @Test func `every changed bit is refused or changes no pixel`() throws {
    let sound = try PNG.readMask(bytes: PNGFixture.levels8.bytes).segmentation
    for at in PNGFixture.levels8.bytes.indices {
      for bit in 0..<8 {
        var bytes = PNGFixture.levels8.bytes
        bytes[at] ^= 1 << bit
        if let read = try? PNG.readMask(bytes: bytes) { #expect(read.segmentation == sound) }
      }
    }
  }

  @Test func `a picture is read in stored levels`() throws {
    let grey = try PNG.readImage(bytes: PNGFixture.levels16.bytes)
    #expect(grey.channels == 1)
    #expect(grey.values == [0, 300, 300, 0, 0, 0, 300, 300, 0, 600])
    let colour = try PNG.readImage(bytes: PNGFixture.colours.bytes)
    #expect(colour.channels == 3)
    #expect(Array(colour.values.suffix(6)) == [0, 0, 0, 0, 128, 255])
    let palette = try PNG.readImage(bytes: PNGFixture.palette.bytes)
    #expect(Array(palette.values.suffix(6)) == [0, 0, 0, 0, 0, 255])
  }
}
