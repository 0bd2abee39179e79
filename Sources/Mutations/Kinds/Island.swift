internal import Geometry
package import PolicyLanguage
package import Volume

/// A piece apart from a structure: a ball (disc) in the background, near enough to be taken for a part of it and touching nothing of it.
package struct Island: Mutation {
  package static let fault = Fault.island
  package static let summary =
    "Sets a ball down in the background around a structure (label; share=8 % of its size; gap=20 % of the radius of the ball of its size, or mm: to the structure)."

  private let label: String?
  private let share: Double
  private let gap: MutationLength

  package init(reading options: inout MutationOptions) throws(MutationError) {
    label = options.text("label")
    share = try options.share("share", default: 0.08, upTo: 1)
    gap = try options.length("gap", default: 0.2)
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let subject = try Subject(label, in: segmentation)
    let grid = segmentation.grid
    let total = subject.count(share: share)
    // Room for the ball's outermost voxels, and for two voxels in the gap at least, so that the pieces do not join.
    let radius = EquivalentSphere.radius(voxels: total, on: grid) + grid.longestEdge
    let apart = max(try gap.value(for: subject), 2 * grid.longestEdge)
    let window = try subject.window(around: subject.radius + 3 * radius + apart)
    let centre = try Self.centre(for: subject, radius: radius, gap: apart, in: window, total: total, seed: seed)
    let covered = DenseMask(segmentation.covered { _ in true }, on: grid, from: window.first, to: window.last)
    var free = covered
    for place in free.isInside.indices { free.isInside[place] = !covered.isInside[place] }
    var growth = RegionGrowth(in: free, on: grid)
    growth.grow(from: centre, to: total) { grid.squaredDistance(from: centre, to: $0) }
    return Mutated(
      Self.fault, [subject.label], from: segmentation, to: subject.with(subject.runs.union(growth.runs)), seed: seed,
      [MutationParameter("share", share), MutationParameter("gap", apart, grid.lengthUnit)],
      "A ball of \(total) voxels is labelled \(subject.label) and lies apart from it.")
  }

  /// A place with room for a ball, of those near the structure the one that the seed chooses.
  private static func centre(
    for subject: Subject, radius: Double, gap: Double, in window: VoxelBox, total: Int, seed: UInt64
  ) throws(MutationError) -> VoxelIndex {
    let grid = subject.grid
    func distances(to runs: Runs) -> (mask: DenseMask, squared: [Float]) {
      let mask = DenseMask(runs, on: grid, from: window.first, to: window.last)
      return (mask, SquaredDistances(to: mask.isInside, size: mask.size, spacing: grid.lengths).values)
    }
    let (mask, own) = distances(to: subject.runs)
    let others = distances(to: subject.others).squared
    let (fromOwn, fromOthers) = (Morphology.reach(radius + gap), Morphology.reach(radius))
    let candidates = own.indices.filter { place in
      own[place] > fromOwn && others[place] > fromOthers
        && (0..<grid.dimensions).allSatisfy { axis in
          let at = mask.index(place)[axis]
          return Double(min(at + 1, grid.size[axis] - at)) * grid.lengths[axis] > radius
        }
    }
    guard let nearest = candidates.map({ own[$0] }).min() else {
      throw .notApplicable(
        "the background around \(subject.label) has no room for a ball of \(total) voxels; give a smaller share.")
    }
    let far = Morphology.reach(Double(nearest).squareRoot() + radius)
    let near = candidates.filter { own[$0] <= far }
    var random = SplitMix64(seed: seed)
    return mask.index(near[random.next(below: near.count)])
  }
}
