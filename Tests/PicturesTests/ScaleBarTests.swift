import Pictures
import Testing
import Volume

@Suite struct ScaleBarTests {
  @Test(arguments: [[0.01, 0.01], [0.3, 0.3], [0.7, 2.5], [1, 1], [3, 3], [25, 40]])
  func `the bar is as long as it says, and its length is round`(spacing: [Double]) throws {
    // A block of 20 of 40 voxels across.
    let grid = Grid.stored("RAS", size: SIMD3(40, 30, 30), spacing: SIMD3(spacing[0], spacing[0], spacing[1]))
    let half = 10 * spacing[0]
    let block = Shape.box(SIMD3(-half, -half / 2, -1000), SIMD3(half, half / 2, 1000)).shown("block", on: grid)
    let picture = try KeySlices(grid: grid, structures: [block]).overview()
    let decoded = try DecodedPicture(picture)
    // Panels stand in a row, 40, 40 and 30 voxels wide; the first is the axial one.
    let panel = 0..<(decoded.width * 33 / 100)
    let bars = decoded.bars()
    #expect(bars.count == 3)
    let bar = try #require(bars.first { panel.contains($0.x) }).length
    let columns = decoded.places(of: block.style.colour, columns: panel).map(\.x)
    let width = Double((columns.max() ?? 0) - (columns.min() ?? 0) + 1)
    let length = try #require(
      barLengths(picture.caption).first { abs($0 * width / (2 * half) - Double(bar)) < 2 })
    var digits = length
    while digits < 0.999 { digits *= 10 }
    while digits > 9.99 { digits /= 10 }
    #expect([1, 2, 5].contains { abs(digits - $0) < 1e-6 })
  }

  /// `The scale bar is 5 cm long`, or `bars are 1 cm and 2 cm long`.
  private func barLengths(_ caption: String) -> [Double] {
    let words = caption.split(separator: " ").map(String.init)
    return words.indices.dropLast().compactMap { at in
      guard let number = Double(words[at]) else { return nil }
      return words[at + 1] == "cm" ? number * 10 : words[at + 1] == "mm" ? number : nil
    }
  }

  @Test func `without lengths there is no bar, and the caption says so`() throws {
    let grid = Grid(size: VoxelIndex(60, 50, 40), spacing: nil)
    let block = Shape.box(SIMD3(10, 10, 10), SIMD3(30, 30, 30)).shown("block", on: grid)
    let slices = KeySlices(grid: grid, structures: [block])
    let pictures = try [slices.overview(), #require(try slices.slices(of: "block", name: "block"))]
    for picture in pictures {
      #expect(picture.caption.contains("Lengths are unknown"))
      #expect(try DecodedPicture(picture).bars().isEmpty)
    }
  }

  @Test func `with lengths alone there is a bar and no letter`() throws {
    let grid = Grid(size: VoxelIndex(60, 50, 40), spacing: SIMD3(2, 2, 2))
    let block = Shape.box(SIMD3(20, 20, 20), SIMD3(60, 60, 60)).shown("block", on: grid)
    let decoded = try DecodedPicture(KeySlices(grid: grid, structures: [block]).overview())
    #expect(decoded.bars().count == 3)
    #expect(decoded.letters().isEmpty)
  }
}
