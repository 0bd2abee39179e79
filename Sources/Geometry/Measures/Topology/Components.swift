package import Volume

/// The connected pieces of a structure, largest first.
package struct Components: StructureMeasure {
  package let structure: StructurePlace
  package let neighbourhood: Neighbourhood

  package init(structure: StructurePlace, neighbourhood: Neighbourhood) {
    self.structure = structure
    self.neighbourhood = neighbourhood
  }

  package func value(in scene: Scene) -> [Piece] {
    let runs = scene.runs(structure).all
    return pieces(runs, roots: connect(runs, neighbourhood, grid: scene.grid), height: scene.grid.size.j)
  }
}

/// The connected pieces for every neighbourhood that the grid tells apart.
package struct AllComponents: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "components", fields: ["components"], unit: "voxels",
    definition:
      "Connected pieces for 6, 18 and 26 neighbours (4 and 8 in two dimensions): count, sizes and index boxes (first and last, included) of the five largest, share of the largest.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("components", .count, "the number of connected pieces") { Double(pieces($0, .corners, $1).count) },
    .init("components_6", .count, "the number of A's pieces connected through voxel faces", dimensions: .three) {
      Double(pieces($0, .faces, $1).count)
    },
    .init(
      "components_18", .count, "the number of A's pieces connected through voxel faces and edges", dimensions: .three
    ) {
      Double(pieces($0, .edges, $1).count)
    },
    .init("components_4", .count, "the number of A's pieces connected through pixel edges", dimensions: .two) {
      Double(pieces($0, .faces, $1).count)
    },
    .init("largest_fraction", .fraction, "the share of A in its largest piece") { all, scene in
      let voxels = pieces(all, .corners, scene).map(\.voxels)
      return voxels.first.map { Double($0) / Double(voxels.reduce(0, +)) }
    },
    .init("second_piece_fraction", .fraction, "the size of A's second largest piece over that of the largest") {
      all, scene in
      let voxels = pieces(all, .corners, scene).map(\.voxels)
      return voxels.first.map { Double(voxels.count > 1 ? voxels[1] : 0) / Double($0) }
    },
  ]

  /// One neighbourhood's alone: the others need not be measured for it.
  private static func pieces(_ all: Self, _ neighbourhood: Neighbourhood, _ scene: Scene) -> [Piece] {
    scene[Components(structure: all.structure, neighbourhood: neighbourhood)]
  }

  package func value(in scene: Scene) -> [(neighbourhood: Neighbourhood, pieces: [Piece])] {
    Neighbourhood.distinct(dimensions: scene.grid.dimensions).map {
      ($0, Components(structure: structure, neighbourhood: $0).value(in: scene))
    }
  }

  private static func fields(
    of value: [(neighbourhood: Neighbourhood, pieces: [Piece])], in scene: Scene
  ) -> [ReportedField] {
    let members = value.map { neighbourhood, pieces in
      let total = pieces.reduce(0) { $0 + $1.voxels }
      return ReportedField(
        "\(neighbourhood.count(dimensions: scene.grid.dimensions))",
        [
          "count": .integer(pieces.count),
          "largest": .list(pieces.prefix(5).map { .integer($0.voxels) }),
          "boxes": Piece.boxes(pieces.prefix(5), in: scene.grid),
          "largest_fraction": pieces.first.map { .number(Double($0.voxels) / Double(total)) } ?? .undefined,
        ])
    }
    return [.init("components", .group(members))]
  }
}
