package import Volume

/// The pieces of background that several structures enclose together and none of them alone: gaps between a ventricle
/// and its wall, between organs that should fit. A gap inside a closed wall, beside what fills the rest of the wall's
/// cavity, is such a piece too: it differs from the wall's own cavity. Other structures count as background, as for
/// `Cavities`.
///
/// Cost: the runs, and the rows of the boxes.
package struct CavitiesBetween: StoredMeasure {
  package static let storedName = "cavities_between"
  package let structures: [StructurePlace]
  package let background: Neighbourhood

  /// - Parameter background: how background is connected: faces are the partner of 26-connected structures.
  package init(_ structures: [StructurePlace], background: Neighbourhood = .faces) {
    self.structures = structures
    self.background = background
  }

  package init(_ first: StructurePlace, _ second: StructurePlace) { self.init([first, second]) }

  package struct Found: Hashable, Sendable, Codable {
    /// Largest first.
    package let pieces: [Piece]
    /// The cavities of which other structures fill half or less, as for `Holes`; largest first.
    package let holes: [Piece]
    /// How many of their voxels carry another label.
    package let voxelsOfOtherLabels: Int
  }

  package static let entry = MeasureEntry(
    .pair(Self.init(_:_:)), name: "cavities_between", fields: ["cavities_between"], unit: "voxels, mm³",
    definition:
      "Background pieces (connected through faces) that the two labels together cut off from the outside and that are not cavities of one of them: count, voxels, volume, sizes and index boxes of the five largest, and how many of the voxels carry another label.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("cavities_between", .count, "the number of cavities that A and B enclose together") {
      Double($0.pieces.count)
    },
    .init(
      "cavities_between_volume", .volume, "the volume of the cavities that A and B enclose together", dimensions: .three
    ) { size(of: $1[$0], in: $1) },
    .init("cavities_between_area", .area, "the area of the cavities that A and B enclose together", dimensions: .two) {
      size(of: $1[$0], in: $1)
    },
  ]

  private static func size(of found: Found, in scene: Scene) -> Double {
    Double(found.pieces.reduce(0) { $0 + $1.voxels }) * scene.grid.voxelMeasure
  }

  package func value(in scene: Scene) -> Found {
    let grid = scene.grid
    let union = Runs(merging: structures.flatMap { scene.runs($0).all })
    let enclosed = EnclosedRuns(by: union, background: background, grid: grid)
    guard !enclosed.runs.isEmpty else { return Found(pieces: [], holes: [], voxelsOfOtherLabels: 0) }
    // A piece of the union's background lies within one piece of each member's, so the two are the same if they start
    // at one voxel and are of one size.
    var own: Set<Key> = []
    for structure in Set(structures) {
      own.formUnion(keys(EnclosedRuns(by: scene.runs(structure), background: background, grid: grid)).values)
    }
    let kept = keys(enclosed).filter { !own.contains($0.value) }
    let found = pieces(enclosed.runs, roots: enclosed.roots, height: grid.size.j) { kept[$0] != nil }
    guard !found.isEmpty else { return Found(pieces: [], holes: [], voxelsOfOtherLabels: 0) }
    // What the structures enclose holds nothing of them, so what covers it is others.
    var filled: [Int: Int] = [:]
    forEachOverlap(enclosed.runs, scene[CoveredRuns()].all) { run, _, overlap in
      let root = enclosed.roots[run]
      if kept[root] != nil { filled[root, default: 0] += overlap }
    }
    let holes = pieces(enclosed.runs, roots: enclosed.roots, height: grid.size.j) { root in
      kept[root].map { 2 * filled[root, default: 0] <= $0.voxels } ?? false
    }
    return Found(pieces: found, holes: holes, voxelsOfOtherLabels: filled.values.reduce(0, +))
  }

  /// The first run of a piece and its number of voxels.
  private struct Key: Hashable {
    let first: Run
    var voxels: Int
  }

  private func keys(_ enclosed: EnclosedRuns) -> [Int: Key] {
    var keys: [Int: Key] = [:]
    for (run, root) in zip(enclosed.runs, enclosed.roots) {
      keys[root, default: Key(first: run, voxels: 0)].voxels += run.count
    }
    return keys
  }

  private static func fields(of value: Found, in scene: Scene) -> [ReportedField] {
    let cavities = Piece.cavities(
      value.pieces, voxelsOfOtherLabels: value.voxelsOfOtherLabels, in: scene.grid)
    return [.init("cavities_between", cavities)]
  }
}
