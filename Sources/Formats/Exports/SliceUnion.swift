internal import Volume

/// The slices of several objects on one lattice: objects of one scan hold no more slices each than their segments need.
struct SliceUnion {
  /// From the first slice that any of them has to the last.
  let grid: Grid
  /// For each grid its first slice in the common one; nil for a grid of another lattice.
  let offsets: [Int?]

  /// The most slices that a scan has for each one that an object holds.
  private static let mostGaps = 64

  /// - Parameter tolerance: the distance, in mm, within which two places are one.
  ///
  /// Nil where no grid says where it lies, and where the common one would have more rows than can be numbered.
  init?(_ grids: [Grid], within tolerance: Double) {
    // The longest knows best how far slices are apart.
    guard let base = grids.filter({ $0.affine != nil }).max(by: { $0.size.k < $1.size.k }), let affine = base.affine
    else { return nil }
    let firsts = grids.map { Self.first($0, on: base, affine, tolerance) }
    let spans = zip(grids, firsts).compactMap { grid, first in first.map { $0..<($0 + grid.size.k) } }
    let (low, high) = (spans.map(\.lowerBound).min() ?? 0, spans.map(\.upperBound).max() ?? 0)
    guard high - low <= Self.mostGaps * spans.reduce(0, { $0 + $1.count }) else { return nil }
    guard base.size.j * (high - low) < Int(Int32.max) else { return nil }
    offsets = firsts.map { first in first.map { $0 - low } }
    grid = Grid(
      size: VoxelIndex(base.size.i, base.size.j, high - low),
      affine: Affine(columns: affine.columns, origin: affine.origin + affine.columns[2] * Double(low)))
  }

  /// The slice of the base that a grid begins with; nil where one of its corners lies beside the lattice.
  private static func first(_ grid: Grid, on base: Grid, _ affine: Affine, _ tolerance: Double) -> Int? {
    guard let own = grid.affine, grid.size.i == base.size.i, grid.size.j == base.size.j else { return nil }
    let place = affine.voxel(own.patient(VoxelPoint(0, 0, 0))).k
    guard abs(place) < 1e6 else { return nil }
    let first = Int(place.rounded())
    let last = Double(grid.size.k - 1)
    for (i, j, k) in [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)] as [(Double, Double, Double)] {
      let corner = VoxelPoint(i * Double(grid.size.i - 1), j * Double(grid.size.j - 1), k * last)
      let there = affine.patient(VoxelPoint(corner.i, corner.j, corner.k + Double(first)))
      guard own.patient(corner).distance(to: there) <= tolerance else { return nil }
    }
    return first
  }
}

extension Segmentation {
  /// The same structures on a grid of more slices.
  func onSlices(of grid: Grid, from first: Int) -> Segmentation {
    let rows = Int32(truncatingIfNeeded: first * grid.size.j)
    return with(
      grid: grid,
      structures: structures.map { structure in
        structure.with(
          runs: Runs(ordered: structure.runs.all.map { Run(row: $0.row + rows, start: $0.start, end: $0.end) }))
      })
  }
}
