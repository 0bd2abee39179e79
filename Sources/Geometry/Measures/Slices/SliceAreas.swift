package import Volume

/// The number of voxels of a structure in each slice perpendicular to i, j and k, from its first to its last slice;
/// empty for an empty structure.
package struct SliceAreas: StructureMeasure, StoredMeasure {
  package static let storedName = "slice_areas"
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Profile: Hashable, Sendable, Codable {
    /// The index of the first slice.
    package let first: Int
    /// Voxels per slice; the first and the last are above 0.
    package let voxels: [Int]

    /// The index of the last slice.
    package var last: Int { first + voxels.count - 1 }
    package var largest: Int { voxels.max() ?? 0 }
  }

  /// One profile per index axis. Cost: runs plus slices (a difference array along i).
  package func value(in scene: Scene) -> [Profile] {
    let size = scene.grid.size
    let runs = scene.runs(structure)
    guard let box = scene[RunSums(structure: structure)]?.box else { return [] }
    var changes = [Int](repeating: 0, count: box.last.i - box.first.i + 2)
    var (alongJ, alongK) = (
      [Int](repeating: 0, count: box.last.j - box.first.j + 1), [Int](repeating: 0, count: box.last.k - box.first.k + 1)
    )
    for run in runs.all {
      changes[Int(run.start) - box.first.i] += 1
      changes[Int(run.end) - box.first.i] -= 1
      alongJ[Int(run.row) % size.j - box.first.j] += run.count
      alongK[Int(run.row) / size.j - box.first.k] += run.count
    }
    var alongI: [Int] = []
    var covered = 0
    for change in changes.dropLast() {
      covered += change
      alongI.append(covered)
    }
    let all = [
      Profile(first: box.first.i, voxels: alongI), Profile(first: box.first.j, voxels: alongJ),
      Profile(first: box.first.k, voxels: alongK),
    ]
    return Array(all.prefix(scene.grid.dimensions))
  }
}
