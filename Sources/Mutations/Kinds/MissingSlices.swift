package import Anatomy
internal import Geometry
package import Volume

/// Some slices in the middle of a structure do not show it.
package struct MissingSlices: Mutation {
  package static let fault = Fault.missingSlices
  package static let summary =
    "Empties slices in the middle of a structure (label; count=3; axis=i|j|k, by default the one nearest to superior–inferior)."

  private enum Axis: String, CaseIterable { case upright = "superior-inferior", i, j, k }

  private let label: String?
  private let count: Int
  private let axis: Axis

  package init(reading options: inout MutationOptions) throws(MutationError) {
    label = options.text("label")
    count = try options.count("count", default: 3, in: 1...10_000)
    axis = try options.choice("axis", default: .upright)
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let subject = try Subject(label, in: segmentation)
    let grid = segmentation.grid
    guard grid.dimensions == 3 else { throw .notApplicable("a picture has no slices that could be missing.") }
    let along =
      axis == .upright ? grid.indexAxis(along: 2)?.axis ?? 2 : ["i", "j", "k"].firstIndex(of: axis.rawValue) ?? 2
    let profile = subject.profile(along: along)
    guard profile.count >= count + 2 else {
      throw .notApplicable(
        "\(subject.label) has \(profile.count) slices along \(["i", "j", "k"][along]); it takes two more than the \(count) to drop."
      )
    }
    // Around the slice that halves the structure, and never at its ends.
    var (middle, sum) = (0, profile[0])
    while 2 * sum < subject.voxels {
      middle += 1
      sum += profile[middle]
    }
    let first = min(max(1, middle - count / 2), profile.count - 1 - count)
    guard profile[first..<(first + count)].contains(where: { $0 > 0 }) else {
      throw .notApplicable("\(subject.label) is not in its middle slices already.")
    }
    let from = subject.box.first[along] + first
    let slab = VoxelBox(grid).slab(along: along, from: from, to: from + count - 1)
    let left = subject.runs.subtracting(subject.runs.clipped(to: slab, on: grid))
    return Mutated(
      Self.fault, [subject.label], from: segmentation, to: subject.with(left), seed: seed,
      [MutationParameter("count", Double(count)), MutationParameter("axis", ["i", "j", "k"][along])],
      "\(subject.label) is missing in the slices \(["i", "j", "k"][along]) = \(from)\(count > 1 ? " to \(from + count - 1)" : "")."
    )
  }
}
