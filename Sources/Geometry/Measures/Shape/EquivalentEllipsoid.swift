internal import Numerics
package import Volume

/// The diameters in mm, smallest first, of the ellipsoid (ellipse in two dimensions) whose moments have the structure's
/// ratios and whose volume (area) is the structure's. Nil when a moment is 0, since such a structure has no ellipsoid,
/// or it is empty. Cost: as `Moments`.
package struct EquivalentEllipsoid: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "equivalent_ellipsoid",
    fields: [.length("equivalent_ellipsoid_diameters")], unit: "mm",
    definition: "Diameters, smallest first, of the ellipsoid with the same ratios of moments and the same volume.",
    source: "Lehmann 2007, Insight Journal (ITK ShapeLabelObject)", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("equivalent_ellipsoid_max", .length, "the longest diameter of the equivalent ellipsoid") { $0?.last },
    .init("equivalent_ellipsoid_min", .length, "the shortest diameter of the equivalent ellipsoid") { $0?.first },
  ]

  package func value(in scene: Scene) -> [Double]? {
    guard let moments = scene[Moments(structure: structure)]?.moments, let smallest = moments.first, smallest > 0,
      let radius = scene[EquivalentSphere(structure: structure)]
    else { return nil }
    // The ball of equal volume, stretched: the product of the half axes stays its radius to the power of the
    // dimensions.
    let roots = moments.map { $0.squareRoot() }
    let product = roots.reduce(1, *)
    let mean = roots.count == 2 ? product.squareRoot() : cubeRoot(product)
    return roots.map { 2 * radius * $0 / mean }
  }

  private static func fields(of value: [Double]?, in scene: Scene) -> [ReportedField] {
    [.init(.length("equivalent_ellipsoid_diameters"), value.map { .list($0.map(ReportedValue.number)) } ?? .undefined)]
  }
}
