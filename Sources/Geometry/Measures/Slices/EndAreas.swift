package import Volume

/// How broad a structure ends: at each of its six sides, the area of its outermost slice over that of its largest slice
/// along the same axis.
///
/// Organs taper; a flat, broad end inside the field of view is a cut. Sides that lie on the field of view's border are
/// left out: there every structure that goes on is cut. After "end areas" in stack-truncation checks: the first and
/// last slice's area over the largest.
package struct EndAreas: StructureMeasure, TabledMeasure {
  package typealias Value = [End]
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct End: Hashable, Sendable, Codable {
    package let face: GridFace
    /// The slice's index.
    package let slice: Int
    /// 0…1.
    package let fraction: Double
    /// Slices along the axis; with fewer than four an end says little.
    package let slices: Int
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "end_areas", fields: ["end_areas"], unit: "share",
    definition:
      "Area of the outermost slice over the largest slice's, for each side that does not lie on the border of the field of view.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("end_area", .fraction, "the area of A's broadest end over that of its largest slice") { ends in
      ends.filter { $0.slices >= fewestSlices }.map(\.fraction).max()
    }
  ]

  /// Along an axis with fewer slices an end says little.
  private static let fewestSlices = 4

  package var restsOn: [any StoredMeasure] { [SliceAreas(structure: structure)] }

  package func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> [End] {
    let size = source.grid.size
    return try source.value(of: SliceAreas(structure: structure)).enumerated().flatMap { axis, profile -> [End] in
      guard let head = profile.voxels.first, let tail = profile.voxels.last, profile.largest > 0 else { return [] }
      var ends: [End] = []
      let largest = Double(profile.largest)
      if profile.first > 0 {
        ends.append(
          End(
            face: GridFace(axis: axis, isLast: false), slice: profile.first, fraction: Double(head) / largest,
            slices: profile.voxels.count))
      }
      if profile.last < size[axis] - 1 {
        ends.append(
          End(
            face: GridFace(axis: axis, isLast: true), slice: profile.last, fraction: Double(tail) / largest,
            slices: profile.voxels.count))
      }
      return ends
    }
  }

  private static func fields(of value: [End], in scene: Scene) -> [ReportedField] {
    [.init("end_areas", .group(value.map { ReportedField(FieldName($0.face.name), .number($0.fraction)) }))]
  }
}
