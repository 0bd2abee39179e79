package import Volume

/// The mean of a structure's voxel indices, and the same place in the patient; nil when it is empty.
package struct Centroid: StructureMeasure, TabledMeasure {
  package typealias Value = Place?
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

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
    .init(
      "relative_right", .fraction, "the rightward place of A's centroid in the field of view", [.oriented],
      reading: { relative($0, along: 0, in: $1) }),
    .init(
      "relative_anterior", .fraction, "the anterior place of A's centroid in the field of view", [.oriented],
      reading: { relative($0, along: 1, in: $1) }),
    .init(
      "relative_superior", .fraction, "the superior place of A's centroid in the field of view", [.oriented],
      reading: { relative($0, along: 2, in: $1) }),
    .init(
      "relative_column", .fraction, "the place of A's centroid between the picture's left and right", dimensions: .two,
      reading: { picture($0, along: 0, in: $1) }),
    .init(
      "relative_row", .fraction, "the place of A's centroid between the picture's top and bottom", dimensions: .two,
      reading: { picture($0, along: 1, in: $1) }),
  ]

  /// Where along the index axis closest to a patient axis (0 right, 1 anterior, 2 superior) a place lies: 0 at one end
  /// of the field of view, 1 at the end in that direction. Nil where the grid has one voxel along it.
  private static func relative(_ place: Place?, along axis: Int, in grid: Grid) -> Double? {
    guard let place, let (index, grows) = grid.indexAxis(along: axis),
      let share = share(place.voxel[index], of: grid.size[index])
    else { return nil }
    return grows ? share : 1 - share
  }

  /// The same along an index axis, where nothing says how the picture lies in the patient.
  private static func picture(_ place: Place?, along axis: Int, in grid: Grid) -> Double? {
    guard let place, grid.affine == nil else { return nil }
    return share(place.voxel[axis], of: grid.size[axis])
  }

  private static func share(_ index: Double, of length: Int) -> Double? {
    length > 1 ? index / Double(length - 1) : nil
  }

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
