package import Anatomy
package import Volume

/// Two structures that are no pair of sides carry each other's label.
package struct LabelsSwapped: Mutation {
  package static let fault = Fault.labelsSwapped
  package static let summary =
    "Exchanges the voxels of two structures (label, with; default: those whose centroids are nearest, no pair of sides)."

  private let label: String?
  private let other: String?

  package init(reading options: inout MutationOptions) throws(MutationError) {
    label = options.text("label")
    other = options.text("with")
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let (first, second) = try segmentation.neighbours(label, other)
    let swapped = segmentation.replacing([first.place: second.runs, second.place: first.runs])
    return Mutated(
      Self.fault, [first.label, second.label], from: segmentation, to: swapped, seed: seed, [],
      "\(first.label) and \(second.label) carry each other's label.")
  }
}
