import Geometry
import Mutations
import Volume

/// Grids that differ in what is known of them and in how they lie in the patient. All of them show about the same 100
/// mm.
enum Lattice: String, CaseIterable, Sendable {
  case plain, anisotropic, flipped, oblique, unoriented, flat

  static let solid = allCases.filter { $0 != .flat }

  var grid: Grid { Self.grids[self] ?? Grid(size: VoxelIndex(0, 0, 0), spacing: nil) }

  private static let grids = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.makeGrid()) })

  private func makeGrid() -> Grid {
    func centred(_ size: VoxelIndex, _ columns: [SIMD3<Double>]) -> Grid {
      let middle = columns[0] * Double(size.i - 1) + columns[1] * Double(size.j - 1) + columns[2] * Double(size.k - 1)
      return Grid(size: size, affine: Affine(columns: columns, origin: middle / -2))
    }
    switch self {
    case .plain: return centred(VoxelIndex(52, 48, 44), [SIMD3(2, 0, 0), SIMD3(0, 2, 0), SIMD3(0, 0, 2)])
    case .anisotropic: return centred(VoxelIndex(70, 48, 22), [SIMD3(1.5, 0, 0), SIMD3(0, 2, 0), SIMD3(0, 0, 4)])
    case .flipped: return centred(VoxelIndex(30, 52, 46), [SIMD3(0, 0, -3), SIMD3(-2, 0, 0), SIMD3(0, 2, 0)])
    case .oblique:
      // Turned by the angle of a triangle with sides 7, 24 and 25, about the second axis.
      return centred(
        VoxelIndex(52, 48, 30), [SIMD3(2 * 0.96, 0, 2 * 0.28), SIMD3(0, -2, 0), SIMD3(-3 * 0.28, 0, 3 * 0.96)])
    case .unoriented: return Grid(size: VoxelIndex(52, 48, 30), spacing: SIMD3(2, 2, 3))
    case .flat: return Grid(size: VoxelIndex(104, 96, 1), spacing: nil)
    }
  }

  /// A voxel's centre in mm (pixels) from the middle of the grid: in the patient, or along the index axes.
  func point(_ at: VoxelIndex) -> SIMD3<Double> { Self.point(at, grid) }

  private static func point(_ at: VoxelIndex, _ grid: Grid) -> SIMD3<Double> {
    if let p = grid.affine?.patient(VoxelPoint(at)) { return SIMD3(p.x, p.y, p.z) }
    let middle = SIMD3(Double(grid.size.i - 1), Double(grid.size.j - 1), Double(grid.size.k - 1)) / 2
    return (SIMD3(Double(at.i), Double(at.j), Double(at.k)) - middle) * grid.lengths
  }

  /// Balls by centre and radius in mm, as an export; values from 1.
  func balls(_ balls: [(name: String?, centre: SIMD3<Double>, radius: Double)]) -> Segmentation {
    let grid = grid
    return Segmentation(
      grid: grid,
      structures: balls.enumerated().map { n, ball in
        Structure(
          value: n + 1, name: ball.name,
          runs: runs { at in
            let d = Self.point(at, grid) - ball.centre
            return (d * d).sum() <= ball.radius * ball.radius
          })
      })
  }

  /// Two kidneys and a spleen, apart from each other and from the border.
  var organs: Segmentation { Self.allOrgans[self] ?? Segmentation(grid: grid, structures: []) }

  private static let allOrgans = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.makeOrgans()) })

  private func makeOrgans() -> Segmentation {
    balls([
      ("kidney_left", SIMD3(-24, 0, 0), 16), ("kidney_right", SIMD3(24, 4, 0), 14), ("spleen", SIMD3(0, -32, 0), 9),
    ])
  }

  /// The voxels that a test takes, each as a run of its own.
  func runs(where takes: (VoxelIndex) -> Bool) -> Runs {
    let size = grid.size
    return Runs(
      merging: indices(size).filter(takes).map {
        Run(row: Int32($0.j + $0.k * size.j), start: Int32($0.i), end: Int32($0.i + 1))
      })
  }
}

/// Every voxel, i fastest.
func indices(_ size: VoxelIndex) -> [VoxelIndex] {
  (0..<size.k).flatMap { k in (0..<size.j).flatMap { j in (0..<size.i).map { VoxelIndex($0, j, k) } } }
}

extension Segmentation {
  /// The voxels of a structure one by one.
  func voxels(_ label: String) -> Set<VoxelIndex> {
    guard let structure = structures.first(where: { $0.name == label || "\($0.value)" == label }) else { return [] }
    return voxels(of: structure.runs)
  }

  func voxels(of runs: Runs) -> Set<VoxelIndex> {
    Set(
      runs.all.flatMap { run in
        (run.start..<run.end).map { VoxelIndex(Int($0), Int(run.row) % grid.size.j, Int(run.row) / grid.size.j) }
      })
  }
}

/// Steps to neighbours that share a face, or also an edge or a corner.
func steps(corners: Bool, dimensions: Int) -> [VoxelIndex] {
  let depth = dimensions == 2 ? 0...0 : -1...1
  return depth.flatMap { k in (-1...1).flatMap { j in (-1...1).map { VoxelIndex($0, j, k) } } }.filter {
    let moved = abs($0.i) + abs($0.j) + abs($0.k)
    return moved == 1 || (corners && moved > 1)
  }
}

/// Connected pieces by flooding, largest first.
func pieces(_ voxels: Set<VoxelIndex>, corners: Bool, dimensions: Int) -> [Set<VoxelIndex>] {
  let around = steps(corners: corners, dimensions: dimensions)
  var left = voxels
  var found: [Set<VoxelIndex>] = []
  while let start = left.first {
    var piece: Set<VoxelIndex> = []
    var waiting = [start]
    left.remove(start)
    while let at = waiting.popLast() {
      piece.insert(at)
      for step in around {
        let next = VoxelIndex(at.i + step.i, at.j + step.j, at.k + step.k)
        if left.remove(next) != nil { waiting.append(next) }
      }
    }
    found.append(piece)
  }
  return found.sorted { $0.count > $1.count }
}

/// Applies a spec as a person writes it.
func mutated(_ spec: String, _ export: Segmentation, seed: UInt64 = 1) throws -> Mutated {
  try MutationSpec(parsing: spec).apply(to: export, seed: seed)
}
