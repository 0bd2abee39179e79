import Pictures
import Testing
import Volume

@Suite struct ComparisonTests {
  private let grid = Grid.stored("LPS", size: SIMD3(48, 48, 24), spacing: SIMD3(1, 1, 2))
  private var image: IntensityVolume {
    IntensityVolume(grid: grid, values: (0..<grid.count).map { Float($0 * 7919 % 251) })
  }
  private func mask(_ x: Double, radius: Double) -> Runs { Shape.ball(SIMD3(x, 0, 0), radius: radius).runs(on: grid) }

  private func pictures(_ masks: [(String, Runs)]) throws -> [Picture] {
    try KeySlices(grid: grid, structures: [], image: image).comparison(
      of: "kidney", candidates: masks.map { KeySlices.Candidate(name: $0.0, runs: $0.1) })
  }

  @Test func `masks of one structure are shown in the same slices, crop and scale`() throws {
    let all = try pictures([("A", mask(-3, radius: 8)), ("B", mask(4, radius: 12)), ("C", Runs())])
    #expect(all.map(\.name) == ["A", "B", "C"])
    #expect(Set(all.map(\.width)).count == 1 && Set(all.map(\.height)).count == 1)
    #expect(Set(all.map { indices("k", in: $0.caption) }).count == 1)
    // The larger ball reaches from -12 to 12 mm: slice centres at ±1, ±3, … ±11.
    #expect(Set(indices("k", in: all[0].caption)).isSuperset(of: [6, 17]))
    #expect(all[2].caption.contains("No structure can be seen here"))
    let bars = try all.map { try DecodedPicture($0).bars().map(\.length) }
    #expect(!bars[0].isEmpty && Set(bars).count == 1)
  }

  @Test func `nothing but outlines differs between them`() throws {
    let all = try pictures([("A", mask(-3, radius: 8)), ("empty", Runs())]).map { try DecodedPicture($0) }
    let style = ContourStyle(at: 0).colour
    var differences = 0
    for y in 0..<all[0].height {
      for x in 0..<all[0].width where all[0].colour(x, y) != all[1].colour(x, y) {
        differences += 1
        let isOutline = all[0].colour(x, y) == style || all[0].colour(x, y) == SIMD3(0, 0, 0)
        #expect(isOutline)
      }
    }
    #expect(differences > 200)
  }

  @Test func `without any voxel there is nothing to compare`() throws {
    #expect(try pictures([("A", Runs()), ("B", Runs())]).isEmpty)
  }
}
