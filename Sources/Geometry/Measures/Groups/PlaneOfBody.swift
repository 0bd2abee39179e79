internal import Volume

/// The plane across which a body is most like its mirror image, searched on a lattice of every n-th voxel.
///
/// The share of voxels whose image's nearest voxel lies in the body (its Dice with its image) is maximised over the
/// plane's place and two tilts, from the plane through the centroid that faces right, by trying steps along each and
/// halving them (Hooke and Jeeves 1961, J ACM 8:212). The symmetry search follows Liu, Collins and Rothfus 2001, IEEE
/// TMI 20:175. Cost: some hundred passes over at most 150 000 lattice points. A plane along the lattice meets its own
/// cells again, which favours it a little: tilts below two degrees or so may go unseen.
struct PlaneOfBody {
  private let grid: Grid
  private let runs: Runs
  private let index: RowIndex

  /// Lattice points at most.
  private static let most = 150_000

  /// A body of voxels; nil when it is empty or its orientation unknown.
  init?(_ runs: Runs, on grid: Grid) {
    guard let lattice = Lattice(grid) else { return nil }
    var kept = Runs()
    for run in runs.all {
      let (j, k) = (Int(run.row) % grid.size.j, Int(run.row) / grid.size.j)
      guard j % lattice.stride.j == 0, k % lattice.stride.k == 0 else { continue }
      let (from, to) = (lattice.ceiling(Int(run.start)), lattice.ceiling(Int(run.end)))
      if from < to { kept.append(lattice.run(j / lattice.stride.j, k / lattice.stride.k, from, to)) }
    }
    self.init(kept, lattice: lattice.grid)
  }

  /// The body in a CT: above -500 HU, largest part connected through faces. Nil when the image is no CT, which has both
  /// air and tissue, each at least a fiftieth of it.
  init?(_ image: IntensityVolume) {
    guard image.channels == 1, let lattice = Lattice(image.grid) else { return nil }
    let size = image.grid.size
    var found: [Run] = []
    for k in 0..<lattice.grid.size.k {
      for j in 0..<lattice.grid.size.j {
        let row = size.i * (j * lattice.stride.j + size.j * k * lattice.stride.k)
        for i in 0..<lattice.grid.size.i where image.values[row + i * lattice.stride.i] > -500 {
          found.append(lattice.run(j, k, i, i + 1))
        }
      }
    }
    let share = Double(found.count) / Double(lattice.grid.count)
    guard share > 0.02, share < 0.98 else { return nil }
    let all = Runs(merging: found).all
    let roots = connect(all, .faces, grid: lattice.grid)
    var sizes: [Int: Int] = [:]
    for (run, root) in zip(all, roots) { sizes[root, default: 0] += run.count }
    let largest = sizes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    self.init(Runs(ordered: zip(all, roots).filter { $0.1 == largest }.map(\.0)), lattice: lattice.grid)
  }

  private init?(_ runs: Runs, lattice: Grid) {
    guard let index = RowIndex(runs, on: lattice) else { return nil }
    self.grid = lattice
    self.runs = runs
    self.index = index
  }

  /// Nil when the body is not symmetric enough to have a middle.
  func plane(_ method: MidSagittalPlane.Method, atLeast least: Double) -> MidSagittalPlane.Plane? {
    let right = LinearCoordinate(grid, along: SIMD3(1, 0, 0))
    let body = Segmentation(grid: grid, structures: [Structure(value: 1, name: nil, runs: runs)])
    guard let centre = Centroid(structure: 0).value(in: Scene(segmentation: body))?.patient,
      let ends = right.ends(of: runs)
    else { return nil }
    let width = ends.upperBound - ends.lowerBound + 2 * right.reach
    let total = Double(runs.voxelCount)
    func plane(_ x: [Double], symmetry: Double? = nil) -> MidSagittalPlane.Plane {
      let point = PatientPoint(centre.x + x[0], centre.y, centre.z)
      return MidSagittalPlane.Plane(point: point, b: x[1], c: x[2], method: method, symmetry: symmetry)
    }
    func symmetry(_ x: [Double]) -> Double {
      guard let reflection = Reflection(across: plane(x), on: grid) else { return 0 }
      return Double(reflection.hits(of: runs, in: index)) / total
    }
    var best = [0.0, 0, 0]
    var score = symmetry(best)
    var steps = [width / 10, 0.14, 0.14]
    if grid.dimensions == 2, let across = grid.affine?.directions[2].axis {
      // A single slice says nothing about a tilt across it, and one that faces the side has no right and left.
      guard across != 0 else { return nil }
      steps[across] = 0
    }
    // Down to a thousandth of the width and a tenth of a degree.
    while steps[0] > width / 1000 {
      var improved = false
      for n in steps.indices where steps[n] > 0 {
        for sign in [1.0, -1] {
          var next = best
          next[n] += sign * steps[n]
          // Beyond 25° the patient lies on the side, or the search has lost its way.
          guard abs(next[1]) < 0.47, abs(next[2]) < 0.47 else { continue }
          let found = symmetry(next)
          if found > score {
            (best, score, improved) = (next, found, true)
            break
          }
        }
      }
      if !improved { steps = steps.map { $0 / 2 } }
    }
    return score >= least ? plane(best, symmetry: score) : nil
  }

  /// Every n-th voxel along each axis, as a grid of its own.
  private struct Lattice {
    let stride: VoxelIndex
    let grid: Grid

    init?(_ source: Grid) {
      guard let affine = source.affine, source.count > 0 else { return nil }
      var (stride, size) = (VoxelIndex(1, 1, 1), source.size)
      // The finest axis gives way first, so that lattice cells become cubes.
      while size.i * size.j * size.k > PlaneOfBody.most {
        let lengths = (0..<3).map { size[$0] > 1 ? affine.spacing[$0] * Double(stride[$0]) : .infinity }
        let finest = lengths.indices.min { (lengths[$0], $0) < (lengths[$1], $1) } ?? 0
        stride[finest] += 1
        size[finest] = (source.size[finest] - 1) / stride[finest] + 1
      }
      self.stride = stride
      let columns = (0..<3).map { affine.columns[$0] * Double(stride[$0]) }
      grid = Grid(size: size, affine: Affine(columns: columns, origin: affine.origin))
    }

    /// The first lattice index along i at or after a voxel's.
    func ceiling(_ i: Int) -> Int { (i + stride.i - 1) / stride.i }

    func run(_ j: Int, _ k: Int, _ from: Int, _ to: Int) -> Run {
      Run(
        row: Int32(truncatingIfNeeded: j + k * grid.size.j), start: Int32(truncatingIfNeeded: from),
        end: Int32(truncatingIfNeeded: to))
    }
  }
}
