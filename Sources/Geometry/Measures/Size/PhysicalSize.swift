package import Volume

/// Volume in mm³ (area in mm² in two dimensions): voxel count times voxel size. Nil without spacing, since then nothing
/// in millimetres is known.
package struct PhysicalSize: StructureMeasure, TabledMeasure {
  package typealias Value = Double?
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "volume", fields: [.volume("volume"), "volume_ml", .area("area")],
    unit: "mm³ (mm² in two dimensions)",
    definition: "Voxel count times the voxel's volume (|determinant| of the affine) or area; 1 mL is 1000 mm³.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    // In pixels where there is no spacing, as all numbers, though the answer itself is nil then.
    .init("volume", .volume, "the volume", dimensions: .three, [.definedWhenEmpty], of: \.count, reading: size),
    .init("area", .area, "the area", dimensions: .two, [.definedWhenEmpty], of: \.count, reading: size),
  ]

  private static let size = { @Sendable (voxels: Int, grid: Grid) -> Double? in Double(voxels) * grid.voxelMeasure }

  private var count: VoxelCount { VoxelCount(structure: structure) }

  package var restsOn: [any StoredMeasure] { count.restsOn }

  package func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> Double? {
    source.grid.spacing == nil ? nil : try Double(source.value(of: count)) * source.grid.voxelMeasure
  }

  /// Without spacing there is no field: `voxels` says all that is known.
  private static func fields(of value: Double?, in scene: Scene) -> [ReportedField] {
    guard let value else { return [] }
    return scene.grid.dimensions == 2
      ? [.init(.area("area"), .number(value))]
      : [.init(.volume("volume"), .number(value)), .init("volume_ml", .number(value / 1000))]
  }
}
