import Pictures
import Testing
import Volume

@Suite struct BoundsTests {
  @Test(arguments: [
    [1, 1, 1], [1, 1, 40], [300, 3, 3], [200, 200, 2], [40, 40, 40], [5, 120, 40], [900, 700, 1],
  ])
  func `no picture is longer than 1024 pixels or has more than 720 000`(size: [Int]) throws {
    let spacing = size[0] > 100 ? nil : SIMD3(0.5, 0.5, 5)
    let grid = Grid(size: VoxelIndex(size[0], size[1], size[2]), spacing: spacing)
    let whole = ShownStructure(
      name: "whole",
      runs: Runs(ordered: (0..<grid.rows).map { Run(row: Int32($0), start: 0, end: Int32(size[0])) }),
      style: ContourStyle(at: 0))
    let slices = KeySlices(
      grid: grid, structures: [whole],
      image: IntensityVolume(grid: grid, values: [Float](repeating: 1, count: grid.count)))
    let box = VoxelBox(first: VoxelIndex(0, 0, 0), last: VoxelIndex(0, 0, 0))
    let pictures = try [
      slices.overview(), slices.closeUp(of: box, around: ["whole"], name: "close-up"),
      slices.slices(of: "whole", name: "slices"), slices.projections(),
    ].compactMap { $0 }
    #expect(pictures.count >= 2)
    for picture in pictures {
      #expect(max(picture.width, picture.height) <= 1024, "\(picture.name)")
      #expect(picture.width * picture.height <= 720_000, "\(picture.name)")
      // As the file says it, too: two numbers of four bytes after signature, length and name of the first chunk.
      let sides = [16, 20].map { at in picture.png[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
      #expect(sides == [picture.width, picture.height])
    }
  }

  @Test func `the same inputs give the same bytes`() throws {
    let phantom = Phantom(orientation: "LPS")
    func all() throws -> [Picture?] {
      let slices = KeySlices(grid: phantom.grid, structures: phantom.structures, image: phantom.image)
      return try [slices.overview(), slices.slices(of: "ball", name: "ball"), slices.projections()]
    }
    #expect(try all() == all())
  }

  @Test func `colour images keep their colours`() throws {
    let flat = Grid(size: VoxelIndex(64, 64, 1), spacing: nil)
    let values = (0..<4096).flatMap { (at: Int) -> [Float] in [Float(at % 64 * 4), Float(at / 64 * 4), 128] }
    let image = IntensityVolume(grid: flat, channels: 3, values: values)
    let decoded = try DecodedPicture(KeySlices(grid: flat, structures: [], image: image).overview())
    // Two panels, eight pixels between them.
    let panel = (decoded.width - 8) / 2
    let step = Double(panel) / 64
    for (x, y) in [(3, 5), (60, 2), (31, 63)] {
      let colour = decoded.colour(Int((Double(x) + 0.5) * step), Int((Double(y) + 0.5) * step))
      #expect(colour == SIMD3(UInt8(x * 4), UInt8(y * 4), 128))
    }
  }

  @Test func `captions of many structures are not longer than what models are given`() throws {
    let grid = Grid.stored("RAS", size: SIMD3(40, 40, 40), spacing: SIMD3(2, 2, 2))
    let many = (0..<60).map { at in
      let z = Double(at % 30) * 2.5 - 37
      return Shape.box(SIMD3(-30, -30, z), SIMD3(30, 30, z + 2)).shown("structure_number_\(at)", on: grid, style: at)
    }
    let caption = try KeySlices(grid: grid, structures: many).overview().caption
    #expect(caption.count <= 600)
    #expect(caption.contains(" smaller ones"))
  }
}
