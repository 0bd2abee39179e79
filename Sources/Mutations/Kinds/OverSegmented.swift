package import Anatomy
internal import Geometry
package import Volume
internal import Wording

/// A structure is too large all round: dilated by a length, into the background or over its neighbours.
package struct OverSegmented: Mutation {
  package static let fault = Fault.overSegmented
  package static let summary =
    "Dilates a structure (label; by=20 % of the radius of the ball of its largest piece's size, or mm; into=background|neighbours)."

  private let label: String?
  private let length: MutationLength
  private let surroundings: Surroundings

  package init(reading options: inout MutationOptions) throws(MutationError) {
    label = options.text("label")
    length = try options.length("by", default: 0.2)
    surroundings = try options.choice("into", default: .background)
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let subject = try Subject(label, in: segmentation)
    let grid = segmentation.grid
    let by = try length.value(for: subject)
    guard var dilated = Morphology.dilated(subject.runs, by: by, on: grid) else {
      throw Subject.tooLarge(subject.label)
    }
    if surroundings == .background { dilated = dilated.subtracting(subject.others).union(subject.runs) }
    let words = "\(Significant.text(by, digits: 3)) \(grid.lengthUnit)"
    guard dilated != subject.runs else {
      throw .notApplicable(
        "there is no \(surroundings == .background ? "background" : "voxel") within \(words) of \(subject.label).")
    }
    return Mutated(
      Self.fault, [subject.label], from: segmentation,
      to: subject.with(dilated, takesOver: surroundings == .neighbours), seed: seed,
      [MutationParameter("by", by, grid.lengthUnit), MutationParameter("into", surroundings.rawValue)],
      "\(subject.label) is dilated by \(words) all round.")
  }
}
