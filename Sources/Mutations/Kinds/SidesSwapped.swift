package import Anatomy
internal import Geometry
package import Volume

/// The two structures of a pair exchange their voxels: each carries the other's side.
package struct SidesSwapped: Mutation {
  package static let fault = Fault.sidesSwapped
  package static let summary =
    "Exchanges the voxels of a left and a right structure (label, with; default: the largest pair whose names differ in left and right alone)."

  private let label: String?
  private let other: String?

  package init(reading options: inout MutationOptions) throws(MutationError) {
    label = options.text("label")
    other = options.text("with")
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let (first, second) = try pair(in: segmentation)
    let swapped = segmentation.replacing([first.place: second.runs, second.place: first.runs])
    return Mutated(
      Self.fault, [first.label, second.label], from: segmentation, to: swapped, seed: seed, [],
      "\(first.label) and \(second.label) carry each other's side.")
  }

  private func pair(in segmentation: Segmentation) throws(MutationError) -> (Subject, Subject) {
    if label != nil, other != nil { return try segmentation.neighbours(label, other) }
    let pairs = Scene(segmentation: segmentation)[SidePairs()]
    if let label {
      let first = try Subject(label, in: segmentation)
      guard let pair = pairs.first(where: { $0.left == first.place || $0.right == first.place }) else {
        throw .notApplicable(
          "no structure differs from \(first.label) in left and right alone; name the other side, as in with=NAME.")
      }
      let second = pair.left == first.place ? pair.right : pair.left
      return (first, try Subject(place: second, in: segmentation))
    }
    let sizes = pairs.map {
      segmentation[$0.left].runs.voxelCount + segmentation[$0.right].runs.voxelCount
    }
    guard let largest = sizes.indices.max(by: { (sizes[$0], $1) < (sizes[$1], $0) }) else {
      throw .notApplicable("no two structures with voxels have names that differ in left and right alone.")
    }
    return (
      try Subject(place: pairs[largest].left, in: segmentation),
      try Subject(place: pairs[largest].right, in: segmentation)
    )
  }
}
