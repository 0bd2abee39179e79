package import Volume

/// How much of its convex hull a structure fills, and how large the hull is. Nil when the structure is empty.
///
/// The hull is that of the voxels with their extent (of their corners), so that a box has the solidity 1 and nothing
/// has more. The voxels' count and the hull's volume are exact. Two dimensions: the area of the hull. Cost: see
/// `ConvexHulls`.
package struct Solidity: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Fill: Hashable, Sendable {
    /// In mm³, in two dimensions mm².
    package let hullSize: Double
    /// 0…1.
    package let share: Double
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "solidity",
    fields: [.volume("convex_volume"), .area("convex_area"), "solidity"],
    unit: "mm³ (mm² in two dimensions), share",
    definition:
      "Size of the convex hull of the voxels' corners, and the share of it that the label fills: 1 for a box, less the more a shape is dented or scattered.",
    source: "Barber, Dobkin and Huhdanpaa 1996 (hull); scikit-image regionprops (solidity)", numbers: numbers,
    reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("solidity", .fraction, "the solidity") { $0?.share },
    .init("convex_volume", .volume, "the volume of the convex hull", dimensions: .three) { $0?.hullSize },
    .init("convex_area", .area, "the area of the convex hull", dimensions: .two) { $0?.hullSize },
  ]

  package func value(in scene: Scene) -> Fill? {
    guard let hulls = scene[ConvexHulls(structure: structure)], let count = scene[RunSums(structure: structure)]?.count,
      let voxels = hulls.outline.map({ $0.doubledArea / 2 }) ?? hulls.corners.map({ Double($0.sixfoldVolume) / 6 })
    else { return nil }
    return Fill(hullSize: voxels * scene.grid.voxelMeasure, share: Double(count) / voxels)
  }

  private static func fields(of value: Fill?, in scene: Scene) -> [ReportedField] {
    [
      .init(scene.grid.dimensions == 2 ? .area("convex_area") : .volume("convex_volume"), .number(value?.hullSize)),
      .init("solidity", .number(value?.share)),
    ]
  }
}
