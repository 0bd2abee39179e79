import Pictures
import Testing
import Volume

/// Pictures of places, and slices for a page that scrolls.
@Suite struct `Places and slices` {
  private let grid = Grid.stored("LPS", size: SIMD3(60, 40, 40), spacing: SIMD3(3, 3, 3))
  /// In mm to the right, anterior and superior: two of a kind, high and low, on both sides of a midline without any.
  private let centres: [SIMD3<Double>] = [SIMD3(50, 0, 20), SIMD3(-50, 0, -20)]
  private let radius = 15.0

  private var pair: [ShownStructure] {
    centres.enumerated().map { Shape.ball($1, radius: radius).shown("ball \($0)", on: grid, style: $0) }
  }

  private func box(_ structures: [ShownStructure]) throws -> VoxelBox {
    let boxes = structures.compactMap { VoxelBox(of: $0.runs, on: grid) }
    return boxes.dropFirst().reduce(try #require(boxes.first)) { $0.union($1) }
  }

  @Test func `every panel shows one of a pair at least, though the middle between them shows neither`() throws {
    let picture = try KeySlices(grid: grid, structures: pair).place(try box(pair), name: "place", subject: "Both.")
    let colours = pair.map(\.style.colour)
    let decoded = try DecodedPicture(picture)
    // Marks stand on outlines of their colours; a coronal plane meets both, axial and sagittal ones one of them.
    #expect(picture.marks.count == 4)
    for mark in picture.marks {
      let style = try #require(pair.first { $0.name == mark.name }?.style)
      #expect(mark.colour == style.colour)
      let around = (-2...2).flatMap { y in (-2...2).map { (mark.x + $0, mark.y + y) } }
      #expect(around.contains { decoded.colour($0.0, $0.1) == style.colour })
    }
    #expect(Set(picture.marks.map(\.colour)) == Set(colours))
    #expect(picture.caption.hasPrefix("Both.") && picture.caption.contains("dashed box"))
  }

  @Test func `the marked place is cut by every plane, though nothing is there`() throws {
    let empty = VoxelBox(first: VoxelIndex(40, 18, 24), last: VoxelIndex(48, 24, 30))
    let one = KeySlices(grid: grid, structures: [pair[1]])
    let picture = try one.place(empty, name: "place", subject: "Where it would be.")
    #expect(picture.caption.contains("Axial slice k = 27"))
    #expect(picture.caption.contains("sagittal slice i = 44"))
  }

  @Test func `slices hold the structures' pixels, run by run, from the feet upwards`() throws {
    let slices = KeySlices(
      grid: grid, structures: pair,
      image: Shape.ball(centres[0], radius: radius).image(
        on: grid, inside: 100, outside: -900), window: -100...100)
    let atlas = try #require(try slices.atlas(of: try box(pair), widest: -1000...1000))
    #expect(atlas.names.count <= 40 && atlas.width <= 160 && atlas.height <= 160)
    #expect(atlas.names.first?.hasPrefix("I") == true && atlas.names.last?.hasPrefix("S") == true)
    #expect(atlas.edges == ["R", "L", "A", "P"])
    for outline in atlas.outlines {
      let covered = outline.runs.map { runs in
        runs.enumerated().filter { $0.offset % 2 == 1 }.reduce(0) { $0 + $1.element }
      }
      for runs in outline.runs where !runs.isEmpty { #expect(runs.reduce(0, +) == atlas.width * atlas.height) }
      // A ball of 15 mm has 706.9 mm² at its widest; pixels are those of the grid.
      let widest = Double(covered.max() ?? 0) * 9
      #expect(abs(widest - .pi * radius * radius) < 0.12 * .pi * radius * radius)
    }
    let image = try DecodedPicture(
      Picture(
        name: "", caption: "", width: atlas.width, height: atlas.height * atlas.names.count,
        png: try #require(atlas.image)))
    // 100 of −1000…1000 is brighter than −900 of it.
    let greys = Set((0..<image.height).flatMap { y in (0..<image.width).map { image.colour($0, y).x } })
    #expect(greys.contains { $0 > 130 } && greys.contains { $0 < 20 })
  }

  @Test func `pictures of two dimensions have nothing to scroll`() throws {
    let flat = Grid(size: VoxelIndex(20, 20, 1), spacing: nil)
    let slices = KeySlices(grid: flat, structures: [])
    #expect(try slices.atlas(of: VoxelBox(first: VoxelIndex(0, 0, 0), last: VoxelIndex(9, 9, 0)), widest: nil) == nil)
  }
}
