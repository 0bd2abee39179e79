package import JSON
internal import Volume

/// The structures sorted by their centroids along the patient's axes; nil when the orientation is unknown.
package struct Order: ExportMeasure {
  package init() {}

  package static let entry = MeasureEntry(
    name: "order", fields: ["order"], unit: "labels",
    definition: "Labels sorted by centroid: leftmost, most posterior and most inferior first.")

  /// Places of the structures, per patient axis (right, anterior, superior), lowest coordinate first.
  package func value(in scene: Scene) -> [[Int]]? {
    guard scene.grid.affine != nil else { return nil }
    let centres = scene.segmentation.structures.indices.compactMap { at -> (at: Int, point: PatientPoint)? in
      scene[Centroid(structure: at)]?.patient.map { (at, $0) }
    }
    return (0..<3).map { axis in
      centres.sorted { ($0.point[axis], $0.at) < ($1.point[axis], $1.at) }.map(\.at)
    }
  }

  package static func fields(of value: [[Int]]?, in scene: Scene) -> [JSONValue.Member] {
    guard let value else { return [] }
    let names = ["left_to_right", "posterior_to_anterior", "inferior_to_superior"]
    let members = zip(names, value).map { name, places in
      JSONValue.Member(name, .array(places.map { .integer(scene.segmentation.structures[$0].value) }))
    }
    return [.init("order", .object(members))]
  }
}
