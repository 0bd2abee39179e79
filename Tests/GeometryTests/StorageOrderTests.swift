import Geometry
import Numerics
import Testing
import Volume

/// One anatomy stored with its index axes in every order and direction measures the same.
@Suite struct `The order of storage does not matter` {
  /// The index axis that each new axis runs along, and which of the new ones are reversed.
  struct Storage: CustomTestStringConvertible {
    let axes: [Int]
    let reversed: [Bool]
    var testDescription: String { zip(axes, reversed).map { "\($1 ? "-" : "+")\($0)" }.joined(separator: " ") }

    /// The voxel of the original that a stored voxel is.
    func source(_ v: VoxelIndex, size: VoxelIndex) -> VoxelIndex {
      var result = v
      for axis in 0..<3 {
        let from = axes[axis]
        result[from] = reversed[axis] ? size[from] - 1 - v[axis] : v[axis]
      }
      return result
    }

    static let all: [Storage] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]].flatMap { axes in
      (0..<8).map { bits in Storage(axes: axes, reversed: (0..<3).map { bits >> $0 & 1 == 1 }) }
    }
  }

  /// Three random masks on an oblique grid with uneven spacing.
  static var original: VoxelScene {
    let (c, s) = (0.8, 0.6)
    let affine = Affine(
      columns: [SIMD3(c, s, 0) * 0.75, SIMD3(-s, c, 0) * 2, SIMD3(0, 0, 3)], origin: SIMD3(-40, 12, 7))
    let size = VoxelIndex(7, 6, 5)
    var random = SplitMix64(seed: 2024)
    let owners = (0..<(size.i * size.j * size.k)).map { _ in Int.random(in: 0..<6, using: &random) }
    return VoxelScene(
      grid: Grid(size: size, affine: affine),
      masks: [owners.map { $0 <= 2 }, owners.map { $0 == 3 }, owners.map { $0 == 4 }]
    )
  }

  static func stored(_ original: VoxelScene, as storage: Storage) throws -> VoxelScene {
    let old = try #require(original.grid.affine)
    let size = original.grid.size
    var newSize = size
    var origin = old.origin
    var columns: [SIMD3<Double>] = []
    for (axis, (from, isReversed)) in zip(storage.axes, storage.reversed).enumerated() {
      newSize[axis] = size[from]
      columns.append(isReversed ? -old.columns[from] : old.columns[from])
      if isReversed { origin += old.columns[from] * Double(size[from] - 1) }
    }
    return VoxelScene(
      grid: Grid(size: newSize, affine: Affine(columns: columns, origin: origin)),
      original.masks.indices.map { n in { original.holds(n, storage.source($0, size: size)) } })
  }

  private static func area(_ contact: Contact, _ grid: Grid) -> Double {
    (0..<3).reduce(0.0) { $0 + Double(contact.faces[$1]) * grid.faceAreas[$1] }
  }

  @Test(arguments: Storage.all)
  func `measures of the patient stay`(storage: Storage) throws {
    let voxels = Self.original
    let first = voxels.scene
    let second = try Self.stored(voxels, as: storage).scene
    for n in voxels.masks.indices {
      let volumes = [first, second].compactMap { PhysicalSize(structure: n).value(in: $0) }
      #expect(abs(volumes[0] - volumes[1]) < 1e-9 * volumes[0])
      let a = try #require(Centroid(structure: n).value(in: first)?.patient)
      let b = try #require(Centroid(structure: n).value(in: second)?.patient)
      #expect(a.distance(to: b) < 1e-9)
      for neighbourhood in Neighbourhood.allCases {
        #expect(
          Components(structure: n, neighbourhood: neighbourhood).value(in: first).map(\.voxels)
            == Components(structure: n, neighbourhood: neighbourhood).value(in: second).map(\.voxels))
        #expect(
          Cavities(structure: n, background: neighbourhood).value(in: first).map(\.voxels)
            == Cavities(structure: n, background: neighbourhood).value(in: second).map(\.voxels))
      }
    }
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
      let areas = [first, second].map { Self.area(PairContact(a, b).value(in: $0), $0.grid) }
      #expect(abs(areas[0] - areas[1]) < 1e-9 * areas[0])
      let gaps = try [first, second].map { try #require(SmallestDistance(a, b).value(in: $0)) }
      #expect(abs(gaps[0].distance - gaps[1].distance) < 1e-9)
      #expect(Enclosure(inner: a, outer: b).value(in: first) == Enclosure(inner: a, outer: b).value(in: second))
    }
    #expect(Order().value(in: first) == Order().value(in: second))
    let tables = [first, second].map { Distances().value(in: $0).listed }
    #expect(tables[0].map { [$0.first, $0.second] } == tables[1].map { [$0.first, $0.second] })
    for (a, b) in zip(tables[0], tables[1]) { #expect(abs(a.centroidDistance - b.centroidDistance) < 1e-9) }
  }

  @Test(arguments: Storage.all)
  func `faces look in the direction of the patient`(storage: Storage) throws {
    // Structure 0 of this scene touches the first slice along i, which looks to the left, and nothing else.
    let size = VoxelIndex(5, 5, 5)
    let voxels = VoxelScene(
      grid: Grid(size: size, affine: Affine(spacing: SIMD3(1, 2, 3))), [{ $0 == VoxelIndex(0, 2, 3) }])
    let scene = try Self.stored(voxels, as: storage).scene
    let touched = FacesTouched(structure: 0).value(in: scene)
    #expect(touched.keys.map { $0.direction(in: scene.grid) } == [.left])
    let bounds = try #require(BoundingBox(structure: 0).value(in: scene)?.patientHull(in: scene.grid, edge: 0.5))
    #expect(bounds.low == PatientPoint(-0.5, 3, 7.5))
    #expect(bounds.high == PatientPoint(0.5, 5, 10.5))
  }
}
