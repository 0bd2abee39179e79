package import Anatomy
internal import Geometry
package import Volume
internal import Wording

/// A structure is too small all round: eroded by a length.
///
/// Where the field of view cuts it off it loses nothing, since it goes on there. A default length never takes more than
/// half of where the structure is thickest.
package struct UnderSegmented: Mutation {
  package static let fault = Fault.underSegmented
  package static let summary =
    "Erodes a structure (label; by=20 % of the radius of the ball of its largest piece's size, or mm)."

  private let label: String?
  private let length: MutationLength

  package init(reading options: inout MutationOptions) throws(MutationError) {
    label = options.text("label")
    length = try options.length("by", default: 0.2)
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let subject = try Subject(label, in: segmentation)
    let grid = segmentation.grid
    var by = try length.value(for: subject)
    if case .shareOfRadius = length {
      guard let depth = Morphology.depth(of: subject.runs, on: grid) else { throw Subject.tooLarge(subject.label) }
      by = max(min(by, depth / 2), grid.shortestEdge)
    }
    guard let eroded = Morphology.eroded(subject.runs, by: by, on: grid) else {
      throw Subject.tooLarge(subject.label)
    }
    let words = "\(Significant.text(by, digits: 3)) \(grid.lengthUnit)"
    guard !eroded.isEmpty else {
      throw .notApplicable("\(subject.label) is too thin to lose \(words) all round; nothing would be left.")
    }
    guard eroded != subject.runs else {
      throw .notApplicable("\(words) is less than a voxel of \(subject.label); nothing would change.")
    }
    return Mutated(
      Self.fault, [subject.label], from: segmentation, to: subject.with(eroded), seed: seed,
      [MutationParameter("by", by, grid.lengthUnit)], "\(subject.label) is eroded by \(words) all round.")
  }
}
