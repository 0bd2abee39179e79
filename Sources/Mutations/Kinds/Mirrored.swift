internal import Geometry
package import PolicyLanguage
package import Volume

/// All masks are flipped from left to right across the middle of the field of view; the grid stays, so each lies on the wrong side.
package struct Mirrored: Mutation {
  package static let fault = Fault.mirrored
  package static let summary =
    "Flips all masks from left to right across the middle of the field of view (along i where the orientation is unknown)."

  package init(reading options: inout MutationOptions) throws(MutationError) {}

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let grid = segmentation.grid
    let axis = grid.affine == nil ? 0 : grid.indexAxis(along: 0)?.axis ?? 0
    guard axis < grid.dimensions else { throw .notApplicable("the export is one slice across left and right.") }
    let filled = segmentation.filled
    let flipped = filled.map { ($0, segmentation.structures[$0].runs.flipped(along: axis, on: grid)) }
    let new = segmentation.replacing(Dictionary(uniqueKeysWithValues: flipped))
    guard new != segmentation else {
      throw .notApplicable("the masks are their own mirror images, so nothing changes.")
    }
    return Mutated(
      Self.fault, filled.map { segmentation.label($0) }, from: segmentation, to: new, seed: seed,
      [MutationParameter("axis", ["i", "j", "k"][axis])], "All masks are mirrored from left to right.")
  }
}
