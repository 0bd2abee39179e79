internal import Geometry
internal import Numerics
internal import Volume

/// The signed distance to a structure's surface over a window, in its lengths: above 0 inside. What graded faults are
/// made of.
struct SignedField {
  let mask: DenseMask
  let grid: Grid
  private let inward: [Float]
  private let outward: [Float]
  /// The surface lies halfway between the centres on either side of it.
  private let half: Double

  /// - Parameter reach: how far outside of the structure's box it must be known.
  init(_ subject: Subject, reach: Double) throws(MutationError) {
    grid = subject.grid
    let window = try subject.window(around: reach + grid.longestEdge)
    mask = DenseMask(subject.runs, on: grid, from: window.first, to: window.last)
    inward = SquaredDistances(to: mask.isInside.map { !$0 }, size: mask.size, spacing: grid.lengths).values
    outward = SquaredDistances(to: mask.isInside, size: mask.size, spacing: grid.lengths).values
    half = grid.shortestEdge / 2
  }

  func distance(_ place: Int) -> Double {
    mask.isInside[place] ? Double(inward[place]).squareRoot() - half : half - Double(outward[place]).squareRoot()
  }

  /// The deepest place.
  var deepest: Double { Double(inward.filter(\.isFinite).max() ?? 0).squareRoot() - half }

  /// The voxels that a test takes, by place and signed distance.
  func runs(where takes: (_ place: Int, _ distance: Double) -> Bool) -> Runs {
    mask.runs(on: grid) { takes($0, distance($0)) }
  }

  /// Places of voxels at the surface, inside of it.
  var contour: [Int] {
    let reach = grid.longestEdge
    return mask.isInside.indices.filter { mask.isInside[$0] && distance($0) < reach }
  }
}

/// Smooth noise from -1 to 1: random values at the corners of cells, in between their cubic interpolation (value noise,
/// Perlin 1985 without gradients).
struct ValueNoise {
  private let seed: UInt64
  /// The cell's edges, in voxels.
  private let cell: SIMD3<Double>

  /// - Parameter length: of a cell's edge, in the grid's lengths; at least one voxel.
  init(seed: UInt64, length: Double, on grid: Grid) {
    self.seed = seed
    cell = SIMD3(
      max(1, length / grid.lengths.x), max(1, length / grid.lengths.y), max(1, length / grid.lengths.z))
  }

  func value(at voxel: VoxelIndex) -> Double {
    let p = SIMD3(Double(voxel.i), Double(voxel.j), Double(voxel.k)) / cell
    let base = SIMD3(p.x.rounded(.down), p.y.rounded(.down), p.z.rounded(.down))
    let f = p - base
    let t = f * f * (3 - 2 * f)
    var sum = 0.0
    for corner in 0..<8 {
      let (a, b, c) = (corner & 1, corner >> 1 & 1, corner >> 2 & 1)
      let weight = (a == 1 ? t.x : 1 - t.x) * (b == 1 ? t.y : 1 - t.y) * (c == 1 ? t.z : 1 - t.z)
      guard weight > 0 else { continue }
      sum += weight * SplitMix64.noise(seed: seed, Int(base.x) + a, Int(base.y) + b, Int(base.z) + c)
    }
    return sum
  }
}
