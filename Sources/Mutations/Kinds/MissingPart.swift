package import Anatomy
internal import Geometry
internal import Numerics
package import Volume
internal import Wording

/// A part of a structure on one side is gone, in a rounded bite as a network leaves it; or the whole structure.
package struct MissingPart: Mutation {
  package static let fault = Fault.missingPart
  package static let summary =
    "Removes the part of a structure (label) that is nearest to its outermost voxel (share=35 %; side: a face such as left or k+, by default one that the seed chooses)."

  private let label: String?
  private let share: Double
  private let side: MutationFace?

  package init(reading options: inout MutationOptions) throws(MutationError) {
    label = options.text("label")
    share = try options.share("share", default: 0.35, upTo: 1)
    side = try options.face("side")
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let subject = try Subject(label, in: segmentation)
    let grid = segmentation.grid
    var random = SplitMix64(seed: seed)
    let faces = GridFace.all(dimensions: grid.dimensions)
    let face = try side?.face(of: grid) ?? faces[random.index(below: faces.count)]
    let total = subject.count(share: share)
    let window = try subject.window(around: 0)
    var growth = RegionGrowth(
      in: DenseMask(subject.runs, on: grid, from: window.first, to: window.last), on: grid)
    // A structure of several pieces loses one after the other.
    while growth.count < total, let start = Self.outermost(growth.free, face) {
      growth.grow(from: start, to: total) { grid.squaredDistance(from: start, to: $0) }
    }
    let left = subject.runs.subtracting(growth.runs)
    let name = MutationFace.name(of: face, on: grid)
    let percent = Significant.text(Double(growth.count) / Double(subject.voxels) * 100, digits: 3)
    return Mutated(
      Self.fault, [subject.label], from: segmentation, to: subject.with(left), seed: seed,
      [MutationParameter("share", share), MutationParameter("side", name)],
      left.isEmpty ? "\(subject.label) is missing." : "\(percent) % of \(subject.label) is missing on its \(name) side."
    )
  }

  /// The free voxel that lies farthest towards a face, the first of equals.
  private static func outermost(_ free: DenseMask, _ face: GridFace) -> VoxelIndex? {
    var best: VoxelIndex?
    for place in free.isInside.indices where free.isInside[place] {
      let at = free.index(place)
      guard let found = best else {
        best = at
        continue
      }
      if face.isLast ? at[face.axis] > found[face.axis] : at[face.axis] < found[face.axis] { best = at }
    }
    return best
  }
}
