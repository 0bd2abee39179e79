package import Volume

/// Thins and thickens structures all round: erosion and dilation with a ball, exact under anisotropic spacing.
///
/// A voxel counts as within a length of another when their centres are; axes are taken as perpendicular. In two
/// dimensions the ball is a disc, and without spacing lengths are pixels. All answers are nil when the structure's box
/// is larger than memory. Cost: the voxels of the box; five bytes for each.
package enum Morphology {
  /// What lies outside the grid, when a structure reaches its border.
  package enum Border: Hashable, Sendable {
    /// Nobody knows: the structure goes on there, and loses nothing at a face where it is cut off.
    case open
    /// Background.
    case background
  }

  /// The voxels of a structure that are farther than `length` from the background.
  package static func eroded(_ runs: Runs, by length: Double, on grid: Grid, border: Border = .open) -> Runs? {
    guard let depths = depths(of: runs, on: grid, border: border) else { return runs.isEmpty ? runs : nil }
    return depths.mask.runs(on: grid) { depths.squared.values[$0] > reach(length) }
  }

  /// A structure and the voxels of the grid that are no farther than `length` from it.
  package static func dilated(_ runs: Runs, by length: Double, on grid: Grid) -> Runs? {
    guard let box = VoxelBox(of: runs, on: grid) else { return runs }
    let window = box.widened(by: length, on: grid)
    guard window.fitsIntoMemory else { return nil }
    let mask = DenseMask(runs, on: grid, from: window.first, to: window.last)
    let squared = SquaredDistances(to: mask.isInside, size: mask.size, spacing: grid.lengths)
    return mask.runs(on: grid) { squared.values[$0] <= reach(length) }
  }

  /// The largest distance from a voxel of a structure to the background; infinite when it fills an open grid.
  package static func depth(of runs: Runs, on grid: Grid, border: Border = .open) -> Double? {
    guard let depths = depths(of: runs, on: grid, border: border) else { return nil }
    return Double(depths.squared.values.max() ?? 0).squareRoot()
  }

  /// The squared distances from a structure's voxels to the background, over its box and one voxel around it.
  package static func depths(
    of runs: Runs, on grid: Grid, border: Border
  ) -> (mask: DenseMask, squared: SquaredDistances)? {
    guard let box = VoxelBox(of: runs, on: grid), box.fitsIntoMemory else { return nil }
    // The background nearest to a voxel lies in the structure's box or beside it.
    guard let mask = DenseMask(runs, on: grid, margin: 1) else { return nil }
    let isBackground = mask.isInside.indices.map {
      !mask.isInside[$0] && (border == .background || mask.isInGrid($0, grid))
    }
    return (mask, SquaredDistances(to: isBackground, size: mask.size, spacing: grid.lengths))
  }

  /// Squared distances are kept in single precision; a centre just at the length is within it.
  package static func reach(_ length: Double) -> Float { Float(length * length * (1 + 1e-5)) }
}

extension VoxelBox {
  /// The box and all that is no farther than a length from it, within the grid.
  package func widened(by length: Double, on grid: Grid) -> VoxelBox {
    var box = self
    for axis in 0..<grid.dimensions {
      let steps = Int(min(length / grid.lengths[axis] + 1e-9, Double(grid.size[axis])))
      box.first[axis] = max(0, first[axis] - steps)
      box.last[axis] = min(grid.size[axis] - 1, last[axis] + steps)
    }
    return box
  }
}
