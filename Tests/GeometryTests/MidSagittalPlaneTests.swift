import Foundation
import Geometry
import GeometryTesting
import Testing
import Volume

/// Bodies whose plane of symmetry is known.
@Suite struct `The mid-sagittal plane` {
  /// A patient on the table: turned by two angles and moved from the scanner's centre.
  struct Pose: CustomTestStringConvertible {
    /// About the long axis and about the front-back axis, in degrees.
    let turn: Double
    let lean: Double
    // Not as a vector: the testing library's thunks hand on vectors in arguments wrongly.
    private let moved: [Double]
    var shift: SIMD3<Double> { SIMD3(moved[0], moved[1], moved[2]) }

    init(turn: Double, lean: Double, shift: SIMD3<Double>) {
      self.turn = turn
      self.lean = lean
      moved = [shift.x, shift.y, shift.z]
    }

    var testDescription: String { "turned \(turn)°, leaning \(lean)°" }

    private var axes: (right: SIMD3<Double>, front: SIMD3<Double>, up: SIMD3<Double>) {
      let (ct, st) = (cos(turn * .pi / 180), sin(turn * .pi / 180))
      let (cl, sl) = (cos(lean * .pi / 180), sin(lean * .pi / 180))
      return (SIMD3(ct * cl, st * cl, sl), SIMD3(-st, ct, 0), SIMD3(-ct * sl, -st * sl, cl))
    }

    var normal: SIMD3<Double> { axes.right }

    /// A point of the room in the body's own axes.
    func body(_ p: SIMD3<Double>) -> SIMD3<Double> {
      let d = p - shift
      return SIMD3((d * axes.right).sum(), (d * axes.front).sum(), (d * axes.up).sum())
    }
  }

  private static let straight = Pose(turn: 0, lean: 0, shift: SIMD3(6.25, -4, 3))
  private static let grid = Grid(
    size: VoxelIndex(66, 46, 48), affine: Affine(spacing: SIMD3(6, 6, 7.5), origin: SIMD3(-195, -135, -176.25)))

  private static func ball(_ centre: SIMD3<Double>, _ radius: Double) -> (SIMD3<Double>) -> Bool {
    { p in ((p - centre) * (p - centre)).sum() <= radius * radius }
  }

  private static func masks(_ shapes: [(SIMD3<Double>) -> Bool], pose: Pose, grid: Grid = grid) -> VoxelScene {
    let empty = VoxelScene(grid: grid, masks: [])
    return VoxelScene(grid: grid, shapes.map { shape in { shape(pose.body(empty.patient($0))) } })
  }

  /// Pairs of balls on both sides, in the order left, right, left, right.
  private static let pairNames = ["kidney", "lung", "femur", "eye", "hip"].flatMap { ["\($0)_left", "\($0)_right"] }
  private static let places: [SIMD3<Double>] = [
    SIMD3(60, -40, -40), SIMD3(90, 0, 60), SIMD3(80, 10, -140), SIMD3(35, 60, 140), SIMD3(100, -10, -110),
  ]
  private static var pairs: [(SIMD3<Double>) -> Bool] {
    places.flatMap { place in [ball(SIMD3(-place.x, place.y, place.z), 28), ball(place, 28)] }
  }

  private func angle(_ plane: MidSagittalPlane.Plane, _ normal: SIMD3<Double>) -> Double {
    let cosine = plane.normal.x * normal.x + plane.normal.y * normal.y + plane.normal.z * normal.z
    return acos(min(1, abs(cosine))) * 180 / .pi
  }

  /// How far the plane is from a point.
  private func error(_ plane: MidSagittalPlane.Plane, _ pose: Pose) -> Double {
    abs(plane.offset(of: PatientPoint(pose.shift.x, pose.shift.y, pose.shift.z)))
  }

  @Test(arguments: [
    straight, Pose(turn: 5, lean: 0, shift: SIMD3(10, 5, 0)), Pose(turn: -8, lean: 4, shift: SIMD3(-12, 0, 4)),
  ])
  func `is found from pairs`(pose: Pose) throws {
    let scene = Self.masks(Self.pairs, pose: pose).scene(named: Self.pairNames)
    let plane = try #require(MidSagittalPlane().value(in: scene))
    #expect(plane.method == .structures && plane.pairs == 5 && plane.midline == 0 && plane.symmetry == nil)
    #expect(plane.normal.x > 0)
    #expect(error(plane, pose) < 1.5)
    // The prior for a straight patient takes a tenth off.
    #expect(angle(plane, pose.normal) < 0.4 + 0.12 * (abs(pose.turn) + abs(pose.lean)))
    let length = plane.normal.distance(to: PatientPoint(0, 0, 0))
    #expect(abs(length - 1) < 1e-12)
  }

  @Test func `is not moved by names exchanged between left and right`() throws {
    let voxels = Self.masks(Self.pairs, pose: Self.straight)
    let sound = try #require(MidSagittalPlane().value(in: voxels.scene(named: Self.pairNames)))
    var names = Self.pairNames
    names.swapAt(0, 1)
    names.swapAt(4, 5)
    let exchanged = try #require(MidSagittalPlane().value(in: voxels.scene(named: names)))
    #expect(sound.point.distance(to: exchanged.point) < 1e-9)
    #expect(sound.normal.distance(to: exchanged.normal) < 1e-12)
  }

  @Test func `is hardly moved by one structure out of place`() throws {
    var shapes = Self.pairs
    shapes[2] = Self.ball(SIMD3(40, 0, 60), 28)
    let scene = Self.masks(shapes, pose: Self.straight).scene(named: Self.pairNames)
    let plane = try #require(MidSagittalPlane().value(in: scene))
    // A mean would move by 13 mm.
    #expect(error(plane, Self.straight) < 4)
    #expect(angle(plane, Self.straight.normal) < 3)
  }

  @Test func `takes midline structures with pairs, and one pair when there is no more`() throws {
    let shapes = Array(Self.pairs.prefix(2)) + [Self.ball(SIMD3(0, -60, 0), 15), Self.ball(SIMD3(-60, 0, 0), 20)]
    let voxels = Self.masks(shapes, pose: Self.straight)
    let both = try #require(
      MidSagittalPlane().value(in: voxels.scene(named: ["kidney_left", "kidney_right", "spinal_cord", "liver"])))
    #expect(both.pairs == 1 && both.midline == 1 && error(both, Self.straight) < 1)
    let one = try #require(MidSagittalPlane().value(in: voxels.scene(named: ["kidney_left", "kidney_right"])))
    #expect(one.pairs == 1 && one.midline == 0 && error(one, Self.straight) < 1)
    // Chambers of the heart do not mirror one another.
    let heart = voxels.scene(named: ["heart_atrium_left", "heart_atrium_right", "liver", "spleen"])
    #expect(MidSagittalPlane().value(in: heart)?.method != .structures)
  }

  private static func ellipsoid(_ p: SIMD3<Double>) -> Bool {
    let q = p / SIMD3(150, 95, 400)
    return (q * q).sum() <= 1
  }

  /// A body with arms and a nose, on a table.
  private static func image(_ pose: Pose, air: Float = -1000, table: Bool = true) -> IntensityVolume {
    let empty = VoxelScene(grid: grid, masks: [])
    let values = VoxelScene.indices(grid.size).map { v -> Float in
      let room = empty.patient(v)
      let p = pose.body(room)
      if ellipsoid(p) || ball(SIMD3(0, 95, 40), 30)(p) {
        return p.x > 20 && p.x < 90 && p.y > 0 && p.y < 40 ? -200 : 40
      }
      // Only partly under the patient, so that it is not symmetric.
      return table && room.y < -125 && room.x > -60 ? 200 : air
    }
    return IntensityVolume(grid: grid, values: values)
  }

  @Test(arguments: [
    straight, Pose(turn: 7, lean: 0, shift: SIMD3(12, 2, 0)), Pose(turn: -5, lean: 3, shift: SIMD3(-20, 0, 0)),
  ])
  func `is found from the body in a CT`(pose: Pose) throws {
    let liver = Self.masks([Self.ball(SIMD3(60, 0, 0), 50)], pose: pose)
    let plane = try #require(MidSagittalPlane().value(in: liver.scene(named: ["liver"], image: Self.image(pose))))
    #expect(plane.method == .image && (plane.symmetry ?? 0) > 0.95)
    #expect(error(plane, pose) < 2.5)
    #expect(angle(plane, pose.normal) < 2.5)
  }

  @Test func `is not found from a CT that lies elsewhere`() throws {
    let liver = Self.masks([Self.ball(SIMD3(60, 0, 0), 50)], pose: Self.straight)
    let image = Self.image(Self.straight)
    #expect(MidSagittalPlane().value(in: liver.scene(named: ["liver"], image: image))?.method == .image)
    let affine = try #require(Self.grid.affine)
    let elsewhere = Grid(
      size: Self.grid.size, affine: Affine(columns: affine.columns, origin: affine.origin + SIMD3(40, 0, 0)))
    let moved = IntensityVolume(grid: elsewhere, values: image.values)
    #expect(MidSagittalPlane().value(in: liver.scene(named: ["liver"], image: moved)) == nil)
  }

  @Test func `is not found from an MR image, from one organ, or without orientation`() {
    let liver = Self.masks([Self.ball(SIMD3(60, 0, 0), 50)], pose: Self.straight)
    #expect(
      MidSagittalPlane().value(in: liver.scene(named: ["liver"], image: Self.image(Self.straight, air: 0))) == nil)
    #expect(MidSagittalPlane().value(in: liver.scene(named: ["liver"])) == nil)
    let lost = VoxelScene(grid: Grid(size: Self.grid.size, spacing: SIMD3(5, 5, 6)), masks: liver.masks)
    #expect(MidSagittalPlane().value(in: lost.scene(named: ["kidney_left"])) == nil)
  }

  @Test func `is found from all labels together when they are symmetric`() throws {
    let pose = Pose(turn: 6, lean: 0, shift: SIMD3(10, 0, 0))
    let scene = Self.masks([{ Self.ellipsoid($0) && $0.x > 30 }, { Self.ellipsoid($0) && $0.x <= 30 }], pose: pose)
    let plane = try #require(MidSagittalPlane().value(in: scene.scene(named: ["one", "other"])))
    #expect(plane.method == .labels && error(plane, pose) < 2.5 && angle(plane, pose.normal) < 1.5)
    // Most of this is one ball, whose own symmetry says nothing.
    let apart = Self.masks([Self.ball(SIMD3(60, 0, 0), 50), Self.ball(SIMD3(-80, 90, 90), 20)], pose: pose)
    #expect(MidSagittalPlane().value(in: apart.scene(named: ["liver", "spleen"])) == nil)
  }

  @Test func `parts a single slice too, unless it faces the side`() throws {
    let size = VoxelIndex(80, 56, 1)
    let shape = { (p: SIMD3<Double>) -> Bool in Self.ellipsoid(p) }
    let axial = Grid(size: size, affine: Affine(spacing: SIMD3(5, 5, 6), origin: SIMD3(-190, -137.5, 0)))
    let pose = Pose(turn: 6, lean: 0, shift: SIMD3(10, 0, 0))
    let halves: [(SIMD3<Double>) -> Bool] = [{ shape($0) && $0.x > 30 }, { shape($0) && $0.x <= 30 }]
    let plane = try #require(MidSagittalPlane().value(in: Self.masks(halves, pose: pose, grid: axial).scene))
    #expect(plane.normal.z == 0 && error(plane, pose) < 2.5 && angle(plane, pose.normal) < 2)
    let sagittal = Grid(
      size: size,
      affine: Affine(columns: [SIMD3(0, 5, 0), SIMD3(0, 0, 5), SIMD3(6, 0, 0)], origin: SIMD3(3, -190, -137.5)))
    #expect(MidSagittalPlane().value(in: Self.masks(halves, pose: pose, grid: sagittal).scene) == nil)
  }

  @Test func `mirrors one side onto the other`() throws {
    let pose = Pose(turn: 0, lean: 0, shift: SIMD3(3, 0, 0))
    // The last pair's left member lacks its lower half.
    var shapes = Self.pairs
    let whole = shapes[8]
    shapes[8] = { whole($0) && $0.z > -110 }
    let scene = Self.masks(shapes, pose: pose).scene(named: Self.pairNames)
    let match = try #require(MirroredOverlap(2, 3).value(in: scene))
    #expect(match.dice > 0.95 && match.distance < 1.5)
    #expect(MirroredOverlap(3, 2).value(in: scene)?.dice == match.dice)
    let halved = try #require(MirroredOverlap(8, 9).value(in: scene))
    // Half of a ball in a whole one: 2 · ½ / (1 + ½).
    #expect(abs(halved.dice - 2.0 / 3) < 0.08)
    // The centroid of half a ball lies 3/8 of the radius from its flat side.
    #expect(abs(halved.offset.z - 0.375 * 28) < 2.5)
    #expect(MirroredOverlap(0, 3).value(in: scene)?.dice == 0)
    #expect(Symmetry(0, 3).value(in: scene) == .notApplicable)
    #expect(Symmetry(3, 2).value(in: scene) != .notApplicable)
    let side = try #require(MidSagittalOffset(structure: 1).value(in: scene))
    #expect(side.right == 1 && side.left == 0 && abs(side.offset - 60) < 1)
  }
}
