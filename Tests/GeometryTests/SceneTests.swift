import Geometry
import GeometryTesting
import Synchronization
import Testing
import Volume

/// Counts how often it is computed.
private struct Counted: StructureMeasure {
  let structure: StructurePlace
  static let count = Atomic(0)

  func value(in scene: Scene) -> Int? {
    Self.count.add(1, ordering: .relaxed)
    return structure == 0 ? nil : scene[VoxelCount(structure: structure)]
  }
}

@Suite struct `What a scene remembers` {
  @Test func `an answer is computed once, also when it is nil, and copies of the scene share it`() {
    let scene = VoxelScene(seed: 3, density: 50).scene
    let copy = scene
    let before = Counted.count.load(ordering: .relaxed)
    for _ in 0..<3 { #expect(scene[Counted(structure: 0)] == nil) }
    for _ in 0..<3 { #expect(copy[Counted(structure: 1)] == scene[VoxelCount(structure: 1)]) }
    #expect(copy[Counted(structure: 0)] == nil)
    #expect(Counted.count.load(ordering: .relaxed) == before + 2)
  }

  /// Whatever the number of threads, and however they meet.
  @Test(arguments: [1, 2, 8]) func `a plan gives the same answers on any number of threads`(jobs: Int) async {
    let voxels = VoxelScene(seed: 8, density: 65)
    let scene = voxels.scene
    let plan: [any Measure] = voxels.masks.indices.flatMap { n -> [any Measure] in
      [
        EulerNumber(structure: StructurePlace(n)), Handles(structure: StructurePlace(n)),
        Components(structure: StructurePlace(n), neighbourhood: .corners),
        InscribedRadius(structure: StructurePlace(n)), SurfaceArea(structure: StructurePlace(n)),
        Overlap(StructurePlace(n), 0),
      ]
    }
    await scene.answer(plan + plan + [Contacts()], jobs: jobs)
    let fresh = voxels.scene
    for n in voxels.masks.indices {
      #expect(scene[Handles(structure: StructurePlace(n))] == fresh[Handles(structure: StructurePlace(n))])
      #expect(scene[SurfaceArea(structure: StructurePlace(n))] == fresh[SurfaceArea(structure: StructurePlace(n))])
      #expect(scene[Overlap(StructurePlace(n), 0)] == voxels.overlap(n, 0))
    }
    #expect(scene[Contacts()] == fresh[Contacts()])
  }
}
