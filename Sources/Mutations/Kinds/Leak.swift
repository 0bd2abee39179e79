package import Anatomy
internal import Geometry
internal import Numerics
package import Volume

/// A structure runs out past its boundary in a tongue, twice as long as it is wide, into the background or over its
/// neighbours.
package struct Leak: Mutation {
  package static let fault = Fault.leak
  package static let summary =
    "Lets a tongue grow out of a structure's boundary (label; share=25 % of its size; into=background|neighbours)."

  private let label: String?
  private let share: Double
  private let surroundings: Surroundings

  package init(reading options: inout MutationOptions) throws(MutationError) {
    label = options.text("label")
    share = try options.share("share", default: 0.25, upTo: 3)
    surroundings = try options.choice("into", default: .background)
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let subject = try Subject(label, in: segmentation)
    let grid = segmentation.grid
    let total = subject.count(share: share)
    // Half an ellipsoid with half axes of two widths and one has as many voxels as a ball with a radius of one width.
    let width = EquivalentSphere.radius(voxels: total, on: grid)
    let window = try subject.window(around: 3 * width + 2 * grid.longestEdge)
    let blocked = surroundings == .background ? segmentation.covered { _ in true } : subject.runs
    var free = DenseMask(blocked, on: grid, from: window.first, to: window.last)
    for place in free.isInside.indices { free.isInside[place].toggle() }
    let starts = try Self.starts(subject, blocked: blocked)
    var random = SplitMix64(seed: seed)
    // A start in a pocket between neighbours may have no room.
    for _ in 0..<(starts.isEmpty ? 0 : 12) {
      let start = starts[random.index(below: starts.count)]
      var growth = RegionGrowth(in: free, on: grid)
      let outward = Self.direction(from: subject.centre, to: start, on: grid)
      growth.grow(from: start, to: total) { at in
        let d = grid.offset(from: start, to: at)
        let along = (d * outward).sum()
        return (d * d).sum() - along * along * 0.75
      }
      guard growth.count == total else { continue }
      return Mutated(
        Self.fault, [subject.label], from: segmentation,
        to: subject.with(subject.runs.union(growth.runs), takesOver: surroundings == .neighbours), seed: seed,
        [MutationParameter("share", share), MutationParameter("into", surroundings.rawValue)],
        "\(subject.label) runs out by \(total) voxels past its boundary.")
    }
    throw .notApplicable(
      "there is no room around \(subject.label) for \(total) voxels\(surroundings == .background ? " of background; give a smaller share or into=neighbours" : "")."
    )
  }

  /// Voxels outside that touch the structure by a face and may be taken.
  private static func starts(_ subject: Subject, blocked: Runs) throws(MutationError) -> [VoxelIndex] {
    let (grid, runs) = (subject.grid, subject.runs)
    let steps =
      [VoxelIndex(1, 0, 0), VoxelIndex(-1, 0, 0), VoxelIndex(0, 1, 0), VoxelIndex(0, -1, 0)]
      + (grid.dimensions == 3 ? [VoxelIndex(0, 0, 1), VoxelIndex(0, 0, -1)] : [])
    var around = Runs()
    for step in steps { around = around.union(runs.moved(by: step, from: grid, to: grid.size)) }
    return around.subtracting(blocked).all.flatMap { run in
      (Int(run.start)..<Int(run.end)).map { VoxelIndex($0, Int(run.row) % grid.size.j, Int(run.row) / grid.size.j) }
    }
  }

  private static func direction(from centre: VoxelPoint, to start: VoxelIndex, on grid: Grid) -> SIMD3<Double> {
    let d = SIMD3(Double(start.i) - centre.i, Double(start.j) - centre.j, Double(start.k) - centre.k) * grid.lengths
    let length = (d * d).sum().squareRoot()
    return length > 0 ? d / length : SIMD3(1, 0, 0)
  }
}
