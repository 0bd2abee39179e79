internal import Numerics
internal import Volume

/// How thick a structure is at its voxels: at each the diameter of the greatest ball inside the structure that covers
/// it (Hildebrand and Rüegsegger 1997, Journal of Microscopy 185:67). Nil when the structure is empty, or its box
/// larger than memory (`VoxelBox.most`).
///
/// A ball's radius is the distance from its centre voxel to the nearest background voxel, centre to centre, with the
/// outside of the volume as background: it is up to half a voxel larger than the ball that fits between the faces.
/// Structures with more voxels than `sample` are measured at that many voxels, one at random in each of as many equal
/// parts (the same ones each time), which leaves shares within about one per cent; the largest is always exact.
///
/// Cost: the voxels of the box, once, and six bytes for each; then microseconds per sampled voxel.
struct LocalThickness: StructureMeasure {
  let structure: StructurePlace

  /// At how many voxels at most.
  static let sample = 1 << 12

  struct Balls: Sendable {
    /// The squared radii at the sampled voxels in mm², smallest first; not empty.
    let squaredRadii: [Float]
    /// The greatest of all.
    let greatest: Float

    /// The diameter that a share of the voxels reach.
    func diameter(reachedBy share: Double) -> Double {
      let below = Int((Double(squaredRadii.count) * (1 - share)).rounded(.down))
      return 2 * Double(squaredRadii[min(below, squaredRadii.count - 1)]).squareRoot()
    }
  }

  func value(in scene: Scene) -> Balls? {
    let runs = scene.runs(structure)
    guard let sums = scene[RunSums(structure: structure)], sums.box.fitsIntoMemory,
      let mask = DenseMask(runs, on: scene.grid, margin: 1)
    else { return nil }
    let spacing = scene.grid.lengths
    let distances = SquaredDistances(to: mask.isInside.map { !$0 }, size: mask.size, spacing: spacing)
    var balls = GreatestBalls(distances, spacing: spacing)
    var radii: [Float] = []
    radii.reserveCapacity(min(sums.count, Self.sample))
    Self.forSample(of: runs.all, count: sums.count, height: scene.grid.size.j) { voxel in
      let at = VoxelIndex(voxel.i - mask.origin.i, voxel.j - mask.origin.j, voxel.k - mask.origin.k)
      radii.append(balls.squaredRadius(covering: at))
    }
    return Balls(squaredRadii: radii.sorted(), greatest: balls.greatest)
  }

  /// Cuts the voxels, in the order of the runs, into equal parts and names one of each.
  private static func forSample(of runs: [Run], count: Int, height: Int, _ body: (VoxelIndex) -> Void) {
    let parts = min(count, sample)
    var (run, before) = (0, 0)
    for part in 0..<parts {
      // Not multiplied out, so that no count overflows.
      let low = count / parts * part + count % parts * part / parts
      let high = count / parts * (part + 1) + count % parts * (part + 1) / parts
      let at = low + Int(SplitMix64.scattered(UInt64(part)) % UInt64(high - low))
      while before + runs[run].count <= at {
        before += runs[run].count
        run += 1
      }
      let row = Int(runs[run].row)
      body(VoxelIndex(Int(runs[run].start) + at - before, row % height, row / height))
    }
  }
}
