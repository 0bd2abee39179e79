package import Volume

/// The voxel faces of a structure that look out of it, at the volume's border and towards other structures too. Their
/// area is that of the staircase that voxels form: half as much again as a ball's surface, so good for shares of a
/// surface, not for its size.
///
/// Cost: one histogram of windows.
package struct ExposedFaces: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "voxel_faces",
    fields: ["voxel_faces", .area("voxel_face_area"), .length("voxel_edge_length")],
    unit: "faces, mm² (mm in two dimensions)", cost: .surface,
    definition:
      "Faces between a voxel of the label and one that is not, or the outside, per axis, both sides; and their area (length in two dimensions).",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("voxel_faces", .count, "the number of exposed voxel faces") { Double($0.reduce(0, +)) },
    .init("voxel_face_area", .area, "the area of the exposed voxel faces", dimensions: .three) {
      $1.grid.area(ofFaces: $1[$0])
    },
    .init("voxel_edge_length", .length, "the length of the exposed pixel edges", dimensions: .two) {
      $1.grid.area(ofFaces: $1[$0])
    },
  ]

  /// Faces perpendicular to i, j and k; none along k in two dimensions.
  package func value(in scene: Scene) -> [Int] {
    let windows = scene[Configurations(structure: structure)]
    return [1, 2, 4].map { $0 == 4 && scene.grid.dimensions == 2 ? 0 : windows.crossings(from: 0, to: $0) }
  }

  private static func fields(of value: [Int], in scene: Scene) -> [ReportedField] {
    let n = scene.grid.dimensions
    return [
      .init("voxel_faces", .list(value.prefix(n).map(ReportedValue.integer))),
      .init(
        n == 2 ? .length("voxel_edge_length") : .area("voxel_face_area"), .number(scene.grid.area(ofFaces: value))),
    ]
  }
}

extension Grid {
  /// The area in mm² (length in two dimensions, pixels without spacing) of faces counted per axis.
  package func area(ofFaces faces: [Int]) -> Double {
    let areas = faceAreas
    return (0..<dimensions).reduce(0.0) { $0 + Double(faces[$1]) * areas[$1] }
  }
}
