package import Volume

/// How much room is left between a structure and each face of the field of view: what tells a structure that is cut off
/// from one that merely comes near. Nil when the structure is empty.
///
/// Whole slices between the structure and the face, and their thickness along the index axis in mm; 0 is a face touched
/// (see `FacesTouched`, which counts the voxels there). Cost: the runs.
package struct FieldOfViewMargin: StructureMeasure, TabledMeasure {
  package typealias Value = [Margin]?
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Margin: Hashable, Sendable {
    package let face: GridFace
    package let slices: Int
    /// In mm; in voxels without spacing.
    package let distance: Double
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "border_margin", fields: ["border_margin"], unit: "slices, mm",
    definition:
      "Slices between the label and each face of the volume, and their thickness; 0 where the face is touched.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] =
    [
      .init("border_margin", .length, "the smallest distance of A from a face of the field of view") { margins in
        margins?.map(\.distance).min()
      }
    ]
    + PatientDirection.allCases.map { direction in
      .init(
        "border_margin_\(direction.rawValue)", .length,
        "the distance of A from the \(direction.rawValue) face of the field of view", [.oriented],
        reading: { margins, grid in margins?.first { $0.face.direction(in: grid) == direction }?.distance })
    }

  package var restsOn: [any StoredMeasure] { BoundingBox(structure: structure).restsOn }

  package func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> [Margin]? {
    guard let box = try source.value(of: BoundingBox(structure: structure)) else { return nil }
    let grid = source.grid
    let spacing = grid.lengths
    return GridFace.all(dimensions: grid.dimensions).map { face in
      let slices = face.isLast ? grid.size[face.axis] - 1 - box.last[face.axis] : box.first[face.axis]
      return Margin(face: face, slices: slices, distance: Double(slices) * spacing[face.axis])
    }
  }

  private static func fields(of value: [Margin]?, in scene: Scene) -> [ReportedField] {
    let margins = value.map { margins in
      margins.map {
        ReportedField(
          FieldName($0.face.name), ["slices": .integer($0.slices), .length("distance"): .number($0.distance)])
      }
    }
    return [.init("border_margin", margins.map(ReportedValue.group) ?? .undefined)]
  }
}
