package import Anatomy
internal import Geometry
package import Volume

/// A cavity inside a structure, in two dimensions a hole: walled in all round, around the deepest voxel, as round as
/// the structure lets it be.
package struct Hole: Mutation {
  package static let fault = Fault.hole
  package static let summary = "Punches a cavity into a structure where it is thickest (label; share=5 % of its size)."

  private let label: String?
  private let share: Double

  package init(reading options: inout MutationOptions) throws(MutationError) {
    label = options.text("label")
    share = try options.share("share", default: 0.05, upTo: 0.9)
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let subject = try Subject(label, in: segmentation)
    let grid = segmentation.grid
    guard let (mask, squared) = Morphology.depths(of: subject.runs, on: grid, border: .background) else {
      throw Subject.tooLarge(subject.label)
    }
    // A wall that holds even where background is joined through corners.
    var core = mask
    let wall = Morphology.reach(grid.voxelDiagonal)
    for place in core.isInside.indices { core.isInside[place] = mask.isInside[place] && squared.values[place] > wall }
    let total = subject.count(share: share)
    var growth = RegionGrowth(in: core, on: grid)
    var deepest: Int?
    for place in core.isInside.indices where core.isInside[place] {
      if squared.values[place] > deepest.map({ squared.values[$0] }) ?? 0 { deepest = place }
    }
    if let deepest {
      let centre = core.index(deepest)
      growth.grow(from: centre, to: total) { grid.squaredDistance(from: centre, to: $0) }
    }
    guard growth.count == total else {
      throw .notApplicable(
        "\(subject.label) is too thin for a cavity of \(total) voxels with a wall around; give a smaller share.")
    }
    return Mutated(
      Self.fault, [subject.label], from: segmentation, to: subject.with(subject.runs.subtracting(growth.runs)),
      seed: seed, [MutationParameter("share", share)],
      "\(subject.label) has a \(grid.dimensions == 2 ? "hole" : "cavity") of \(total) voxels.")
  }
}
