import Formats
import Foundation
import Pictures
import Testing
import Volume

@Suite struct KeySlicesTests {
  /// Axial, coronal and sagittal panels of 80 × 64, 80 × 90 and 64 × 90 mm fill 1024 pixels but for two gaps of 8: 4.5
  /// pixels per mm. Each stands below a strip of 20 pixels.
  private let axial = 0..<360
  private let coronal = 368..<728
  private let sagittal = 736..<1024
  private let strip = 20
  private let pixel = 1 / 4.5

  private func slices(_ orientation: String, withImage: Bool = true) -> KeySlices {
    let phantom = Phantom(orientation: orientation)
    return KeySlices(
      grid: phantom.grid, structures: phantom.structures, image: withImage ? phantom.image : nil, window: -200...200)
  }

  @Test func `the patient's left is on the right of the axial and the coronal panel`() throws {
    let picture = try DecodedPicture(slices("RAS").overview(through: PatientPoint(-20, 4, 6)))
    let ball = ContourStyle(at: 1).colour
    let inAxial = picture.places(of: ball, columns: axial)
    #expect(!inAxial.isEmpty && inAxial.allSatisfy { $0.x > 180 })
    let inCoronal = picture.places(of: ball, columns: coronal)
    #expect(!inCoronal.isEmpty && inCoronal.allSatisfy { $0.x > 368 + 180 })
  }

  @Test func `front is at the top of the axial and on the left of the sagittal panel, the head at the top`() throws {
    let picture = try DecodedPicture(slices("RAS").overview(through: PatientPoint(20, -9, 0)))
    let rod = ContourStyle(at: 2).colour
    let inAxial = picture.places(of: rod, columns: axial)
    #expect(!inAxial.isEmpty && inAxial.allSatisfy { $0.x < 180 && $0.y > strip + 144 })
    let inSagittal = picture.places(of: rod, columns: sagittal)
    #expect(!inSagittal.isEmpty && inSagittal.allSatisfy { $0.x > 736 + 144 })
    let high = try DecodedPicture(slices("RAS").overview(through: PatientPoint(-20, 4, 6)))
    let ball = high.places(of: ContourStyle(at: 1).colour, columns: sagittal)
    let middle = Double(ball.map(\.y).reduce(0, +)) / Double(max(1, ball.count))
    #expect(middle < Double(strip) + 405 / 2)
  }

  @Test(arguments: ["LPS", "PIR", "SAL", "IRP"])
  func `the order of storage does not show`(orientation: String) throws {
    for withImage in [true, false] {
      let expected = try DecodedPicture(slices("RAS", withImage: withImage).overview())
      let shown = try DecodedPicture(slices(orientation, withImage: withImage).overview())
      #expect(shown.width == expected.width && shown.height == expected.height)
      // The strip above the panels names indices, which are the file's own.
      let places = (strip..<shown.height).flatMap { y in (0..<shown.width).map { (x: $0, y: y) } }
      #expect(places.allSatisfy { shown.colour($0.x, $0.y) == expected.colour($0.x, $0.y) })
    }
  }

  @Test func `a ball in thick slices is as high as it is wide`() throws {
    let picture = try DecodedPicture(slices("RAS").overview(through: PatientPoint(-20, 4, 6)))
    let ball = picture.places(of: ContourStyle(at: 1).colour, columns: coronal)
    let width = Double((ball.map(\.x).max() ?? 0) - (ball.map(\.x).min() ?? 0) + 1) * pixel
    let height = Double((ball.map(\.y).max() ?? 0) - (ball.map(\.y).min() ?? 0) + 1) * pixel
    // A diameter of 24 mm, found to within a voxel of 2 × 5 mm.
    #expect(abs(width - 24) <= 2.5)
    #expect(abs(height - 24) <= 5.5)
  }

  @Test func `outlines lie inside of the structure, at most two pixels from its boundary`() throws {
    let picture = try DecodedPicture(slices("RAS").overview(through: PatientPoint(-20, 4, 6)))
    // The voxel under a pixel, from the field of view alone: +40 mm at the left edge; 288 pixels from top to bottom, 0
    // mm in the middle.
    func isBall(_ x: Int, _ y: Int) -> Bool {
      let right = ((40 - (Double(x) + 0.5) * pixel) / 2).rounded(.down) * 2 + 1
      let front = ((144 * pixel - (Double(y - strip) + 0.5) * pixel) / 2).rounded(.down) * 2 + 1
      return Phantom.isBall(PatientPoint(right, front, 7.5))
    }
    let outline = picture.places(of: ContourStyle(at: 1).colour, columns: axial)
    #expect(outline.count > 100)
    #expect(outline.allSatisfy { isBall($0.x, $0.y) })
    #expect(
      outline.allSatisfy { place in
        (-2...2).contains { !isBall(place.x + $0, place.y) || !isBall(place.x, place.y + $0) }
      })
  }

  @Test func `the image is shown in its window`() throws {
    let phantom = Phantom(orientation: "LPS")
    let bare = KeySlices(grid: phantom.grid, structures: [], image: phantom.image, window: -200...200)
    let picture = try DecodedPicture(bare.overview(through: PatientPoint(0, 0, 0)))
    // The voxel at (right 11, front 7, head 2.5 or so): values rise by 3, 5 and 7 per mm.
    let (x, y) = (Int((40 - 11) / pixel), strip + Int((32 - 7) / pixel))
    let shown = Double(picture.colour(x, y).x)
    let expected = [2.5, -2.5].map { (z: Double) -> Double in
      let value: Double = (33 + 35 + z * 7).rounded()
      return (value + 200) / 400 * 255
    }
    #expect(expected.contains { abs($0 - shown) <= 1.5 })
  }

  @Test func `an oblique grid is shown in the patient's planes`() throws {
    // The same box of tissue, scanned with the table turned by 30° about the long axis.
    let (c, s) = (0.75.squareRoot(), 0.5)
    let size = 64
    let columns = [SIMD3(c, s, 0), SIMD3(-s, c, 0), SIMD3(0, 0, 1)]
    let half = Double(size - 1) / 2
    let affine = Affine(columns: columns, origin: -(columns[0] + columns[1] + columns[2]) * half)
    let grid = Grid(size: VoxelIndex(size, size, size), affine: affine)
    var runs: [Run] = []
    for k in 0..<size {
      for j in 0..<size {
        for i in 0..<size {
          let p = affine.patient(VoxelPoint(VoxelIndex(i, j, k)))
          if abs(p.x + 10) <= 6, abs(p.y) <= 14, abs(p.z) <= 8 {
            runs.append(Run(row: Int32(j + k * size), start: Int32(i), end: Int32(i + 1)))
          }
        }
      }
    }
    let block = ShownStructure(name: "block", runs: Runs(merging: runs), style: ContourStyle(at: 0))
    let picture = try DecodedPicture(
      KeySlices(grid: grid, structures: [block]).overview(through: PatientPoint(-10, 0, 0)))
    // Three panels as wide as the turned grid.
    let places = picture.places(of: block.style.colour, columns: 0..<336)
    let mm = 64 * (c + s) / 336
    let width = Double((places.map(\.x).max() ?? 0) - (places.map(\.x).min() ?? 0) + 1) * mm
    let height = Double((places.map(\.y).max() ?? 0) - (places.map(\.y).min() ?? 0) + 1) * mm
    #expect(abs(width - 12) <= 2 && abs(height - 28) <= 2)
  }

  @Test func `captions name planes, places, colours and sides`() throws {
    let caption = try slices("LPS").overview(through: PatientPoint(-20, 4, 6)).caption
    for part in [
      "Axial slice k = 10 at S 6.0 mm", "coronal slice j = 13 at A 4.0 mm", "sagittal slice i = 29 at L 20.0 mm",
      "sky blue = ball",
      "patient's right is on the left", "-200 (black) to 200 (white)",
    ] { #expect(caption.contains(part)) }
  }

  @Test func `without an orientation there are no letters and the caption says so`() throws {
    let runs = Runs(ordered: [Run(row: 1, start: 1, end: 3)])
    let shown = ShownStructure(name: "lung", runs: runs, style: ContourStyle(at: 0))
    let picture = try KeySlices(grid: Grid(size: VoxelIndex(8, 4, 1), spacing: nil), structures: [shown]).overview()
    #expect(picture.width == 768 && picture.height == 384)
    #expect(picture.caption.contains("orientation is unknown"))
    let decoded = try DecodedPicture(picture)
    #expect(decoded.places(of: SIMD3(255, 255, 255), columns: 0..<768).isEmpty)
    // Two of eight columns, one of four rows: 192 × 96 pixels from (96, 96) on.
    let places = decoded.places(of: shown.style.colour, columns: 0..<768)
    #expect(places.map(\.x).min() == 96 && places.map(\.x).max() == 287)
    #expect(places.map(\.y).min() == 96 && places.map(\.y).max() == 191)
  }

  @Test func `a close-up marks the place with a dashed box around it`() throws {
    let phantom = Phantom(orientation: "RAS")
    let slices = KeySlices(grid: phantom.grid, structures: phantom.structures)
    let box = VoxelBox(first: VoxelIndex(8, 16, 9), last: VoxelIndex(11, 19, 10))
    let picture = try slices.closeUp(of: box, around: ["ball"], name: "ball")
    #expect(picture.caption.contains("dashed box") && picture.name == "ball")
    let decoded = try DecodedPicture(picture)
    let overview = try DecodedPicture(slices.overview(through: PatientPoint(-20, 4, 6)))
    let ball = ContourStyle(at: 1).colour
    func width(_ p: DecodedPicture) -> Int {
      let xs = p.places(of: ball, columns: 0..<336).map(\.x)
      return (xs.max() ?? 0) - (xs.min() ?? 0)
    }
    #expect(width(decoded) > width(overview) * 3 / 2)
  }

  @Test func `an export without structures still gives a picture`() throws {
    let phantom = Phantom(orientation: "RAS")
    let picture = try KeySlices(grid: phantom.grid, structures: [], image: phantom.image).overview()
    #expect(picture.caption.contains("No structure can be seen here"))
  }

  @Test func `the file holds no text and no time`() throws {
    let bytes = try slices("RAS").overview().png
    var chunks: [String] = []
    var at = 8
    while at + 8 <= bytes.count {
      let length = bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) }
      chunks.append(String(decoding: bytes[(at + 4)..<(at + 8)], as: UTF8.self))
      at += 12 + length
    }
    #expect(Set(chunks) == ["IHDR", "PLTE", "IDAT", "IEND"])
  }
}
