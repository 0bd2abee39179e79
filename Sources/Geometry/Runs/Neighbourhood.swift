/// Which voxels count as neighbours: those that share a face, also those that share an edge, or also those that share a
/// corner.
package enum Neighbourhood: String, CaseIterable, Hashable, Sendable, Codable {
  case faces, edges, corners

  /// The field's name: 6, 18 or 26 neighbours, in two dimensions 4 or 8.
  package func count(dimensions: Int) -> Int {
    switch self {
    case .faces: dimensions == 2 ? 4 : 6
    case .edges: dimensions == 2 ? 8 : 18
    case .corners: dimensions == 2 ? 8 : 26
    }
  }

  /// From the field's name; 4 and 8 are for two dimensions.
  package init?(count: Int) {
    switch count {
    case 4, 6: self = .faces
    case 18: self = .edges
    case 8, 26: self = .corners
    default: return nil
    }
  }

  /// The kinds that differ in a grid.
  package static func distinct(dimensions: Int) -> [Neighbourhood] {
    dimensions == 2 ? [.faces, .corners] : [.faces, .edges, .corners]
  }

  /// The rows before a row that hold neighbours: steps in j and k, and by how many voxels a run may miss another one
  /// along i and still touch it.
  func earlierRows(dimensions: Int) -> [(j: Int, k: Int, reach: Int32)] {
    let planar: [(j: Int, k: Int, reach: Int32)] = [(-1, 0, self == .faces ? 0 : 1)]
    guard dimensions == 3 else { return planar }
    switch self {
    case .faces: return planar + [(0, -1, 0)]
    case .edges: return planar + [(0, -1, 1), (-1, -1, 0), (1, -1, 0)]
    case .corners: return planar + [(0, -1, 1), (-1, -1, 1), (1, -1, 1)]
    }
  }
}
