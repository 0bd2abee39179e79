import Geometry
import GeometryTesting
import Testing
import Volume

/// One anatomy stored with its index axes in every order and direction measures the same.
@Suite struct `The order of storage does not matter` {
  private static func area(_ contact: Contact, _ grid: Grid) -> Double {
    (0..<3).reduce(0.0) { $0 + Double(contact.faces[$1]) * grid.faceAreas[$1] }
  }

  @Test(arguments: AxisStorage.all)
  func `measures of the patient stay`(storage: AxisStorage) throws {
    let voxels = AxisStorage.original
    let first = voxels.scene
    let second = try storage.stored(voxels).scene
    for n in voxels.masks.indices {
      let volumes = [first, second].compactMap { PhysicalSize(structure: StructurePlace(n)).value(in: $0) }
      #expect(abs(volumes[0] - volumes[1]) < 1e-9 * volumes[0])
      let a = try #require(Centroid(structure: StructurePlace(n)).value(in: first)?.patient)
      let b = try #require(Centroid(structure: StructurePlace(n)).value(in: second)?.patient)
      #expect(a.distance(to: b) < 1e-9)
      for neighbourhood in Neighbourhood.allCases {
        #expect(
          Components(structure: StructurePlace(n), neighbourhood: neighbourhood).value(in: first).map(\.voxels)
            == Components(structure: StructurePlace(n), neighbourhood: neighbourhood).value(in: second).map(\.voxels))
        #expect(
          Cavities(structure: StructurePlace(n), background: neighbourhood).value(in: first).map(\.voxels)
            == Cavities(structure: StructurePlace(n), background: neighbourhood).value(in: second).map(\.voxels))
      }
    }
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
      let areas = [first, second].map {
        Self.area(PairContact(StructurePlace(a), StructurePlace(b)).value(in: $0), $0.grid)
      }
      #expect(abs(areas[0] - areas[1]) < 1e-9 * areas[0])
      let gaps = try [first, second].map {
        try #require(SmallestDistance(StructurePlace(a), StructurePlace(b)).value(in: $0))
      }
      #expect(abs(gaps[0].distance - gaps[1].distance) < 1e-9)
      #expect(
        Enclosure(inner: StructurePlace(a), outer: StructurePlace(b)).value(in: first)
          == Enclosure(inner: StructurePlace(a), outer: StructurePlace(b)).value(in: second))
    }
    #expect(Order().value(in: first) == Order().value(in: second))
    let tables = [first, second].map { Distances().value(in: $0).listed }
    #expect(tables[0].map { [$0.first, $0.second] } == tables[1].map { [$0.first, $0.second] })
    for (a, b) in zip(tables[0], tables[1]) { #expect(abs(a.centroidDistance - b.centroidDistance) < 1e-9) }
  }

  @Test(arguments: AxisStorage.all)
  func `faces look in the direction of the patient`(storage: AxisStorage) throws {
    // Structure 0 of this scene touches the first slice along i, which looks to the left, and nothing else.
    let size = VoxelIndex(5, 5, 5)
    let voxels = VoxelScene(
      grid: Grid(size: size, affine: Affine(spacing: SIMD3(1, 2, 3))), [{ $0 == VoxelIndex(0, 2, 3) }])
    let scene = try storage.stored(voxels).scene
    let touched = FacesTouched(structure: 0).value(in: scene)
    #expect(touched.keys.map { $0.direction(in: scene.grid) } == [.left])
    let bounds = try #require(BoundingBox(structure: 0).value(in: scene)?.patientHull(in: scene.grid, edge: 0.5))
    #expect(bounds.low == PatientPoint(-0.5, 3, 7.5))
    #expect(bounds.high == PatientPoint(0.5, 5, 10.5))
  }
}
