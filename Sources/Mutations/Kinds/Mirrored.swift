package import Anatomy
internal import Geometry
package import Volume

/// All masks are flipped across the middle of the field of view, from left to right or along another axis; the grid
/// stays, so each lies on the wrong side.
package struct Mirrored: Mutation {
  package static let fault = Fault.mirrored
  package static let summary =
    "Flips all masks across the middle of the field of view (axis=i|j|k, by default the one nearest to left–right, i where the orientation is unknown)."

  private enum Axis: String, CaseIterable { case across = "left-right", i, j, k }

  private let axis: Axis

  package init(reading options: inout MutationOptions) throws(MutationError) {
    axis = try options.choice("axis", default: .across)
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let grid = segmentation.grid
    let across = grid.affine == nil ? 0 : grid.indexAxis(along: 0)?.axis ?? 0
    let axis = ["i", "j", "k"].firstIndex(of: axis.rawValue) ?? across
    guard axis < grid.dimensions else {
      throw .notApplicable("the export is one slice along \(["i", "j", "k"][axis]).")
    }
    let filled = segmentation.filled
    let flipped = filled.map { ($0, segmentation[$0].runs.flipped(along: axis, on: grid)) }
    let new = segmentation.replacing(Dictionary(uniqueKeysWithValues: flipped))
    guard new != segmentation else {
      throw .notApplicable("the masks are their own mirror images, so nothing changes.")
    }
    return Mutated(
      Self.fault, filled.map { segmentation.label($0) }, from: segmentation, to: new, seed: seed,
      [MutationParameter("axis", ["i", "j", "k"][axis])],
      axis == across
        ? "All masks are mirrored from left to right." : "All masks are mirrored along \(["i", "j", "k"][axis]).")
  }
}
