package import Anatomy
package import Volume
internal import Wording

/// The grid states another spacing than it has: every length is off by a factor, along all axes or one. Voxel (0, 0, 0)
/// keeps its place, and all voxels their labels.
package struct WrongSpacing: Mutation {
  package static let fault = Fault.wrongSpacing
  package static let summary =
    "Scales the stated spacing (factor=1.5; axis=i|j|k: along one axis only), so that all sizes are off."

  private enum Axis: String, CaseIterable { case all, i, j, k }

  private let factor: Double
  private let axis: Axis

  package init(reading options: inout MutationOptions) throws(MutationError) {
    factor = try options.number("factor", default: 1.5, in: 0.01...100)
    axis = try options.choice("axis", default: .all)
    guard factor != 1 else { throw MutationError(.mistake, "wrong-spacing: a factor of 1 changes nothing.") }
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let grid = segmentation.grid
    guard let spacing = grid.spacing else {
      throw .notApplicable("the export gives no spacing that could be wrong.")
    }
    let factors: [Double] = [Axis.i, .j, .k].map { axis == .all || axis == $0 ? factor : 1 }
    guard factors.prefix(grid.dimensions).contains(where: { $0 != 1 }) else {
      throw .notApplicable("the export has two dimensions, and its third spacing says nothing.")
    }
    let wrong = grid.affine.map { affine in
      Grid(
        size: grid.size,
        affine: Affine(columns: zip(affine.columns, factors).map { $0 * $1 }, origin: affine.origin))
    }
    let new = segmentation.with(
      grid: wrong ?? Grid(size: grid.size, spacing: spacing * SIMD3(factors[0], factors[1], factors[2])))
    let lengths = (0..<grid.dimensions).map { Significant.text((new.grid.spacing ?? spacing)[$0], digits: 4) }
    return Mutated(
      new, Self.fault, segmentation.filled.map { segmentation.label($0) }, box: nil,
      [MutationParameter("factor", factor), MutationParameter("axis", axis.rawValue)], seed: seed, voxelsChanged: 0,
      dice: 1,
      "The export states voxels of \(lengths.joined(separator: " × ")) mm, \(Significant.text(factor, digits: 4)) times what they are\(axis == .all ? "" : " along \(axis.rawValue)")."
    )
  }
}
