extension GridRelation {
  /// The relation as the end of a sentence that begins with the grid's owner, without a full stop.
  ///
  /// - Parameters:
  ///   - grid: the grid, and the other that it lies on.
  ///   - owner: whose the other is, such as `the image`.
  package func words(of grid: Grid, on other: Grid, owner: String) -> String {
    let (own, whole) = (Self.extent(grid), Self.extent(other))
    switch self {
    case .same(let order, let deviation):
      let apart = deviation >= 0.005 ? ", corners within \(Self.number(deviation)) mm" : ""
      return order.isIdentity
        ? "lies on the grid of \(owner)\(apart)"
        : "holds the voxels of \(owner) in another storage order (its axes run \(grid.affine?.orientation ?? ""), those of "
          + "\(owner) \(other.affine?.orientation ?? "")\(apart))"
    case .crop(let first):
      return
        "lies on an exact crop of the grid of \(owner): its \(own) begin at voxel \(Self.index(first)) of the \(whole) "
        + "there"
    case .container(let first):
      return
        "lies on a larger grid, of which that of \(owner) is an exact crop: it has \(own), and the \(whole) there begin at "
        + "its voxel \(Self.index(first))"
    case .shifted(let steps):
      return
        "lies on the lattice of \(owner) and begins \(Self.index(steps)) voxels further on: it has \(own), \(owner) \(whole)"
    case .resampled(let factors):
      let how =
        (0..<3).allSatisfy { factors[$0] > 0.99 }
        ? "an exact coarser copy of its grid"
        : (0..<3).allSatisfy { factors[$0] < 1.01 } ? "an exact finer copy of its grid" : "another sampling of it"
      let times = (0..<grid.dimensions).map { Self.number(factors[$0]) }.joined(separator: " × ")
      return "covers the field of view of \(owner) with \(own) that are \(times) times as long, \(how) (\(whole))"
    case .otherSize:
      return "has \(own), \(owner) \(whole)"
    case .elsewhere(let deviation):
      return "has the size of \(owner) but lies up to \(Self.number(deviation)) mm apart from it in the patient"
    }
  }

  private static func extent(_ grid: Grid) -> String {
    (0..<grid.dimensions).map { "\(grid.size[$0])" }.joined(separator: " × ")
      + (grid.dimensions == 2 ? " pixels" : " voxels")
  }

  private static func index(_ voxel: VoxelIndex) -> String { "(\(voxel.i), \(voxel.j), \(voxel.k))" }

  /// Two decimals at most, whole numbers whole.
  private static func number(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}
