internal import Volume

/// Where a MetaImage's voxels lie: `TransformMatrix` (a row for each axis, in LPS), `ElementSpacing` and `Offset`.
///
/// `AnatomicalOrientation` is not believed over the matrix: many programs write it without meaning it. A header without
/// a matrix tells lengths and no orientation.
struct MetaImageSpace {
  private let dimensions: Int
  /// Lengths in mm along the axes; nil where the header has none.
  private let spacing: [Double]?
  private let directions: [SIMD3<Double>]?
  private let origin: SIMD3<Double>
  let notes: [String]

  private static let singular = ReadError(
    code: .damaged,
    message: "the header's TransformMatrix and ElementSpacing are no invertible transform, so positions in the patient "
      + "are undefined.")

  init(_ text: MetaImageText, dimensions: Int) throws {
    self.dimensions = dimensions
    let used = min(3, dimensions)
    spacing = try text.numbers("ElementSpacing", "ElementSize", count: dimensions).map { Array($0.prefix(used)) }
    guard spacing?.allSatisfy({ $0 > 0 }) ?? true else {
      throw ReadError(code: .damaged, message: "the header's “ElementSpacing” must be above 0 along every axis.")
    }
    let count = dimensions * dimensions
    let matrix = try text.numbers("TransformMatrix", "Rotation", "Orientation", count: count)
    directions =
      dimensions == 3 || dimensions == 4
      ? matrix.map { m in
        (0..<3).map { axis in SIMD3(m[axis * dimensions], m[axis * dimensions + 1], m[axis * dimensions + 2]) }
      } : nil
    let offset = try text.numbers("Offset", "Position", "Origin", count: dimensions)
    origin = offset.map { $0.count < 3 ? .zero : SIMD3($0[0], $0[1], $0[2]) } ?? .zero
    notes =
      directions != nil && offset == nil
      ? ["The header gives no Offset; positions in mm count from the first voxel."] : []
  }

  func grid(_ size: VoxelIndex) throws -> Grid {
    guard let spacing else { return Grid(size: size, spacing: nil) }
    let lengths = spacing + [1, 1]
    guard let directions else { return Grid(size: size, spacing: SIMD3(lengths[0], lengths[1], lengths[2])) }
    let signs = SIMD3<Double>(-1, -1, 1)
    let affine = Affine(
      columns: (0..<3).map { directions[$0] * signs * lengths[$0] }, origin: origin * signs)
    let scale = affine.spacing.x * affine.spacing.y * affine.spacing.z
    guard scale.isFinite, scale > 0, abs(affine.determinant) > 1e-6 * scale else { throw Self.singular }
    return Grid(size: size, affine: affine)
  }

  /// Rows of a matrix of directions are one long; where they are not, programs that take them as directions and those
  /// that take them as they are see different lengths.
  func discrepancies(of grid: Grid, axes: Int) -> [HeaderDiscrepancy] {
    guard directions != nil, let spacing, let used = grid.spacing else { return [] }
    let lengths = (0..<axes).map { used[$0] }
    let differ = zip(spacing, lengths).contains { abs($0 - $1) > 0.001 * $1 }
    return differ
      ? [
        HeaderDiscrepancy(
          .spacing(.init(field: "ElementSpacing", stated: spacing, taken: "TransformMatrix", used: lengths)))
      ] : []
  }
}
