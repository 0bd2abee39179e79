import Geometry
import GeometryTesting
import Testing
import Volume

@Suite struct `Euler numbers and handles` {
  private static func scene(_ i: Int, _ j: Int, _ k: Int, _ test: @escaping (VoxelIndex) -> Bool) -> Scene {
    VoxelScene(grid: Grid(size: VoxelIndex(i, j, k), affine: Affine(spacing: SIMD3(1, 2, 3))), [test]).scene
  }

  /// Shapes whose numbers topology gives: components, handles and cavities, 6 and 26 neighbours.
  private static let shapes: [(name: String, scene: Scene, euler: (Int, Int), handles: (Int, Int))] = [
    ("box", scene(5, 5, 5) { [$0.i, $0.j, $0.k].allSatisfy((1...3).contains) }, (1, 1), (0, 0)),
    ("box that fills the grid", scene(3, 4, 2) { _ in true }, (1, 1), (0, 0)),
    (
      "hollow box",
      scene(7, 7, 7) { v in
        [v.i, v.j, v.k].allSatisfy((1...5).contains) && ![v.i, v.j, v.k].allSatisfy((2...4).contains)
      }, (2, 2), (0, 0)
    ),
    ("ring", scene(5, 5, 1 + 2) { $0.k == 1 && max(abs($0.i - 2), abs($0.j - 2)) == 1 }, (0, 0), (1, 1)),
    (
      "box with three tunnels that cross", scene(7, 7, 7) { v in [v.i, v.j, v.k].count { $0 == 3 } < 2 && inBox(v) },
      (-4, -4), (5, 5)
    ),
    (
      "two voxels across an edge", scene(4, 4, 4) { $0.k == 1 && $0.i == $0.j && (1...2).contains($0.i) }, (2, 1),
      (0, 0)
    ),
    (
      "two voxels across a corner", scene(4, 4, 4) { $0.i == $0.j && $0.j == $0.k && (1...2).contains($0.i) }, (2, 1),
      (0, 0)
    ),
  ]

  private static func inBox(_ v: VoxelIndex) -> Bool { [v.i, v.j, v.k].allSatisfy((1...5).contains) }

  @Test(arguments: shapes.indices)
  func `of shapes known from topology`(at: Int) {
    let shape = Self.shapes[at]
    let euler = shape.scene[EulerNumber(structure: 0)]
    let handles = shape.scene[Handles(structure: 0)]
    #expect((euler.faces, euler.corners) == shape.euler, "\(shape.name)")
    #expect((handles.faces, handles.corners) == shape.handles, "\(shape.name)")
  }

  /// Vertices, edges, faces and voxels of a union of closed voxels, collected one by one.
  private func unionNumber(_ voxels: VoxelScene, _ structure: Int) -> Int {
    let isFlat = voxels.grid.dimensions == 2
    // Cells by doubled coordinates: an odd coordinate spans a voxel, an even one lies between two.
    var cells: Set<VoxelIndex> = []
    for v in voxels.voxels(structure) {
      for k in isFlat ? 1...1 : 0...2 {
        for j in 0...2 {
          for i in 0...2 { cells.insert(VoxelIndex(2 * v.i + i, 2 * v.j + j, 2 * v.k + k)) }
        }
      }
    }
    return cells.reduce(0) { total, cell in
      let spans = [cell.i, cell.j, cell.k].prefix(isFlat ? 2 : 3).count { $0 % 2 == 1 }
      return total + (spans % 2 == 0 ? 1 : -1)
    }
  }

  /// Voxels, pairs, squares and cubes of voxels that touch through faces.
  private func joinedNumber(_ voxels: VoxelScene, _ structure: Int) -> Int {
    let isFlat = voxels.grid.dimensions == 2
    var total = 0
    for v in voxels.voxels(structure) {
      for steps in 0..<(isFlat ? 4 : 8) {
        let spans = (0..<8).filter { $0 & ~steps == 0 }
        let filled = spans.allSatisfy { at in
          voxels.holds(structure, VoxelIndex(v.i + (at & 1), v.j + (at >> 1 & 1), v.k + at >> 2))
        }
        if filled { total += steps.nonzeroBitCount % 2 == 0 ? 1 : -1 }
      }
    }
    return total
  }

  @Test(arguments: 0..<20, `Measures on runs agree with counting voxels`.densities)
  func `equal those of the cells counted one by one`(seed: Int, density: Int) {
    let voxels = VoxelScene(seed: seed, density: density)
    for n in voxels.masks.indices {
      let euler = voxels.scene[EulerNumber(structure: StructurePlace(n))]
      #expect(euler.corners == unionNumber(voxels, n))
      #expect(euler.faces == joinedNumber(voxels, n))
      guard voxels.grid.dimensions == 3 else { continue }
      let handles = voxels.scene[Handles(structure: StructurePlace(n))]
      #expect(handles.faces >= 0 && handles.corners >= 0)
    }
  }
}
