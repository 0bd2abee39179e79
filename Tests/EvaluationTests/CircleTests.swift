import Evaluation
import PolicyLanguage
import Testing
import Volume

/// A CT of 80 × 80 voxels of 2 mm whose scanner has reconstructed a circle of radius 76 mm about the middle, at 79 mm.
@Suite struct CircleTests {
  private static let grid = Grid(size: VoxelIndex(80, 80, 4), affine: Affine(spacing: SIMD3(2, 2, 2)))

  private static func image(_ padding: Float?) -> IntensityVolume {
    var values: [Float] = []
    for _ in 0..<4 {
      for j in 0..<80 {
        for i in 0..<80 {
          let (x, y) = (Double(i) * 2 - 79, Double(j) * 2 - 79)
          let outside = (x * x + y * y).squareRoot() > 76
          values.append(outside ? padding ?? Float(i + j) : Float(i + j))
        }
      }
    }
    return IntensityVolume(grid: grid, channels: 1, values: values)
  }

  private func judged(_ box: Box, _ image: IntensityVolume?, _ fields: String = "") async throws -> [Finding] {
    try await judge(
      "label: liver, border: {\(fields)reconstruction_circle: '>= 10 mm'}", Export(["liver": [box]], on: Self.grid),
      image: image)
  }

  @Test(arguments: [(30..<50, 54.8, Finding.Outcome.pass), (30..<75, 3.6, .fail)])
  func `a structure keeps its distance from the circle`(
    columns: Range<Int>, margin: Double, outcome: Finding.Outcome
  ) async throws {
    // The farthest voxel: (49, 39 or 40) is 19 and 1 mm from the middle; (74, 40) is 69 and 1 mm.
    let found = try await judged(Box(columns, 39..<41, 1..<3), Self.image(-3000))
    #expect(found.map(\.outcome) == [outcome] && found.map(\.code.aspect.field) == ["reconstruction_circle"])
    let farthest = Double(columns.upperBound - 1) * 2 - 79
    let expected = 76 - (farthest * farthest + 1).squareRoot()
    // The circle is fitted to voxels, to within half of one.
    #expect(abs(try #require(found.first?.measured).value - expected) < 1)
    #expect((found.first?.location != nil) == (outcome == .fail))
  }

  @Test func `no image, no circle and another grid are told apart`() async throws {
    let box = Box(30..<50, 39..<41, 1..<3)
    let without = try await judged(box, nil)
    #expect(without.map(\.outcome) == [.notEvaluable] && without.map(\.notEvaluable) == [.ignore])
    #expect(without.first?.causes == [.noImage])
    let full = try await judged(box, Self.image(nil))
    #expect(full.map(\.outcome) == [.notEvaluable] && full.map(\.notEvaluable) == [.review])
    #expect(full.first?.cause == "the image shows no reconstruction circle")
    let small = IntensityVolume(grid: Grid(size: VoxelIndex(2, 2, 1), spacing: nil), channels: 1, values: [1, 2, 3, 4])
    #expect(try await judged(box, small).map(\.outcome) == [.notEvaluable])
  }

  @Test func `faces and circle are two limits`() async throws {
    let found = try await judged(Box(30..<50, 39..<41, 0..<3), Self.image(-3000), "may_touch: none, ")
    #expect(found.map(\.code.aspect.field) == ["may_touch", "reconstruction_circle"])
    #expect(found.map(\.outcome) == [.fail, .pass])
    let policy = try policy("- {id: x, label: liver, border: {reconstruction_circle: '>= 10 mm'}}")
    #expect(policy.needsImage)
  }
}
