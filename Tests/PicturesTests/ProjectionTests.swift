import Pictures
import Testing
import Volume

@Suite struct ProjectionTests {
  private let grid = Grid.stored("LPS", size: SIMD3(40, 36, 32), spacing: SIMD3(2, 2, 2))

  /// The frontal panel is 80 × 64 mm, the side one 72 × 64 mm, side by side: 1016 pixels for 152 mm.
  private let scale = 1016.0 / 152
  private var side: Range<Int> { (Int(80 * scale) + 9)..<1023 }
  private var front: Range<Int> { 0..<Int(80 * scale) }

  @Test func `silhouettes are those of the whole structure, from the front and from the side`() throws {
    // Two balls that share no slice: left and low in front, right and high behind.
    let balls = [
      Shape.ball(SIMD3(-20, 18, -14), radius: 10).shown("low", on: grid),
      Shape.ball(SIMD3(14, -12, 12), radius: 14).shown("high", on: grid, style: 1),
    ]
    let decoded = try DecodedPicture(#require(try KeySlices(grid: grid, structures: balls).projections()))
    // By formula: right is on the left of the frontal panel, the front on the left of the other; the head is up.
    let expected: [[(centre: (Double, Double), radius: Double)]] = [
      [((40 + 20, 32 + 14), 10), ((40 - 14, 32 - 12), 14)], [((36 - 18, 32 + 14), 10), ((36 + 12, 32 - 12), 14)],
    ]
    for (panel, columns) in [front, side].enumerated() {
      for (at, ball) in balls.enumerated() {
        let outline = decoded.places(of: ball.style.colour, columns: columns)
        let x = outline.map { Double($0.x - columns.lowerBound) / scale }
        let y = outline.map { Double($0.y) / scale }
        let (centre, radius) = expected[panel][at]
        #expect(abs((x.min() ?? 0) - (centre.0 - radius)) < 2.5 && abs((x.max() ?? 0) - (centre.0 + radius)) < 2.5)
        #expect(abs((y.min() ?? 0) - (centre.1 - radius)) < 2.5 && abs((y.max() ?? 0) - (centre.1 + radius)) < 2.5)
      }
    }
  }

  @Test func `behind them lies the mean along the line of sight`() throws {
    // A rod from front to back at (right 12, head 8): a spot from the front, a band from the side.
    let rod = Shape.box(SIMD3(4, -40, 0), SIMD3(20, 40, 16))
    let image = rod.image(on: grid, inside: 100, outside: 0)
    let far = Shape.box(SIMD3(-36, -34, -30), SIMD3(-32, -30, -26)).shown("far", on: grid)
    let picture = try #require(try KeySlices(grid: grid, structures: [far], image: image).projections())
    let decoded = try DecodedPicture(picture)
    func level(_ x: Double, _ y: Double, _ columns: Range<Int>) -> Int {
      Int(decoded.colour(columns.lowerBound + Int(x * scale), Int(y * scale)).x)
    }
    // 100 along the whole line of sight, or in 8 of its 40 voxels.
    #expect(level(40 - 12, 32 - 8, front) == 255)
    #expect(level(40 - 28, 32 - 8, front) == 0 && level(40 - 12, 32 + 8, front) == 0)
    let band = level(36 - 15, 32 - 8, side)
    #expect(abs(Double(band) - 51) < 3 && band == level(36 + 15, 32 - 8, side))
    #expect(picture.caption.contains("mean along the line of sight, 0 (black) to 100 (white)"))
  }

  @Test func `what scanners put outside of their circle is no darker than air`() throws {
    let half = Shape { $0.x > 0 }.image(on: grid, inside: -3024, outside: -1000)
    let far = Shape.box(SIMD3(-36, -34, -30), SIMD3(-32, -30, -26)).shown("far", on: grid)
    let decoded = try DecodedPicture(
      #require(try KeySlices(grid: grid, structures: [far], image: half, air: KeySlices.air).projections()))
    #expect(decoded.colour(front.count / 4, 100) == decoded.colour(front.count * 3 / 4, 100))
  }

  @Test func `of many structures named ones and the largest are outlined`() throws {
    let many = (0..<14).map { at in
      let x = Double(at % 7) * 10 - 32
      let size = 2 + Double(at) / 4
      return Shape.box(SIMD3(x - size, -size, at < 7 ? -20 : 8), SIMD3(x + size, size, at < 7 ? -16 : 12))
        .shown("s\(at)", on: grid, style: at)
    }
    let picture = try #require(try KeySlices(grid: grid, structures: many).projections(of: ["s0"]))
    #expect(picture.caption.contains("Silhouettes of \(KeySlices.mostSilhouettes) of 14 structures."))
    #expect(picture.caption.contains("= s0") && picture.caption.contains("= s13") && !picture.caption.contains("= s1,"))
  }

  @Test func `two dimensions have no projection`() throws {
    let flat = Grid(size: VoxelIndex(20, 20, 1), spacing: nil)
    let shown = Shape.box(.zero, SIMD3(9, 9, 0)).shown("a", on: flat)
    #expect(try KeySlices(grid: flat, structures: [shown]).projections() == nil)
  }
}
