package import Volume

extension VoxelBox {
  /// How many voxels a box may hold for the measures that keep a few bytes for each: half a billion, which no scan
  /// comes near and a machine still holds.
  static let most = 1 << 29

  /// Whether arrays over the box fit into memory. Where they do not, a measure is undefined rather than the program at
  /// an end.
  package var fitsIntoMemory: Bool {
    var count = 1
    for axis in 0..<3 {
      // The margin around it counts too.
      let (product, overflows) = count.multipliedReportingOverflow(by: last[axis] - first[axis] + 3)
      guard !overflows, product <= Self.most else { return false }
      count = product
    }
    return true
  }
}
