package import Anatomy
internal import Geometry
package import Volume

/// One label takes over another's voxels; the other is empty.
package struct LabelsMerged: Mutation {
  package static let fault = Fault.labelsMerged
  package static let summary =
    "Gives a structure (label) the voxels of another one (with), which becomes empty (default: those whose centroids are nearest)."

  private let label: String?
  private let other: String?

  package init(reading options: inout MutationOptions) throws(MutationError) {
    label = options.text("label")
    other = options.text("with")
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let (first, second) = try segmentation.neighbours(label, other)
    let merged = segmentation.replacing([first.place: first.runs.union(second.runs), second.place: Runs()])
    return Mutated(
      Self.fault, [first.label, second.label], from: segmentation, to: merged, seed: seed, [],
      "\(first.label) has taken over \(second.label), which is empty now.")
  }
}
