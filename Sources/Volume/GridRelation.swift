internal import Numerics

/// How one grid lies on another whose place in the patient is known as well.
package enum GridRelation: Hashable, Sendable {
  /// The same voxels, corners within `deviation` mm; the axes of the one run along those of the other in `order`.
  case same(order: StorageOrder, deviation: Double)
  /// A part of the other's voxels, which begins at the other's voxel `first` (the least index of the part along each of
  /// the other's axes).
  case crop(first: VoxelIndex)
  /// More than the other's voxels, which are a part of this grid and begin at its voxel `first`.
  case container(first: VoxelIndex)
  /// Voxels of the same lattice, of which neither grid holds all; the grid begins so many voxels further along its own
  /// axes.
  case shifted(by: VoxelIndex)
  /// The other's field of view in voxels so many times as long, along the grid's own axes.
  case resampled(factors: SIMD3<Double>)
  /// Nothing of that, and another number of voxels.
  case otherSize
  /// Nothing of that, and as many voxels along each axis; corners lie up to `deviation` mm apart.
  case elsewhere(deviation: Double)
}

extension Grid {
  /// The distance, in mm, within which two grids are one where nobody says otherwise.
  package static let standardTolerance = 0.1

  /// Half of the shortest side of a voxel, in mm: farther apart, a voxel is no longer the same; 0 without spacing.
  package var halfVoxel: Double { spacing.map { s in ((0..<dimensions).map { s[$0] }.min() ?? 0) / 2 } ?? 0 }

  /// How the grid lies on another; nil unless both say how they lie in the patient.
  ///
  /// - Parameter tolerance: the largest distance, in mm, between two places that are one.
  package func relation(to other: Grid, within tolerance: Double) -> GridRelation? {
    guard let affine, let own = other.affine else { return nil }
    let order = StorageOrder(of: affine, along: own)
    let turned = other.stored(in: order)
    guard let reference = turned.affine else { return nil }
    let deviation = cornerDeviation(from: turned)
    if let deviation, deviation <= tolerance { return .same(order: order, deviation: deviation) }
    if let lattice = lattice(affine, on: reference, turned, order, of: other, within: tolerance) {
      return lattice
    }
    if let factors = factors(affine, on: reference, turned, within: tolerance) { return .resampled(factors: factors) }
    return (deviation ?? cornerDeviation(from: other)).map { .elsewhere(deviation: $0) } ?? .otherSize
  }

  /// Whether two grids hold the same voxels, in whatever order they are stored: corners within the tolerance (mm);
  /// grids that do not say how they lie in the patient by their sizes and lengths alone.
  package func isSame(as other: Grid, within tolerance: Double) -> Bool {
    if affine != nil, other.affine != nil {
      if case .same? = relation(to: other, within: tolerance) { return true }
      return false
    }
    guard affine == nil, other.affine == nil, size == other.size else { return false }
    guard let a = spacing, let b = other.spacing else { return spacing == nil && other.spacing == nil }
    return (0..<3).allSatisfy { abs(a[$0] - b[$0]) * Double(size[$0] - 1) <= tolerance }
  }

  /// A crop, a container or a shift by whole voxels.
  private func lattice(
    _ affine: Affine, on reference: Affine, _ turned: Grid, _ order: StorageOrder, of other: Grid,
    within tolerance: Double
  ) -> GridRelation? {
    let drift = (0..<3).reduce(0.0) { sum, axis in
      sum + length(affine.columns[axis] - reference.columns[axis]) * Double(max(size[axis], turned.size[axis]) - 1)
    }
    let start = reference.voxel(affine.patient(VoxelPoint(0, 0, 0)))
    guard drift <= tolerance, (0..<3).allSatisfy({ abs(start[$0]) < 1e6 }) else { return nil }
    let steps = VoxelIndex(Int(start.i.rounded()), Int(start.j.rounded()), Int(start.k.rounded()))
    let place = reference.patient(VoxelPoint(steps))
    guard place.distance(to: affine.patient(VoxelPoint(0, 0, 0))) <= tolerance else { return nil }
    let axes = 0..<3
    if axes.allSatisfy({ steps[$0] >= 0 && steps[$0] + size[$0] <= turned.size[$0] }) {
      var last = steps
      for axis in axes { last[axis] += size[axis] - 1 }
      let (a, b) = (order.source(of: steps, size: other.size), order.source(of: last, size: other.size))
      return .crop(first: VoxelIndex(min(a.i, b.i), min(a.j, b.j), min(a.k, b.k)))
    }
    if axes.allSatisfy({ steps[$0] <= 0 && steps[$0] + size[$0] >= turned.size[$0] }) {
      return .container(first: VoxelIndex(-steps.i, -steps.j, -steps.k))
    }
    return steps == VoxelIndex(0, 0, 0) ? nil : .shifted(by: steps)
  }

  /// The voxels' sides in those of another grid with the same field of view: axes parallel, first edges or first
  /// centres in one place, last edges within one of the longer voxels.
  private func factors(
    _ affine: Affine, on reference: Affine, _ turned: Grid, within tolerance: Double
  ) -> SIMD3<Double>? {
    let (a, b) = (affine.spacing, reference.spacing)
    func edge(_ affine: Affine) -> PatientPoint { affine.patient(VoxelPoint(-0.5, -0.5, -0.5)) }
    for axis in 0..<3 {
      let coarse = max(a[axis], b[axis])
      let (ownLength, length) = (a[axis] * Double(size[axis]), b[axis] * Double(turned.size[axis]))
      let turn = Numerics.length(affine.columns[axis] / a[axis] - reference.columns[axis] / b[axis])
      guard turn * length <= coarse / 2, abs(ownLength - length) <= coarse + tolerance else { return nil }
    }
    let near = max(tolerance, 0.01 * max(a.max(), b.max()))
    let centres = affine.patient(VoxelPoint(0, 0, 0)).distance(to: reference.patient(VoxelPoint(0, 0, 0)))
    guard min(centres, edge(affine).distance(to: edge(reference))) <= near else { return nil }
    let factors = SIMD3(a.x / b.x, a.y / b.y, a.z / b.z)
    return (0..<3).contains { abs(factors[$0] - 1) > 0.01 } ? factors : nil
  }
}
