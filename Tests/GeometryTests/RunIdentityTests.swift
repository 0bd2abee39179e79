import Geometry
import GeometryTesting
import Testing
import Volume

/// What must hold between a mask, its parts and its complement, whatever computes it.
@Suite struct `Runs of unions and complements` {
  private static let densities = `Measures on runs agree with counting voxels`.densities

  /// One mask of a random scene in a grid one voxel wider on each side, and everything else in that grid.
  private static func mask(_ seed: Int, _ density: Int) -> (voxels: VoxelScene, scene: Scene) {
    let inner = VoxelScene(seed: seed, density: density)
    let depth = inner.grid.dimensions == 3 ? 1 : 0
    let size = VoxelIndex(inner.grid.size.i + 2, inner.grid.size.j + 2, inner.grid.size.k + 2 * depth)
    let inside = { (v: VoxelIndex) in inner.holds(0, VoxelIndex(v.i - 1, v.j - 1, v.k - depth)) }
    let voxels = VoxelScene(
      grid: Grid(size: size, affine: Affine(spacing: SIMD3(1, 2, 3))), [inside, { !inside($0) }])
    return (voxels, voxels.scene)
  }

  @Test(arguments: 0..<20, densities)
  func `come back as the voxels that they were made of`(seed: Int, density: Int) {
    let voxels = VoxelScene(seed: seed, density: density)
    let height = voxels.grid.size.j
    for n in voxels.masks.indices {
      let runs = voxels.scene.runs(StructurePlace(n))
      let back = runs.all.flatMap { run in
        (Int(run.start)..<Int(run.end)).map { VoxelIndex($0, Int(run.row) % height, Int(run.row) / height) }
      }
      #expect(back == voxels.voxels(n))
      // Runs of a row neither touch nor overlap, so there is one way alone to write a mask.
      #expect(zip(runs.all, runs.all.dropFirst()).allSatisfy { $0.row < $1.row || $0.end < $1.start })
    }
  }

  @Test(arguments: 0..<20, densities)
  func `count union and intersection as both together`(seed: Int, density: Int) {
    let scene = VoxelScene(seed: seed, density: density).scene
    let both = Runs(merging: scene.runs(0).all + scene.runs(1).all).voxelCount
    #expect(
      both + scene[Overlap(0, 1)] == scene[VoxelCount(structure: 0)] + scene[VoxelCount(structure: 1)])
  }

  @Test(arguments: 0..<20, densities)
  func `see in the complement what the mask leaves out`(seed: Int, density: Int) {
    let (voxels, scene) = Self.mask(seed, density)
    #expect(scene[VoxelCount(structure: 0)] + scene[VoxelCount(structure: 1)] == voxels.grid.count)
    #expect(scene[BackgroundCount()] == 0)
    for (connection, background) in [(Neighbourhood.corners, Neighbourhood.faces), (.faces, .corners)] {
      // All of the complement that is not connected to the rim is a cavity; all of the mask is a cavity of the
      // complement.
      #expect(
        scene[Cavities(structure: 0, background: background)].count
          == scene[Components(structure: 1, neighbourhood: background)].count - 1)
      #expect(
        scene[Cavities(structure: 1, background: connection)].map(\.voxels)
          == scene[Components(structure: 0, neighbourhood: connection)].map(\.voxels))
    }
    // Alexander duality, with the outer piece of the complement as the one that does not count.
    let (mask, rest) = (scene[EulerNumber(structure: 0)], scene[EulerNumber(structure: 1)])
    if voxels.grid.dimensions == 3 {
      #expect(mask.corners == rest.faces - 1 && mask.faces == rest.corners - 1)
      let (own, others) = (scene[Handles(structure: 0)], scene[Handles(structure: 1)])
      #expect(own.corners == others.faces && own.faces == others.corners)
    } else {
      #expect(mask.corners == 1 - rest.faces && mask.faces == 1 - rest.corners)
    }
    // Every face between the two belongs to both; the rest of the complement's faces is the grid's own rim.
    let contact = scene[PairContact(0, 1)].faces
    #expect(scene[ExposedFaces(structure: 0)] == contact)
    let size = voxels.grid.size
    let rim =
      voxels.grid.dimensions == 3
      ? [2 * size.j * size.k, 2 * size.i * size.k, 2 * size.i * size.j] : [2 * size.j, 2 * size.i, 0]
    #expect(scene[ExposedFaces(structure: 1)] == zip(contact, rim).map { $0 + $1 })
  }
}
