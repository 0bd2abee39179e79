package import Volume

/// The Euler number of a structure: components minus handles plus cavities.
///
/// For 26 neighbours (8 in two dimensions) of the union of the closed voxels; for 6 neighbours (4) of the graph of
/// voxels joined through faces. Source: Kong and Rosenfeld 1989, Computer Vision, Graphics and Image Processing 48:357,
/// with the background's partner connection. Cost: one histogram of windows.
package struct EulerNumber: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Numbers: Hashable, Sendable, Codable {
    /// For 6 neighbours, or 4 in two dimensions.
    package let faces: Int
    /// For 26 neighbours, or 8.
    package let corners: Int
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "euler", fields: ["euler"], unit: "", cost: .surface,
    definition:
      "Components minus handles plus cavities, for 6 and 26 neighbours (4 and 8 in two dimensions).",
    source: "Kong and Rosenfeld 1989, Comput Vis Graph Image Process 48:357", numbers: numbers, reported: fields(of:in:)
  )

  private static let numbers: [NumberOf<Self>] = [
    .init("euler_number", .count, "the Euler number", [.signed]) { Double($0.corners) }
  ]

  package func value(in scene: Scene) -> Numbers {
    let windows = scene[Configurations(structure: structure)]
    return scene.grid.dimensions == 2
      ? Numbers(faces: Self.joined(windows, cells: Self.flatCells), corners: Self.union(windows, cells: Self.flatCells))
      : Numbers(faces: Self.joined(windows, cells: Self.cells), corners: Self.union(windows, cells: Self.cells))
  }

  /// Corner sets of a window and their sign. As sets that are all filled they are voxels, pairs, squares and cubes of
  /// voxels.
  private static let cells: [(corners: Int, sign: Int)] = [
    (0b0000_0001, 1), (0b0000_0011, -1), (0b0000_0101, -1), (0b0001_0001, -1), (0b0000_1111, 1), (0b0011_0011, 1),
    (0b0101_0101, 1), (0b1111_1111, -1),
  ]
  private static let flatCells: [(corners: Int, sign: Int)] = [(0b0001, 1), (0b0011, -1), (0b0101, -1), (0b1111, 1)]

  /// Voxels minus pairs plus squares minus cubes.
  private static func joined(_ windows: ConfigurationHistogram, cells: [(corners: Int, sign: Int)]) -> Int {
    cells.reduce(0) { total, cell in total + cell.sign * windows.count { $0 & cell.corners == cell.corners } }
  }

  /// Vertices minus edges plus faces minus voxels of the union of closed voxels. A cell of the union is there when any
  /// voxel around it is: around a vertex the whole window, around an edge four corners, around a face two.
  private static func union(_ windows: ConfigurationHistogram, cells: [(corners: Int, sign: Int)]) -> Int {
    let sign = cells.count == 4 ? 1 : -1
    return cells.reduce(0) { total, cell in total + sign * cell.sign * windows.count { $0 & cell.corners != 0 } }
  }

  private static func fields(of value: Numbers, in scene: Scene) -> [ReportedField] {
    let names: (FieldName, FieldName) = scene.grid.dimensions == 2 ? ("4", "8") : ("6", "26")
    return [.init("euler", .group([.init(names.0, .integer(value.faces)), .init(names.1, .integer(value.corners))]))]
  }
}
