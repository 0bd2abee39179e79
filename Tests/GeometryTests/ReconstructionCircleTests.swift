import Geometry
import GeometryTesting
import Testing
import Volume

@Suite struct `The circle that a scanner reconstructs` {
  /// An image that is padding outside a circle, and air and a body of noise inside; the structure is a box.
  private func scene(
    radius: Double, centre: (Double, Double) = (63.5, 63.5), spacing: SIMD3<Double> = SIMD3(1, 1, 3), depth: Int = 6,
    clipped: Bool = false, box: ClosedRange<Int> = 50...70
  ) -> Scene {
    let grid = Grid(size: VoxelIndex(128, 128, depth), affine: Affine(spacing: spacing))
    return PictureScene.scene(
      grid, mask: { v in box.contains(v.i) && (60...66).contains(v.j) },
      image: { v in
        let (x, y) = ((Double(v.i) - centre.0) * spacing.x, (Double(v.j) - centre.1) * spacing.y)
        guard (x * x + y * y).squareRoot() <= radius else { return -1024 }
        let isBody = PictureScene.distance(v, 63.5, 63.5) < 40
        let air = -1000 + 60 * PictureScene.random(v)
        return isBody ? 40 + 10 * PictureScene.random(v) : clipped ? max(-1024, air) : air
      })
  }

  @Test(arguments: [64.0, 60, 75], [false, true])
  func `is found where the padding ends`(radius: Double, clipped: Bool) throws {
    let circle = try #require(scene(radius: radius, clipped: clipped)[ReconstructionCircle()])
    #expect(abs(circle.radius - radius) < 0.5)
    #expect(abs(circle.centre.x - 63.5) < 0.3 && abs(circle.centre.y - 63.5) < 0.3)
    #expect(circle.across == 2)
  }

  @Test func `may lie off the middle, in millimetres of uneven pixels`() throws {
    let scene = scene(radius: 62, centre: (60, 66), spacing: SIMD3(1, 0.96, 5))
    let circle = try #require(scene[ReconstructionCircle()])
    #expect(abs(circle.radius - 62) < 0.5)
    #expect(abs(circle.centre.x - 60) < 0.3 && abs(circle.centre.y - 66 * 0.96) < 0.3)
  }

  /// The box's far corners are at (127.5 - 63.5, 3.5) and the like.
  @Test(arguments: [(50...70, 0), (50...123, 0), (50...126, 0), (40...127, 7)])
  func `is reached or not by a structure`(box: ClosedRange<Int>, onEdge: Int) throws {
    let scene = scene(radius: 64, depth: 1, box: box)
    let place = try #require(CircleMargin(structure: 0).value(in: scene))
    let corner = (pow2(Double(max(box.upperBound, 127 - box.lowerBound)) - 63.5) + pow2(3.5)).squareRoot()
    #expect(abs(place.margin - (64 - corner)) < 0.5)
    let circle = try #require(scene[ReconstructionCircle()])
    let counted = VoxelScene.indices(scene.grid.size).count { v in
      box.contains(v.i) && (60...66).contains(v.j)
        && PictureScene.distance(v, circle.centre.x, circle.centre.y) >= circle.radius - 1
    }
    #expect(place.voxelsOnEdge == counted)
    #expect((place.voxelsOnEdge > 0) == (onEdge > 0))
  }

  private func pow2(_ x: Double) -> Double { x * x }

  @Test func `is reported for each structure, and undefined where there is none`() {
    let found = CircleMargin.entry.reported([0], in: scene(radius: 64))["reconstruction_circle"]
    #expect(found?["voxels_on_edge"] == .integer(0))
    #expect(found?[.length("margin")]?.number != nil)
    let grid = PictureScene.flat(64, 64)
    let plain = PictureScene.scene(grid, mask: { $0.i > 40 }, image: { PictureScene.random($0) })
    let none = CircleMargin.entry.reported([0], in: plain)["reconstruction_circle"]
    #expect(none == .undefined)
  }

  /// Images whose corners are constant too, for other reasons.
  static let others: [(name: String, image: @Sendable (VoxelIndex) -> Float)] = [
    ("a constant image", { _ in 0 }),
    ("a body in empty air", { v in PictureScene.distance(v, 64, 64) < 45 ? 40 + PictureScene.random(v) : -1000 }),
    (
      "an ellipse across the whole image",
      { v in
        let (x, y) = ((Double(v.i) - 63.5) / 63, (Double(v.j) - 63.5) / 50)
        return x * x + y * y < 1 ? PictureScene.random(v) : -1000
      }
    ),
    ("a square", { v in max(abs(v.i - 64), abs(v.j - 64)) < 60 ? PictureScene.random(v) : 0 }),
    ("a tilted square", { v in abs(v.i - 64) + abs(v.j - 64) < 64 ? PictureScene.random(v) : 0 }),
    ("no finite corner", { v in PictureScene.distance(v, 63.5, 63.5) < 64 ? 1 : .nan }),
    ("noise", { PictureScene.random($0) }),
  ]

  @Test(arguments: others.indices)
  func `is not seen in anything else`(at: Int) {
    let grid = Grid(size: VoxelIndex(128, 128, 3), affine: Affine(spacing: SIMD3(1, 1, 2)))
    let scene = PictureScene.scene(grid, mask: { $0.i == 64 }, image: Self.others[at].image)
    #expect(scene[ReconstructionCircle()] == nil, "\(Self.others[at].name)")
    #expect(CircleMargin(structure: 0).value(in: scene) == nil)
  }
}
