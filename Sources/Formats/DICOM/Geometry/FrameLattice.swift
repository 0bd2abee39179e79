internal import Numerics
internal import Volume

/// The grid that frames are put on: that of the image where every frame lies on one of its slices, else the lattice of
/// the frames themselves.
struct FrameLattice {
  let grid: Grid
  /// The slice of each frame.
  let slices: [Int]
  let notes: [String]
  let discrepancies: [HeaderDiscrepancy]

  /// Throws what `SliceStack` throws.
  ///
  /// - Parameter frames: the planes of all frames; nil where they have no place in the patient.
  init(_ frames: [FramePlane]?, of format: PixelFormat, spacing: [Double]?, image: SourceImage?) throws {
    let (columns, rows) = (format.columns, format.rows)
    guard let frames else {
      // Every frame is of the one picture.
      slices = Array(repeating: 0, count: format.frames)
      let lengths = spacing.map { SIMD3($0[1], $0[0], 1) }.flatMap { Grid.isUsable($0) ? $0 : nil }
      let own = Grid(size: VoxelIndex(columns, rows, 1), spacing: lengths)
      let isOfImage = lengths == nil && image?.grid.affine == nil && image?.grid.size == own.size
      grid = isOfImage ? image?.grid ?? own : own
      (notes, discrepancies) = ([], [])
      return
    }
    if let image, let (grid, slices) = Self.slices(frames, columns, rows, on: image) {
      self.grid = grid
      self.slices = slices
      (notes, discrepancies) = ([], [])
      return
    }
    let stack = try SliceStack(frames)
    grid = try stack.grid(columns: columns, rows: rows)
    slices = stack.indices
    notes =
      stack.isStepUnknown
      ? ["There is one slice, and nothing says how thick it is: 1 mm was taken."] : []
    discrepancies = (stack.discrepancies + Self.turn(grid, against: image)).map { HeaderDiscrepancy($0) }
  }

  /// The angle between the axes and those of the image, where it is one that nobody meant.
  private static func turn(_ grid: Grid, against image: SourceImage?) -> [HeaderDiscrepancy.Readings] {
    guard let own = grid.affine, let other = image?.grid.affine else { return [] }
    let order = StorageOrder(of: own, along: other)
    let angle =
      (0..<3).map { axis in
        SlicePlane.degrees(own.columns[axis], other.columns[order.axes[axis]] * (order.isReversed[axis] ? -1 : 1))
      }.max() ?? 0
    return angle > 0.1 ? [.slices(.turned(degrees: angle))] : []
  }

  /// The image's slices that frames lie on, and its grid in the storage order of the frames; nil where a frame lies
  /// elsewhere.
  private static func slices(
    _ frames: [FramePlane], _ columns: Int, _ rows: Int, on image: SourceImage
  ) -> (Grid, [Int])? {
    guard let affine = image.grid.affine, let first = frames.first else { return nil }
    let plane = first.plane
    let own = Affine(
      columns: [plane.row * plane.spacing.x, plane.column * plane.spacing.y, plane.normal].map(patientAxes),
      origin: patientAxes(first.position))
    let grid = image.grid.stored(in: StorageOrder(of: own, along: affine))
    guard grid.size.i == columns, grid.size.j == rows, let target = grid.affine else { return nil }
    var slices: [Int] = []
    slices.reserveCapacity(frames.count)
    for frame in frames {
      let (x, y) = (frame.plane.row * frame.plane.spacing.x, frame.plane.column * frame.plane.spacing.y)
      // How far the last pixel of a row and of a column would lie apart.
      let drift =
        length(patientAxes(x) - target.columns[0]) * Double(columns - 1)
        + length(patientAxes(y) - target.columns[1]) * Double(rows - 1)
      let position = patientAxes(frame.position)
      let place = target.voxel(PatientPoint(position.x, position.y, position.z))
      guard drift <= image.tolerance, abs(place.k) < 1e6 else { return nil }
      let slice = Int(place.k.rounded())
      let centre = target.patient(VoxelPoint(0, 0, Double(slice)))
      guard (0..<grid.size.k).contains(slice),
        centre.distance(to: PatientPoint(position.x, position.y, position.z)) <= image.tolerance
      else { return nil }
      slices.append(slice)
    }
    return (grid, slices)
  }
}
