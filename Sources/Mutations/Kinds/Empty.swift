package import Anatomy
package import Volume

/// A structure, or all of them, has no voxels; the export still names it.
package struct Empty: Mutation {
  package static let fault = Fault.empty
  package static let summary = "Empties a structure (label; label=all: every one; default: the largest)."

  private let label: String?

  package init(reading options: inout MutationOptions) throws(MutationError) { label = options.text("label") }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    if label == "all" {
      let filled = segmentation.filled
      guard !filled.isEmpty else { throw .notApplicable("the export is empty already.") }
      return Mutated(
        Self.fault, filled.map { segmentation.label($0) }, from: segmentation,
        to: segmentation.replacing(Dictionary(uniqueKeysWithValues: filled.map { ($0, Runs()) })), seed: seed, [],
        "The export holds no voxel.")
    }
    let subject = try Subject(label, in: segmentation)
    return Mutated(
      Self.fault, [subject.label], from: segmentation, to: subject.with(Runs()), seed: seed, [],
      "\(subject.label) has no voxel left.")
  }
}
