package import Volume

/// Second moments of a structure's voxel centres: how far it spreads along its own axes. Nil when it is empty.
///
/// The eigenvalues of the covariance (divisor: the count) of the voxel centres in mm, without a term for the extent of
/// a voxel: a single voxel has the moments 0. Under an affine the covariance is that in the patient. Cost: the runs,
/// once (`RunSums`).
package struct Moments: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Spread: Hashable, Sendable {
    /// In mm², smallest first; two in two dimensions. Exactly 0 where all centres lie in one plane or on one line.
    package let moments: [Double]
    /// For each moment its direction, as a unit vector of the `MillimetreFrame`.
    let directions: [SIMD3<Double>]
  }

  package func value(in scene: Scene) -> Spread? {
    guard let sums = scene[RunSums(structure: structure)] else { return nil }
    let n = scene.grid.dimensions
    let covariance = MillimetreFrame(scene.grid).covariance(ofIndices: sums.covariance)
    let eigen = SymmetricMatrix(covariance.prefix(n).map { Array($0.prefix(n)) }).eigen
    // What rounding leaves of a zero is no spread.
    let least = 1e-9 * max(eigen.last?.value ?? 0, 1e-9)
    return Spread(
      moments: eigen.map { $0.value < least ? 0 : $0.value },
      directions: eigen.map { SIMD3($0.vector[0], $0.vector[1], n == 3 ? $0.vector[2] : 0) })
  }
}

/// The moments as numbers, and the axis lengths that belong to them.
package struct PrincipalMoments: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "moments", fields: [.area("principal_moments"), .length("axis_lengths")],
    unit: "mm², mm",
    definition:
      "Eigenvalues of the covariance of the voxel centres, smallest first; axis lengths are 4 √moment, longest first.",
    source: "ITK ShapeLabelObject (moments); PyRadiomics (axis lengths)", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("major_axis_length", .length, "the length of the major axis") { axis(0, of: $0) },
    .init("minor_axis_length", .length, "the length of the minor axis") { axis(1, of: $0) },
    .init("least_axis_length", .length, "the length of the least axis", dimensions: .three) { axis(2, of: $0) },
  ]

  /// Longest first.
  private static func axis(_ at: Int, of moments: [Double]?) -> Double? {
    moments.flatMap { $0.count > at ? 4 * $0[$0.count - 1 - at].squareRoot() : nil }
  }

  package func value(in scene: Scene) -> [Double]? { scene[Moments(structure: structure)]?.moments }

  private static func fields(of value: [Double]?, in scene: Scene) -> [ReportedField] {
    [
      .init(.area("principal_moments"), value.map { .list($0.map(ReportedValue.number)) } ?? .undefined),
      .init(
        .length("axis_lengths"), value.map { .list($0.reversed().map { .number(4 * $0.squareRoot()) }) } ?? .undefined),
    ]
  }
}
