package import Volume

/// The mean of a structure's voxel indices, and the same place in the patient; nil when it is empty.
package struct Centroid: StructureMeasure, TabledMeasure {
  package typealias Value = Place?
  package let structure: Int
  package init(structure: Int) { self.structure = structure }

  package struct Place: Hashable, Sendable, Codable {
    package let voxel: VoxelPoint
    /// Nil when the orientation is unknown.
    package let patient: PatientPoint?
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "centroid", fields: ["centroid_voxel", "centroid_ras"], unit: "voxels, mm",
    definition: "Mean of the voxel indices; the same through the affine.", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("centroid_right", .length, "the rightward coordinate of the centroid", [.signed, .oriented]) {
      $0?.patient?.x
    },
    .init("centroid_anterior", .length, "the anterior coordinate of the centroid", [.signed, .oriented]) {
      $0?.patient?.y
    },
    .init("centroid_superior", .length, "the superior coordinate of the centroid", [.signed, .oriented]) {
      $0?.patient?.z
    },
  ]

  package var restsOn: [any StoredMeasure] { [RunSums(structure: structure)] }

  package func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> Place? {
    guard let point = try source.value(of: RunSums(structure: structure))?.mean else { return nil }
    return Place(voxel: point, patient: source.grid.affine?.patient(point))
  }

  private static func fields(of value: Place?, in scene: Scene) -> [ReportedField] {
    guard let value else { return [.init("centroid_voxel", .undefined)] }
    let v = value.voxel
    let index = [v.i, v.j, v.k].prefix(scene.grid.dimensions).map(ReportedValue.number)
    return [.init("centroid_voxel", .list(index))]
      + (value.patient.map { [.init("centroid_ras", [.number($0.x), .number($0.y), .number($0.z)])] } ?? [])
  }
}
