package import Anatomy
internal import Geometry
internal import Numerics
package import Volume
internal import Wording

/// A structure's surface is ragged: it moves in and out by up to a length, in small cells that know nothing of each
/// other. The structure stays in one piece and has no new cavities; it grows into the background only.
package struct Jagged: Mutation {
  package static let fault = Fault.jagged
  package static let summary =
    "Roughens a structure's surface with noise (label; by=10 % of the radius of the ball of its largest piece's size, or mm: the deepest step)."

  private let label: String?
  private let length: MutationLength

  package init(reading options: inout MutationOptions) throws(MutationError) {
    label = options.text("label")
    length = try options.length("by", default: 0.1)
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let subject = try Subject(label, in: segmentation)
    let (grid, runs) = (segmentation.grid, subject.runs)
    guard let deepest = Morphology.depth(of: runs, on: grid) else { throw Subject.tooLarge(subject.label) }
    var depth = try length.value(for: subject)
    if case .shareOfRadius = length { depth = min(max(depth, grid.longestEdge), 0.6 * deepest) }
    guard depth >= grid.shortestEdge, let core = Morphology.eroded(runs, by: depth + grid.shortestEdge / 2, on: grid),
      !core.isEmpty
    else {
      throw .notApplicable(
        "\(subject.label) is too thin to be roughened by \(Significant.text(depth, digits: 3)) \(grid.lengthUnit).")
    }
    var rough = try roughened(subject, by: depth, seed: seed).subtracting(subject.others)
    // Pieces of it that the noise cut off go; pieces of the structure that are too thin for noise stay as they were.
    let loose = rough.pieces(.corners, on: grid).filter { $0.intersection(core).isEmpty }
    let thin = runs.pieces(.corners, on: grid).filter { $0.intersection(core).isEmpty }
    for piece in loose { rough = rough.subtracting(piece) }
    for piece in thin { rough = rough.union(piece) }
    let cavities = rough.enclosed(background: .faces, on: grid).subtracting(runs.enclosed(background: .faces, on: grid))
    rough = rough.union(cavities.subtracting(subject.others))
    guard rough != runs else {
      throw .notApplicable("the surface of \(subject.label) has too few voxels to be roughened.")
    }
    return Mutated(
      Self.fault, [subject.label], from: segmentation, to: subject.with(rough), seed: seed,
      [MutationParameter("by", depth, grid.lengthUnit)],
      "The surface of \(subject.label) is ragged, with steps of up to \(Significant.text(depth, digits: 3)) \(grid.lengthUnit)."
    )
  }

  /// The voxels whose signed distance to the surface, raised or lowered by the noise of their cell, is inside.
  private func roughened(_ subject: Subject, by depth: Double, seed: UInt64) throws(MutationError) -> Runs {
    let grid = subject.grid
    let window = try subject.window(around: depth + grid.longestEdge)
    let mask = DenseMask(subject.runs, on: grid, from: window.first, to: window.last)
    let lengths = grid.lengths
    let inward = SquaredDistances(to: mask.isInside.map { !$0 }, size: mask.size, spacing: lengths).values
    let outward = SquaredDistances(to: mask.isInside, size: mask.size, spacing: lengths).values
    // The surface lies halfway between the centres on either side of it.
    let half = grid.shortestEdge / 2
    let cell = (0..<3).map { max(1, Int((depth / 2 / lengths[$0]).rounded())) }
    return mask.runs(on: grid) { place in
      let isInside = mask.isInside[place]
      let distance = Double(isInside ? inward[place] : outward[place]).squareRoot() - half
      if distance >= depth { return isInside }
      let at = mask.index(place)
      let noise = SplitMix64.noise(seed: seed, at.i / cell[0], at.j / cell[1], at.k / cell[2])
      return (isInside ? distance : -distance) + noise * depth > 0
    }
  }
}
