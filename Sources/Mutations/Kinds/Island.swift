package import Anatomy
internal import Geometry
internal import Numerics
package import Volume

/// A piece apart from a structure: a ball (disc) in the background, near enough to be taken for a part of it and
/// touching nothing of it nor the border. Where no ball has room, in a field of view of few slices, it is as round as
/// the room lets it be.
package struct Island: Mutation {
  package static let fault = Fault.island
  package static let summary =
    "Sets a ball down in the background around a structure (label; share=8 % of its size; gap=20 % of the radius of the ball of its largest piece's size, or mm: to the structure)."

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
    // Two voxels in the gap at least, so that the pieces do not join.
    let apart = max(try gap.value(for: subject), 2 * grid.longestEdge)
    let room = try Room(for: subject, radius: EquivalentSphere.radius(voxels: total, on: grid), gap: apart)
    var growth = RegionGrowth(in: room.free, on: grid)
    if let centre = room.centre(seed: seed) {
      growth.grow(from: centre, to: total) { grid.squaredDistance(from: centre, to: $0) }
    }
    guard growth.count == total else {
      throw .notApplicable(
        "the background around \(subject.label) has no room for a ball of \(total) voxels; give a smaller share.")
    }
    return Mutated(
      Self.fault, [subject.label], from: segmentation, to: subject.with(subject.runs.union(growth.runs)), seed: seed,
      [MutationParameter("share", share), MutationParameter("gap", apart, grid.lengthUnit)],
      "A ball of \(total) voxels is labelled \(subject.label) and lies apart from it.")
  }
}

/// Where an island may lie: background around a structure, at a distance from it, and not at the border.
private struct Room {
  let free: DenseMask
  /// Squared distances to the structure.
  private let own: [Float]
  /// Squared distances to what is not free.
  private let clear: [Float]
  private let radius: Double
  private let grid: Grid

  init(for subject: Subject, radius: Double, gap: Double) throws(MutationError) {
    let grid = subject.grid
    let window = try subject.window(around: subject.radius + 3 * (radius + grid.longestEdge) + gap)
    let mask = DenseMask(subject.runs, on: grid, from: window.first, to: window.last)
    let others = DenseMask(subject.others, on: grid, from: window.first, to: window.last)
    let own = SquaredDistances(to: mask.isInside, size: mask.size, spacing: grid.lengths).values
    let far = Morphology.reach(gap)
    var free = mask
    for place in free.isInside.indices {
      free.isInside[place] = own[place] > far && !others.isInside[place] && !Self.isAtBorder(mask.index(place), grid)
    }
    (self.free, self.own, self.radius, self.grid) = (free, own, radius, grid)
    clear = SquaredDistances(to: free.isInside.map { !$0 }, size: free.size, spacing: grid.lengths).values
  }

  private static func isAtBorder(_ at: VoxelIndex, _ grid: Grid) -> Bool {
    (0..<grid.dimensions).contains { at[$0] == 0 || at[$0] == grid.size[$0] - 1 }
  }

  /// Of the places near the structure where a ball has room the one that the seed chooses; else one with the most room.
  func centre(seed: UInt64) -> VoxelIndex? {
    let ball = Morphology.reach(radius)
    var (nearest, widest) = (Float.infinity, Float(0))
    for place in clear.indices where free.isInside[place] {
      widest = max(widest, clear[place])
      if clear[place] > ball { nearest = min(nearest, own[place]) }
    }
    let far = Morphology.reach(Double(nearest).squareRoot() + radius)
    func isGood(_ place: Int) -> Bool {
      guard free.isInside[place] else { return false }
      return nearest.isFinite ? clear[place] > ball && own[place] <= far : clear[place] == widest
    }
    // Counted before it is chosen, since a list of places would take more memory than the masks.
    let count = clear.indices.reduce(0) { $0 + (isGood($1) ? 1 : 0) }
    guard count > 0 else { return nil }
    var random = SplitMix64(seed: seed)
    var left = random.index(below: count)
    for place in clear.indices where isGood(place) {
      if left == 0 { return free.index(place) }
      left -= 1
    }
    return nil
  }
}
