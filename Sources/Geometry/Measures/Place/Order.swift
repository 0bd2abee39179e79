package import Volume

/// The structures sorted by their centroids along the patient's axes; nil when the orientation is unknown.
package struct Order: Measure {
  package init() {}

  package static let entry = MeasureEntry(
    .export(Self.init), name: "order", fields: ["order"], unit: "labels",
    definition: "Labels sorted by centroid: leftmost, most posterior and most inferior first.", reported: fields(of:in:)
  )

  /// Places of the structures, per patient axis (right, anterior, superior), lowest coordinate first.
  package func value(in scene: Scene) -> [[StructurePlace]]? {
    guard scene.grid.affine != nil else { return nil }
    let centres = scene.segmentation.ownPlaces.compactMap { at -> (at: StructurePlace, point: PatientPoint)? in
      scene[Centroid(structure: at)]?.patient.map { (at, $0) }
    }
    return (0..<3).map { axis in
      centres.sorted { ($0.point[axis], $0.at) < ($1.point[axis], $1.at) }.map(\.at)
    }
  }

  private static func fields(of value: [[StructurePlace]]?, in scene: Scene) -> [ReportedField] {
    guard let value else { return [] }
    let names: [FieldName] = ["left_to_right", "posterior_to_anterior", "inferior_to_superior"]
    let members = zip(names, value).map { name, places in
      ReportedField(name, .list(places.map { .integer(scene.segmentation[$0].value) }))
    }
    return [.init("order", .group(members))]
  }
}
