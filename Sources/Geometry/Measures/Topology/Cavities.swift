package import JSON
internal import Volume

/// The pieces of background that a structure encloses: those not connected to the outside of the volume. A pocket that is open at the volume's border
/// is no cavity. Other structures count as background.
///
/// The background is connected through `background` neighbours: faces are the partner of a 26-connected structure, corners of a 6-connected one.
package struct Cavities: StructureMeasure {
  package let structure: Int
  package let background: Neighbourhood

  package init(structure: Int, background: Neighbourhood) {
    self.structure = structure
    self.background = background
  }

  package func value(in scene: Scene) -> [Piece] { found(in: scene).pieces }

  func found(in scene: Scene) -> (pieces: [Piece], runs: [Run]) {
    Self.cavities(of: scene.runs(structure), background: background, grid: scene.grid)
  }

  /// The cavities of some runs and the cavities' runs. Works on the complement's runs inside the box. Cost: runs and rows of the box.
  static func cavities(
    of runs: Runs, background: Neighbourhood, grid: Grid
  ) -> (pieces: [Piece], runs: [Run]) {
    let height = grid.size.j
    guard let box = VoxelBox(of: runs, on: grid) else { return ([], []) }
    let (gaps, open) = gaps(of: runs.all, in: box, grid: grid)
    let roots = connect(gaps, background, grid: grid)
    var outside = [Bool](repeating: false, count: gaps.count)
    for at in gaps.indices where open[at] { outside[roots[at]] = true }
    let inner = gaps.indices.filter { !outside[roots[$0]] }
    return (pieces(gaps, roots: roots, height: height) { !outside[$0] }, inner.map { gaps[$0] })
  }

  /// The complement inside the box, and whether each of its runs lies on the box's side and so sees the outside.
  private static func gaps(of runs: [Run], in box: VoxelBox, grid: Grid) -> (gaps: [Run], open: [Bool]) {
    var gaps: [Run] = []
    var open: [Bool] = []
    let (from, to) = (Int32(box.first.i), Int32(box.last.i) + 1)
    var next = 0
    for k in box.first.k...box.last.k {
      let side = grid.dimensions == 3 && (k == box.first.k || k == box.last.k)
      for j in box.first.j...box.last.j {
        let row = Int32(truncatingIfNeeded: j + k * grid.size.j)
        let edge = side || j == box.first.j || j == box.last.j
        var at = from
        while next < runs.count, runs[next].row == row {
          if runs[next].start > at {
            gaps.append(Run(row: row, start: at, end: runs[next].start))
            open.append(edge || at == from)
          }
          at = runs[next].end
          next += 1
        }
        if at < to {
          gaps.append(Run(row: row, start: at, end: to))
          open.append(true)
        }
      }
    }
    return (gaps, open)
  }
}

/// The cavities for both connections of the background.
package struct AllCavities: LabelMeasure {
  package let structure: Int
  package init(structure: Int) { self.structure = structure }

  package struct Found: Sendable {
    package let background: Neighbourhood
    package let pieces: [Piece]
    /// How many of the voxels carry another label.
    package let voxelsOfOtherLabels: Int
  }

  package static let entry = MeasureEntry(
    name: "cavities", fields: ["cavities"], unit: "voxels, mm³",
    definition:
      "Background pieces not connected to the outside: count, voxels, volume, five largest, and how many of the voxels carry another label."
  )

  package func value(in scene: Scene) -> [Found] {
    [Neighbourhood.faces, .corners].map { background in
      let (pieces, runs) = Cavities(structure: structure, background: background).found(in: scene)
      let others = runs.isEmpty ? [] : scene.segmentation.structures.indices.filter { $0 != structure }
      let covered = Runs(merging: others.flatMap { scene.runs($0).all })
      return Found(
        background: background, pieces: pieces, voxelsOfOtherLabels: sharedVoxels(Runs(ordered: runs), covered))
    }
  }

  package static func fields(of value: [Found], in scene: Scene) -> [JSONValue.Member] {
    let members = value.map { found in
      let voxels = found.pieces.reduce(0) { $0 + $1.voxels }
      return JSONValue.Member(
        "bg\(found.background.count(dimensions: scene.grid.dimensions))",
        [
          "count": .integer(found.pieces.count),
          "voxels": .integer(voxels),
          "volume_mm3": .number(Double(voxels) * scene.grid.voxelMeasure),
          "largest": .array(found.pieces.prefix(5).map { .integer($0.voxels) }),
          "voxels_of_other_labels": .integer(found.voxelsOfOtherLabels),
        ])
    }
    return [.init("cavities", .object(members))]
  }
}

/// The number of voxels that two run sets share. Cost: the runs of both.
func sharedVoxels(_ a: Runs, _ b: Runs) -> Int {
  var shared = 0
  sweep(a.all, b.all, j: 0, k: 0, reach: 0, height: 1) { _, _, overlap in shared += Int(overlap) }
  return shared
}
