package import Volume

/// A face of the field of view: an index axis, and whether it is its first or last slice.
package struct GridFace: Hashable, Sendable, Codable {
  package let axis: Int
  package let isLast: Bool

  package init(axis: Int, isLast: Bool) {
    self.axis = axis
    self.isLast = isLast
  }

  /// `i-`, `i+`, `j-`…
  package var name: String { "\(["i", "j", "k"][axis])\(isLast ? "+" : "-")" }

  /// The patient direction that the face looks in; nil when the orientation is unknown.
  package func direction(in grid: Grid) -> PatientDirection? {
    guard let direction = grid.affine?.directions[axis] else { return nil }
    return isLast ? direction : direction.opposite
  }

  /// The faces of a grid: six, or four in two dimensions.
  package static func all(dimensions: Int) -> [GridFace] {
    (0..<dimensions).flatMap { [GridFace(axis: $0, isLast: false), GridFace(axis: $0, isLast: true)] }
  }
}

/// Known by its name: `k+`.
extension GridFace: CodingKeyRepresentable {
  package var codingKey: any CodingKey { Name(stringValue: name) }

  package init?(codingKey: some CodingKey) {
    guard let face = Self.all(dimensions: 3).first(where: { $0.name == codingKey.stringValue }) else { return nil }
    self = face
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

/// The faces of the field of view that hold voxels of a structure, with their number: where a structure is cut off.
package struct FacesTouched: StructureMeasure, StoredMeasure {
  package static let storedName = "touches"
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "touches", fields: ["touches"], unit: "voxels",
    definition: "Faces of the volume (`i-` first index … `k+` last) that hold voxels of the label, with their number.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("faces_touched", .count, "the number of faces of the field of view that A touches") { Double($0.count) },
    .init("border_voxels", .voxels, "the largest number of A's voxels on one face of the field of view") {
      Double($0.values.max() ?? 0)
    },
  ]

  package func value(in scene: Scene) -> [GridFace: Int] {
    let size = scene.grid.size
    // Most structures touch none, which their boxes tell.
    guard let box = scene[RunSums(structure: structure)]?.box,
      (0..<scene.grid.dimensions).contains(where: { box.first[$0] == 0 || box.last[$0] == size[$0] - 1 })
    else { return [:] }
    var counts: [GridFace: Int] = [:]
    for run in scene.runs(structure).all {
      let (j, k) = (Int(run.row) % size.j, Int(run.row) / size.j)
      if run.start == 0 { counts[GridFace(axis: 0, isLast: false), default: 0] += 1 }
      if Int(run.end) == size.i { counts[GridFace(axis: 0, isLast: true), default: 0] += 1 }
      if j == 0 { counts[GridFace(axis: 1, isLast: false), default: 0] += run.count }
      if j == size.j - 1 { counts[GridFace(axis: 1, isLast: true), default: 0] += run.count }
      if scene.grid.dimensions == 3 {
        if k == 0 { counts[GridFace(axis: 2, isLast: false), default: 0] += run.count }
        if k == size.k - 1 { counts[GridFace(axis: 2, isLast: true), default: 0] += run.count }
      }
    }
    return counts
  }

  private static func fields(of value: [GridFace: Int], in scene: Scene) -> [ReportedField] {
    let members = GridFace.all(dimensions: scene.grid.dimensions).compactMap { face in
      value[face].map { ReportedField(FieldName(face.name), .integer($0)) }
    }
    return [.init("touches", .group(members))]
  }
}
