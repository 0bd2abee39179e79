package import Volume

/// The number of voxels of a structure.
package struct VoxelCount: StructureMeasure, TabledMeasure {
  package typealias Value = Int
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "voxels", fields: ["voxels"], unit: "voxels",
    definition: "Number of voxels that carry the label.", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("voxels", .voxels, "the number of A's voxels", [.definedWhenEmpty]) { Double($0) }
  ]

  package var restsOn: [any StoredMeasure] { [RunSums(structure: structure)] }

  package func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> Int {
    try source.value(of: RunSums(structure: structure))?.count ?? 0
  }

  private static func fields(of value: Int, in scene: Scene) -> [ReportedField] {
    [.init("voxels", .integer(value))]
  }
}
