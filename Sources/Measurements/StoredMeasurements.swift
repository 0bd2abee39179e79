internal import Geometry
package import Volume

/// What is kept of a case so that a changed policy can be judged without its masks: who is in the export, and the
/// answers that were measured.
package struct StoredMeasurements: Hashable, Sendable {
  /// One slice: the places of the structures that it holds, and answers about it.
  struct Slice: Hashable, Sendable {
    var present: Set<StructurePlace> = []
    var columns = StoredColumns()
  }

  /// The export's structures as they were read, and what the policy made of them, each with a single voxel if it has
  /// any.
  package let roster: Segmentation
  /// The image's grid, whether or not anything was measured in it.
  package let imageGrid: Grid?
  let columns: StoredColumns
  /// The places of structures that were not measured, since the policy did not trust their names.
  let leftOut: Set<StructurePlace>
  /// By slice index; nil when nothing was asked about single slices.
  let slices: [Int: Slice]?

  /// Keeps a table.
  ///
  /// - Parameter roster: the export as it was read, before a policy's view of its names; its structures are in the
  ///   table's places.
  package init(of table: MeasurementTable, roster: Segmentation) {
    self.init(
      roster: roster.with(derived: table.roster.derived), imageGrid: table.imageGrid, columns: table.stored,
      leftOut: Set(roster.ownPlaces.filter { table.isEmpty($0) && !roster[$0].runs.isEmpty }),
      slices: table.slices?.mapValues { Slice(present: Set($0.filled), columns: $0.stored) })
  }

  init(
    roster: Segmentation, imageGrid: Grid?, columns: StoredColumns, leftOut: Set<StructurePlace>, slices: [Int: Slice]?
  ) {
    self.roster = roster.withoutVoxels { roster.runs(at: $0).isEmpty }
    self.imageGrid = imageGrid
    self.columns = columns
    self.leftOut = leftOut
    self.slices = slices
  }

  /// Which structures had no voxels when they were measured.
  private var measuredEmpty: [Bool] {
    roster.placed.map { leftOut.contains($0) || $1.runs.isEmpty }
  }

  /// What holds for a roster. Where other structures have voxels than were measured, answers about what lies beside or
  /// inside a structure may be others.
  ///
  /// - Parameter roster: this one, with other names perhaps; every structure in its place.
  package func trusted(for roster: Segmentation) -> StoredMeasurements {
    guard roster.structures.map(\.runs.isEmpty) != measuredEmpty else { return self }
    return StoredMeasurements(
      roster: self.roster, imageGrid: imageGrid, columns: columns.only([RunSums.storedName, FacesTouched.storedName]),
      leftOut: leftOut, slices: nil)
  }

  /// A table without answers.
  ///
  /// - Parameters:
  ///   - roster: what the policy makes of this one, every structure in its place.
  ///   - hasSlices: whether single slices will be asked about; those that nothing is stored of are missing.
  package func emptyTable(for roster: Segmentation, hasSlices: Bool) -> MeasurementTable {
    let grid = roster.grid
    let axis = grid.acquisitionAxis
    let roster = roster.with(derived: self.roster.derived)
    let whole = MeasurementTable(roster: roster, imageGrid: imageGrid)
    let tables = slices?.map { index, slice in
      let grid = grid.slice(index, across: axis)
      let structures = Segmentation(grid: grid, structures: roster.structures, derived: roster.derived)
      return (
        index,
        MeasurementTable(
          roster: structures.withoutVoxels { !slice.present.contains($0) },
          imageGrid: whole.hasUsableImage ? grid : nil)
      )
    }
    return MeasurementTable(
      roster: roster, imageGrid: imageGrid,
      slices: hasSlices ? tables.map { Dictionary(uniqueKeysWithValues: $0) } : nil)
  }
}

extension Segmentation {
  /// The same structures with one voxel or none.
  func withoutVoxels(isEmpty: (_ place: StructurePlace) -> Bool) -> Segmentation {
    let structures = placed.map { place, structure in
      structure.with(runs: Runs(ordered: isEmpty(place) ? [] : [Run(row: 0, start: 0, end: 1)]))
    }
    let derived = zip(derivedPlaces, derived).map { place, structure in
      let isEmpty = isEmpty(place)
      return DerivedStructure(
        key: structure.key, runs: Runs(ordered: isEmpty ? [] : [Run(row: 0, start: 0, end: 1)]),
        problem: structure.problem)
    }
    return with(structures: structures, derived: derived)
  }
}
