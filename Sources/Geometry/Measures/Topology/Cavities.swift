package import Volume

/// The pieces of background that a structure encloses: those not connected to the outside of the volume. A pocket that
/// is open at the volume's border is no cavity. Other structures count as background.
///
/// The background is connected through `background` neighbours: faces are the partner of a 26-connected structure,
/// corners of a 6-connected one.
package struct Cavities: StructureMeasure {
  package let structure: StructurePlace
  package let background: Neighbourhood

  package init(structure: StructurePlace, background: Neighbourhood) {
    self.structure = structure
    self.background = background
  }

  package func value(in scene: Scene) -> [Piece] { found(in: scene).pieces }

  /// The cavities and their runs.
  func found(in scene: Scene) -> EnclosedRuns {
    EnclosedRuns(by: scene.runs(structure), background: background, grid: scene.grid)
  }
}

/// The cavities for both connections of the background.
package struct AllCavities: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Found: Sendable {
    package let background: Neighbourhood
    package let pieces: [Piece]
    /// How many of the voxels carry another label.
    package let voxelsOfOtherLabels: Int
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "cavities", fields: ["cavities"], unit: "voxels, mm³",
    definition:
      "Background pieces not connected to the outside: count, voxels, volume, sizes and index boxes of the five largest, and how many of the voxels carry another label.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("cavities", .count, "the number of cavities") { Double($1[pieces($0)].count) },
    .init("cavity_volume", .volume, "the volume of all cavities", dimensions: .three) { size($1[pieces($0)], in: $1) },
    .init("cavity_area", .area, "the area of all cavities", dimensions: .two) { size($1[pieces($0)], in: $1) },
    .init("cavity_fraction", .fraction, "the share of the filled A that is cavities") {
      share($1[pieces($0)], $0, in: $1)
    },
    .init("holes", .count, "the number of A's cavities that no other structure fills") { Double($1[holes($0)].count) },
    .init("hole_fraction", .fraction, "the share of the filled A that is cavities which no other structure fills") {
      share($1[holes($0)], $0, in: $1)
    },
  ]

  // Of a structure that is connected through corners, as `Components` are counted.
  private static func pieces(_ all: Self) -> Cavities { Cavities(structure: all.structure, background: .faces) }
  private static func holes(_ all: Self) -> Holes { Holes(structure: all.structure, background: .faces) }

  private static func size(_ pieces: [Piece], in scene: Scene) -> Double {
    Double(pieces.reduce(0) { $0 + $1.voxels }) * scene.grid.voxelMeasure
  }

  private static func share(_ pieces: [Piece], _ all: Self, in scene: Scene) -> Double {
    let voxels = pieces.reduce(0) { $0 + $1.voxels }
    return Double(voxels) / Double(scene[VoxelCount(structure: all.structure)] + voxels)
  }

  package func value(in scene: Scene) -> [Found] {
    [Neighbourhood.faces, .corners].map { background in
      let found = Cavities(structure: structure, background: background).found(in: scene)
      // A cavity holds nothing of its own structure, so what covers it is others.
      let covered = found.runs.isEmpty ? 0 : sharedVoxels(found.runs, scene[CoveredRuns()].all)
      return Found(background: background, pieces: found.pieces, voxelsOfOtherLabels: covered)
    }
  }

  private static func fields(of value: [Found], in scene: Scene) -> [ReportedField] {
    let members = value.map { found in
      ReportedField(
        "bg\(found.background.count(dimensions: scene.grid.dimensions))",
        Piece.cavities(found.pieces, voxelsOfOtherLabels: found.voxelsOfOtherLabels, in: scene.grid))
    }
    return [.init("cavities", .group(members))]
  }
}

extension Piece {
  /// What a document says about cavities: how many, how large, where, and how much of them other structures fill.
  static func cavities(_ pieces: [Piece], voxelsOfOtherLabels: Int, in grid: Grid) -> ReportedValue {
    let voxels = pieces.reduce(0) { $0 + $1.voxels }
    return [
      "count": .integer(pieces.count),
      "voxels": .integer(voxels),
      .volume("volume"): .number(Double(voxels) * grid.voxelMeasure),
      "largest": .list(pieces.prefix(5).map { .integer($0.voxels) }),
      "boxes": boxes(pieces.prefix(5), in: grid),
      "voxels_of_other_labels": .integer(voxelsOfOtherLabels),
    ]
  }
}
