/// The lattice of a mask or image: its size, and what is known of where it lies.
///
/// Three states are kept apart: a full affine (NIfTI with a transform), spacing alone (NIfTI with both transform codes
/// 0: lengths are known, left and right are not), and nothing (a PNG: pixels only).
package struct Grid: Hashable, Sendable, Codable {
  /// Voxels along i, j, k; k is 1 for a picture.
  package let size: VoxelIndex
  /// 2 for pictures and single slices, else 3.
  package let dimensions: Int
  /// Voxel centres to RAS mm; nil when the orientation is unknown.
  package let affine: Affine?
  /// Distance between neighbouring voxel centres along i, j, k in mm; nil when unknown.
  package let spacing: SIMD3<Double>?

  /// A grid whose place in the patient is known.
  package init(size: VoxelIndex, affine: Affine) {
    self.init(size: size, affine: affine, spacing: affine.spacing)
  }

  /// A grid whose orientation is unknown; `spacing` nil when the lengths are unknown as well.
  package init(size: VoxelIndex, spacing: SIMD3<Double>?) {
    self.init(size: size, affine: nil, spacing: spacing)
  }

  private init(size: VoxelIndex, affine: Affine?, spacing: SIMD3<Double>?) {
    self.size = size
    self.dimensions = size.k == 1 ? 2 : 3
    self.affine = affine
    self.spacing = spacing
  }

  /// The number of voxels.
  package var count: Int { size.i * size.j * size.k }

  /// The number of rows (lines along i): `j + k * size.j` numbers them.
  package var rows: Int { size.j * size.k }

  /// The volume of one voxel in mm³, nil without spacing. From the affine where there is one, so sheared grids are
  /// exact.
  package var voxelVolume: Double? {
    if let affine { return abs(affine.determinant) }
    return spacing.map { $0.x * $0.y * $0.z }
  }

  /// The area of one pixel of a two-dimensional grid: mm² with spacing, else 1 (pixel units).
  package var pixelArea: Double { spacing.map { $0.x * $0.y } ?? 1 }

  /// The largest distance, in mm, between the places that two grids give to the same corner voxel; nil when either
  /// affine is unknown or the sizes differ. Cost: eight corners.
  package func cornerDeviation(from other: Grid) -> Double? {
    guard size == other.size, let a = affine, let b = other.affine else { return nil }
    var worst = 0.0
    for corner in 0..<8 {
      let p = VoxelPoint(
        corner & 1 == 0 ? 0 : Double(size.i - 1), corner & 2 == 0 ? 0 : Double(size.j - 1),
        corner & 4 == 0 ? 0 : Double(size.k - 1))
      worst = max(worst, a.patient(p).distance(to: b.patient(p)))
    }
    return worst
  }
}
