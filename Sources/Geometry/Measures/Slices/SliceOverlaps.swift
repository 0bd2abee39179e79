package import Volume

/// How many voxels of a structure each slice shares with the next one, along each index axis: what neighbour
/// comparisons are made from. Empty for an empty structure.
///
/// Along k and j two pointers sweep the runs; along i a run shares all but one of its voxels with the next slice. Cost:
/// the runs and their contacts, plus slices.
package struct SliceOverlaps: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  /// Two neighbouring slices along an axis.
  package struct Pair: Hashable, Sendable {
    /// The index of the first of the two.
    package let slice: Int
    /// Voxels of the first, of the second, and at the same place in both.
    package let first: Int
    package let second: Int
    package let shared: Int

    /// The Dice coefficient; nil when both are empty.
    package var dice: Double? { first + second > 0 ? 2 * Double(shared) / Double(first + second) : nil }
    /// The difference of the areas over the larger one; nil when both are empty.
    package var change: Double? {
      first + second > 0 ? Double(abs(first - second)) / Double(max(first, second)) : nil
    }
    package var isIdentical: Bool { shared > 0 && shared == first && shared == second }
  }

  /// For each index axis all pairs of neighbouring slices from the structure's first to its last.
  package func value(in scene: Scene) -> [[Pair]] {
    let profiles = scene[SliceAreas(structure: structure)]
    let runs = scene.runs(structure).all
    let height = scene.grid.size.j
    guard !profiles.isEmpty else { return [] }
    // One element more than pairs, so that the last slice needs no exception.
    var shared = profiles.map { [Int](repeating: 0, count: $0.voxels.count + 1) }
    for run in runs {
      shared[0][Int(run.start) - profiles[0].first] += 1
      shared[0][Int(run.end) - 1 - profiles[0].first] -= 1
    }
    for at in shared[0].indices.dropFirst() { shared[0][at] += shared[0][at - 1] }
    sweep(runs, runs, j: -1, k: 0, reach: 0, height: height) { a, _, overlap in
      shared[1][Int(runs[a].row) % height - 1 - profiles[1].first] += Int(overlap)
    }
    if profiles.count == 3 {
      sweep(runs, runs, j: 0, k: -1, reach: 0, height: height) { a, _, overlap in
        shared[2][Int(runs[a].row) / height - 1 - profiles[2].first] += Int(overlap)
      }
    }
    return zip(profiles, shared).map { profile, shared in
      profile.voxels.indices.dropLast().map {
        Pair(
          slice: profile.first + $0, first: profile.voxels[$0], second: profile.voxels[$0 + 1], shared: shared[$0])
      }
    }
  }
}

extension [SliceOverlaps.Pair] {
  /// Without those of the structure's first and last slice, where every shape changes quickly. Empty for fewer than
  /// four slices.
  var withoutEnds: ArraySlice<Element> { dropFirst().dropLast() }
}
