internal import Numerics
package import Volume

/// The share of a structure that is thin for its size: that no ball inside the structure covers whose radius is 12 % of
/// √area (of ∛volume in three dimensions). Nil when it is empty.
///
/// That is what an opening with such a ball removes: spikes, threads and thin sheets. A ball has 0, however large; a
/// disc and a cube a few per cent at most. Cost: the voxels of the box (`LocalThickness`, sampled in large structures).
package struct ThinParts: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  /// The radius as a share of √area or ∛volume.
  package static let relativeRadius = 0.12

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "thin_parts", fields: ["thin_fraction"], unit: "share", cost: .voxels,
    definition: "Share of the label that an opening with a ball removes whose radius is 12 % of √area (∛volume).",
    source: "Serra 1982, Image Analysis and Mathematical Morphology (opening)", numbers: numbers,
    reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("thin_fraction", .fraction, "the share of A in thin parts") { $0 }
  ]

  package func value(in scene: Scene) -> Double? {
    guard let count = scene[RunSums(structure: structure)]?.count,
      let radii = scene[LocalThickness(structure: structure)]?.squaredRadii
    else { return nil }
    let radius = Self.relativeRadius * scene.grid.characteristicLength(voxels: count)
    let thin = radii.count { Double($0) < radius * radius * (1 - 1e-6) }
    return Double(thin) / Double(radii.count)
  }

  private static func fields(of value: Double?, in scene: Scene) -> [ReportedField] {
    [.init("thin_fraction", .number(value))]
  }
}

extension Grid {
  /// √area of so many pixels, ∛volume of so many voxels, in mm: how large a structure is whatever its shape.
  func characteristicLength(voxels: Int) -> Double {
    let size = Double(voxels) * voxelMeasure
    return dimensions == 2 ? size.squareRoot() : cubeRoot(size)
  }
}
