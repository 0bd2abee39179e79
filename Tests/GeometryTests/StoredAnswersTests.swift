import Foundation
import Geometry
import GeometryTesting
import Testing
import Volume

/// Answers that policies ask for can be stored and read again.
@Suite struct StoredAnswersTests {
  private func survives<M: Measure>(_ measure: M, in scene: Scene) throws where M.Value: Codable & Equatable {
    let value = measure.value(in: scene)
    // In an array, since an absent value is no document.
    let stored = try JSONEncoder().encode([value])
    #expect(try JSONDecoder().decode([M.Value].self, from: stored) == [value], "\(M.self)")
  }

  private func block(_ i: ClosedRange<Int>, _ j: ClosedRange<Int>, _ k: ClosedRange<Int>) -> (VoxelIndex) -> Bool {
    { i.contains($0.i) && j.contains($0.j) && k.contains($0.k) }
  }

  @Test(arguments: [true, false]) func `answers about structures, pairs and groups are the same after a round trip`(
    filled: Bool
  ) throws {
    let nothing = { (_: VoxelIndex) in false }
    let grid = Grid(size: VoxelIndex(18, 10, 8), affine: Affine(spacing: SIMD3(1, 2, 3)))
    let masks = VoxelScene(
      grid: grid,
      filled
        ? [block(1...4, 2...8, 1...6), block(12...15, 2...8, 1...6), block(5...11, 3...5, 3...3)]
        : [nothing, nothing, nothing])
    let scene = masks.scene(named: ["kidney_left", "kidney_right", "vertebrae"])
    try survives(FacesTouched(structure: 0), in: scene)
    try survives(CircleMargin(structure: 0), in: scene)
    try survives(Components(structure: 0, neighbourhood: .corners), in: scene)
    try survives(Holes(structure: 0, background: .faces), in: scene)
    try survives(Handles(structure: 0), in: scene)
    try survives(EulerNumber(structure: 0), in: scene)
    try survives(SliceAreas(structure: 0), in: scene)
    try survives(Staircase(structure: 0), in: scene)
    try survives(NeighbourSliceOverlap(structure: 0), in: scene)
    try survives(SmallestDistance(0, 1, between: .surfaces), in: scene)
    try survives(PairContact(0, 2), in: scene)
    try survives(ContactShares(0, 2), in: scene)
    try survives(Enclosure(inner: 0, outer: 1), in: scene)
    try survives(OutsidePart(inner: 0, outer: 1), in: scene)
    try survives(SharedPart(0, 1), in: scene)
    try survives(CavitiesBetween([0, 1, 2]), in: scene)
    try survives(Between(2, first: 0, second: 1), in: scene)
    try survives(Nearer(2, to: 0, than: 1), in: scene)
    try survives(NearestLink(2, among: [0, 1]), in: scene)
    try survives(MidSagittalPlane(), in: scene)
    try survives(MidSagittalOffset(structure: 0), in: scene)
    try survives(MirroredOverlap(0, 1), in: scene)
    if filled { #expect(MidSagittalPlane().value(in: scene) != nil && MirroredOverlap(0, 1).value(in: scene) != nil) }
  }
}
