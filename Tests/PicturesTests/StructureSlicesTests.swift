import Foundation
import Pictures
import Testing
import Volume

@Suite struct StructureSlicesTests {
  /// A ball of 20 mm about (8, -4, 3) on voxels of 1 × 1 × 2 mm.
  private let grid = Grid.stored("RAS", size: SIMD3(72, 72, 36), spacing: SIMD3(1, 1, 2))
  private let centre = SIMD3<Double>(8, -4, 3)
  private let radius = 20.0
  private var ball: ShownStructure { Shape.ball(centre, radius: radius).shown("ball", on: grid) }

  private func sheet(_ structures: [ShownStructure], of name: String = "ball", on grid: Grid) throws -> Picture {
    try #require(try KeySlices(grid: grid, structures: structures).slices(of: name, name: "sheet"))
  }

  @Test func `the first and the last slice are where the structure begins and ends`() throws {
    // Slice centres lie at -35, -33, … 35 mm; those within 20 mm of 3 mm hold voxels of the ball.
    let filled = (0..<36).filter { abs(Double($0) * 2 - 35 - centre.z) < radius }
    let named = indices("k", in: try sheet([ball], on: grid).caption)
    // From the head down.
    #expect(named.first == filled.last && named.last == filled.first)
    #expect(named.count == 5)
    #expect(named[2] == (filled[0] + filled[filled.count - 1]) / 2)
    let steps = zip(named, named.dropFirst()).map { $0 - $1 }
    #expect((steps.max() ?? 0) - (steps.min() ?? 0) <= 1)
  }

  @Test(arguments: ["LAI", "SPR", "PIL"])
  func `slices go from the head to the feet however they are stored`(orientation: String) throws {
    let turned = Grid.stored(orientation, size: SIMD3(72, 72, 36), spacing: SIMD3(1, 1, 2))
    let stored = try sheet([Shape.ball(centre, radius: radius).shown("ball", on: turned)], on: turned)
    let expected = try sheet([ball], on: grid)
    func places(_ caption: String) -> [Substring] {
      caption.split(separator: ",").compactMap { part in part.firstRange(of: " at ").map { part[$0.upperBound...] } }
    }
    #expect(places(stored.caption).count == 5)
    #expect(places(stored.caption) == places(expected.caption))
  }

  @Test func `gaps are passed over: no slice is empty`() throws {
    let parts = Runs(
      merging: [-20.0, 24.0].flatMap { z in
        Shape.box(SIMD3(-5, -5, z - 4.5), SIMD3(5, 5, z + 4.5)).runs(on: grid).all
      })
    let shown = ShownStructure(name: "parts", runs: parts, style: ContourStyle(at: 0))
    let filled = Set(parts.all.map { Int($0.row) / 72 })
    let named = indices("k", in: try sheet([shown], of: "parts", on: grid).caption)
    #expect(named.count == 5 && named.allSatisfy(filled.contains))
    #expect(named.first == filled.max() && named.last == filled.min())
  }

  @Test func `a structure in one slice has one slice`() throws {
    let flat = Shape.box(SIMD3(-5, -5, 0.5), SIMD3(5, 5, 1.5)).shown("flat", on: grid)
    #expect(indices("k", in: try sheet([flat], of: "flat", on: grid).caption) == [18])
  }

  @Test func `slices are cut across the axis along which the scan was taken`() throws {
    let sagittal = Grid.stored("RAS", size: SIMD3(12, 64, 64), spacing: SIMD3(4, 1, 1))
    let shown = Shape.ball(.zero, radius: 15).shown("ball", on: sagittal)
    let caption = try sheet([shown], on: sagittal).caption
    // Slice centres at -22, -18, … 22 mm.
    #expect(indices("i", in: caption) == [9, 7, 6, 4, 2] || indices("i", in: caption) == [9, 7, 5, 4, 2])
    #expect(caption.contains("1 sagittal slice"))
  }

  @Test func `by the scale bar the outline in the middle slice has the ball's radius`() throws {
    let picture = try sheet([ball], on: grid)
    let decoded = try DecodedPicture(picture)
    let bar = try #require(decoded.bars().first)
    let millimetres = try #require(barLength(picture.caption)) / Double(bar.length)
    // Three panels a row: the third is the middle slice, 0 mm or 2 mm from the ball's centre.
    let columns = (decoded.width * 2 / 3 + 8)..<decoded.width
    let outline = decoded.places(of: ball.style.colour, columns: columns).filter { $0.y < decoded.height / 2 }
    let middle = (
      Double(outline.map(\.x).reduce(0, +)) / Double(outline.count),
      Double(outline.map(\.y).reduce(0, +)) / Double(outline.count)
    )
    let reach = outline.map { hypot(Double($0.x) - middle.0, Double($0.y) - middle.1) * millimetres }
    #expect(outline.count > 200)
    // The line is two pixels wide and lies inside; voxels are 1 mm.
    #expect(abs((reach.max() ?? 0) - radius) < 1)
    #expect((reach.min() ?? 0) > radius - 2.5)
  }

  @Test func `only the structure itself is outlined`() throws {
    let other = Shape.box(SIMD3(-10, -10, -10), SIMD3(0, 0, 10)).shown("other", on: grid, style: 1)
    let decoded = try DecodedPicture(sheet([ball, other], on: grid))
    #expect(decoded.places(of: other.style.colour, columns: 0..<decoded.width).isEmpty)
  }

  @Test func `the locator's lines are where the slices are`() throws {
    let picture = try sheet([ball], on: grid)
    let decoded = try DecodedPicture(picture)
    let columns = (decoded.width * 2 / 3 + 8)..<decoded.width
    let outline = decoded.places(of: ball.style.colour, columns: columns).filter { $0.y > decoded.height / 2 }
    let (top, bottom) = (outline.map(\.y).min() ?? 0, outline.map(\.y).max() ?? 0)
    // A dashed line crosses the whole panel: white in half of the columns at least, but for letters.
    let lines = (decoded.height / 2..<decoded.height).filter { y in
      columns.count { decoded.isWhite($0, y) } > columns.count * 2 / 5
    }
    try #require(lines.count == 5)
    let bar = try #require(decoded.bars().last)
    let voxel = 2 * Double(bar.length) / (try #require(barLength(picture.caption)))
    // The first and last slice's middle is half a voxel inside of the silhouette.
    #expect(abs(Double(lines[0]) - Double(top) - voxel / 2) < 2)
    #expect(abs(Double(bottom) - Double(lines[4]) - voxel / 2) < 2)
  }

  @Test func `an image of two dimensions is enlarged, unless the structure fills it`() throws {
    let flat = Grid(size: VoxelIndex(100, 80, 1), spacing: nil)
    let small = Shape.box(SIMD3(20, 20, 0), SIMD3(39, 39, 0)).shown("small", on: flat)
    let large = Shape.box(SIMD3(5, 5, 0), SIMD3(90, 70, 0)).shown("large", on: flat)
    let slices = KeySlices(
      grid: flat, structures: [small, large],
      image: IntensityVolume(grid: flat, values: [Float](repeating: 1, count: 8000)))
    #expect(try slices.slices(of: "large", name: "large") == nil)
    let picture = try #require(try slices.slices(of: "small", name: "small"))
    #expect(picture.caption.contains("the same without outlines"))
    let decoded = try DecodedPicture(picture)
    let outline = decoded.places(of: small.style.colour, columns: 0..<decoded.width)
    // 20 × 20 pixels in a crop of 40 × 40, beside one without outline.
    let share = Double((outline.map(\.x).max() ?? 0) - (outline.map(\.x).min() ?? 0) + 1) / Double(decoded.width)
    #expect(abs(share - 0.25) < 0.01)
  }
}
