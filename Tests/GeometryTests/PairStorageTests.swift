import Geometry
import GeometryTesting
import Numerics
import Testing
import Volume

/// Pairs in one anatomy stored with its index axes in every order and direction measure the same.
@Suite struct `The order of storage does not matter to pairs` {
  struct Storage: CustomTestStringConvertible {
    let axes: [Int]
    let reversed: [Bool]
    var testDescription: String { zip(axes, reversed).map { "\($1 ? "-" : "+")\($0)" }.joined(separator: " ") }

    static let all: [Storage] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]].flatMap { axes in
      (0..<8).map { bits in Storage(axes: axes, reversed: (0..<3).map { bits >> $0 & 1 == 1 }) }
    }
  }

  /// Two blocks on either side, with noise, and a third one in between.
  private static let original: VoxelScene = {
    var random = SplitMix64(seed: 77)
    let size = VoxelIndex(12, 9, 8)
    let noise = VoxelScene.indices(size).map { v -> Int in
      Int.random(in: 0..<10, using: &random) < 2 ? 3 : v.i < 5 ? 0 : v.i > 6 ? 1 : 2
    }
    return VoxelScene(
      grid: Grid(size: size, affine: VoxelScene.oblique), masks: (0..<3).map { n in noise.map { $0 == n } })
  }()

  private static let names = ["kidney_left", "kidney_right", "spinal_cord"]

  private func isNear(_ a: Double?, _ b: Double?, _ slack: Double = 1e-9) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return abs(a - b) <= slack * max(1, abs(a))
  }

  @Test(arguments: Storage.all)
  func `measures of pairs stay`(storage: Storage) throws {
    let first = Self.original.scene(named: Self.names)
    let second = Self.original.stored(axes: storage.axes, reversed: storage.reversed).scene(named: Self.names)
    for (a, b) in [(0, 1), (1, 2), (2, 0)] {
      let contacts = [first, second].map { ContactShares(StructurePlace(a), StructurePlace(b)).value(in: $0) }
      #expect(isNear(contacts[0].area, contacts[1].area) && isNear(contacts[0].first, contacts[1].first))
      let surfaces = try [first, second].map {
        try #require(SurfaceDistances(StructurePlace(a), StructurePlace(b)).value(in: $0))
      }
      #expect(isNear(surfaces[0].hausdorff, surfaces[1].hausdorff, 1e-6))
      #expect(isNear(surfaces[0].hausdorff95, surfaces[1].hausdorff95, 1e-6))
      #expect(isNear(surfaces[0].averageSymmetric, surfaces[1].averageSymmetric, 1e-6))
      let positions = try [first, second].map {
        try #require(RelativePosition(StructurePlace(a), StructurePlace(b)).value(in: $0))
      }
      for (p, q) in zip(positions[0], positions[1]) {
        #expect(p.direction == q.direction && isNear(p.offset, q.offset) && isNear(p.gap, q.gap))
        #expect([p.beyondCentroid, p.beyondMost, p.beyondAll] == [q.beyondCentroid, q.beyondMost, q.beyondAll])
      }
      #expect(
        CavitiesBetween(StructurePlace(a), StructurePlace(b)).value(in: first).pieces.map(\.voxels)
          == CavitiesBetween(StructurePlace(a), StructurePlace(b)).value(in: second).pieces.map(\.voxels))
      let superior = try [first, second].map { scene in
        SharedSlices(StructurePlace(a), StructurePlace(b)).value(in: scene)[
          try #require(SharedSlices.superiorAxis(of: scene.grid))]
      }
      #expect(superior[0] == superior[1])
    }
    let planes = try [first, second].map { try #require(MidSagittalPlane().value(in: $0)) }
    #expect(planes[0].point.distance(to: planes[1].point) < 1e-6)
    #expect(planes[0].normal.distance(to: planes[1].normal) < 1e-9)
    let mirrored = try [first, second].map { try #require(MirroredOverlap(0, 1).value(in: $0)) }
    #expect(
      isNear(mirrored[0].dice, mirrored[1].dice, 0.01) && isNear(mirrored[0].distance, mirrored[1].distance, 1e-6))
    let sides = try [first, second].map { try #require(MidSagittalOffset(structure: 0).value(in: $0)) }
    #expect(isNear(sides[0].offset, sides[1].offset, 1e-6) && sides[0].right == sides[1].right)
    let chains = try [first, second].map { try #require(Chain(structures: [0, 2, 1]).value(in: $0)) }
    #expect(chains[0].direction == chains[1].direction && chains[0].backward == chains[1].backward)
    for (p, q) in zip(chains[0].steps, chains[1].steps) {
      #expect(isNear(p.length, q.length) && isNear(p.along, q.along))
    }
  }
}
