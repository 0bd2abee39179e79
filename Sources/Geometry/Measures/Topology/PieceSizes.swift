package import Volume

/// Pieces of a structure as far as they are judged: the largest with their boxes, the others by their sizes alone.
///
/// Noise comes in tens of thousands of pieces of a few voxels; where each of them lies matters to nobody, and how many
/// there are of each size is a short list.
package struct PieceSizes: Hashable, Sendable, Codable {
  /// So many pieces of one size.
  package struct Group: Hashable, Sendable, Codable {
    package let voxels: Int
    package let count: Int
  }

  /// How many pieces keep their boxes.
  package static let mostBoxes = 200

  /// Largest first; all of them, or the 200 largest.
  package let largest: [Piece]
  /// The rest, largest first.
  package let rest: [Group]

  /// - Parameter pieces: largest first.
  package init(_ pieces: [Piece]) {
    var rest: [Group] = []
    for piece in pieces.dropFirst(Self.mostBoxes) {
      let count = rest.last.flatMap { $0.voxels == piece.voxels ? $0.count : nil }
      if let count {
        rest[rest.count - 1] = Group(voxels: piece.voxels, count: count + 1)
      } else {
        rest.append(Group(voxels: piece.voxels, count: 1))
      }
    }
    largest = Array(pieces.prefix(Self.mostBoxes))
    self.rest = rest
  }

  private init(largest: [Piece], rest: [Group]) {
    self.largest = largest
    self.rest = rest
  }

  /// The number of all pieces.
  package var count: Int { rest.reduce(largest.count) { $0 + $1.count } }
  /// The voxels of all pieces.
  package var voxels: Int {
    rest.reduce(largest.reduce(0) { $0 + $1.voxels }) { $0 + $1.voxels * $1.count }
  }

  /// The pieces that are at least so large.
  package func atLeast(_ voxels: Double) -> PieceSizes {
    PieceSizes(
      largest: largest.filter { Double($0.voxels) >= voxels }, rest: rest.filter { Double($0.voxels) >= voxels })
  }
}

/// The connected pieces of a structure: see `Components`.
package struct ComponentSizes: StructureMeasure, StoredMeasure {
  package static let storedName = "components"
  package let structure: StructurePlace
  package let neighbourhood: Neighbourhood

  package init(structure: StructurePlace, neighbourhood: Neighbourhood) {
    self.structure = structure
    self.neighbourhood = neighbourhood
  }

  package func value(in scene: Scene) -> PieceSizes {
    PieceSizes(scene[Components(structure: structure, neighbourhood: neighbourhood)])
  }
}

/// The cavities of a structure that no other structure fills: see `Holes`.
package struct HoleSizes: StructureMeasure, StoredMeasure {
  package static let storedName = "holes"
  package let structure: StructurePlace
  package let background: Neighbourhood

  package init(structure: StructurePlace, background: Neighbourhood) {
    self.structure = structure
    self.background = background
  }

  package func value(in scene: Scene) -> PieceSizes {
    PieceSizes(scene[Holes(structure: structure, background: background)])
  }
}
