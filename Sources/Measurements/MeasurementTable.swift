package import Geometry
package import Volume

/// What was measured of an export: answers by question, and who is in the export.
///
/// A question is its own key. Answers that follow from others are not kept but derived when they are read, which is
/// pure: the same table gives the same answers, in whatever order it was filled. What is not there is a
/// `MeasurementError`.
package struct MeasurementTable: Sendable {
  /// Grid, axes, problems and structures: values, names, codes, and whether they have voxels. Which voxels is nobody's
  /// business here.
  package let roster: Segmentation
  package let imageGrid: Grid?
  /// The slices across the axis in which the volume was taken, by index; nil where none are asked about.
  package private(set) var slices: [Int: MeasurementTable]?
  private var columns: [ObjectIdentifier: any Column] = [:]

  /// A table without answers.
  package init(roster: Segmentation, imageGrid: Grid?, slices: [Int: MeasurementTable]? = nil) {
    self.roster = roster
    self.imageGrid = imageGrid
    self.slices = slices
  }

  package mutating func insert<M: StoredMeasure>(_ answer: M.Value, for measure: M) {
    // Taken out, so that its answers are not copied for every one that is added.
    let key = ObjectIdentifier(M.self)
    var column = columns.removeValue(forKey: key) as? ColumnOf<M> ?? ColumnOf()
    column.answers[measure] = answer
    columns[key] = column
  }

  /// The table that lacks some of its answers, those of its slices too.
  package func without(_ isLacking: (any StoredMeasure) -> Bool) -> MeasurementTable {
    var table = self
    table.columns = columns.mapValues { $0.without(isLacking) }
    table.slices = slices?.mapValues { $0.without(isLacking) }
    return table
  }

  /// Changes the tables of single slices.
  mutating func withSlice(_ index: Int, _ change: (inout MeasurementTable) -> Void) {
    guard var slice = slices?[index] else { return }
    change(&slice)
    slices?[index] = slice
  }

  /// The answers as files keep them.
  var stored: StoredColumns {
    var stored = StoredColumns()
    for column in columns.values { column.store(in: &stored) }
    return stored
  }
}

extension MeasurementTable: MeasureSource {
  package typealias Failure = MeasurementError

  package var grid: Grid { roster.grid }

  package func isEmpty(_ structure: StructurePlace) -> Bool { roster.runs(at: structure).isEmpty }

  /// The places of all structures that have voxels, the derived ones last.
  var filled: [StructurePlace] { roster.places.filter { !isEmpty($0) } }

  /// The places of the export's own structures that have voxels.
  package var present: [StructurePlace] { roster.ownPlaces.filter { !isEmpty($0) } }

  package func stored<M: StoredMeasure>(_ measure: M) throws(MeasurementError) -> M.Value {
    guard let answer = (columns[ObjectIdentifier(M.self)] as? ColumnOf<M>)?.answers[measure] else {
      throw MeasurementError(measure: M.storedName)
    }
    return answer
  }
}

/// The answers to the questions of one type.
private protocol Column: Sendable {
  func store(in stored: inout StoredColumns)
  func without(_ isLacking: (any StoredMeasure) -> Bool) -> any Column
}

private struct ColumnOf<M: StoredMeasure>: Column {
  var answers: [M: M.Value] = [:]

  func store(in stored: inout StoredColumns) {
    for (measure, answer) in answers { stored.add(answer, to: measure) }
  }

  func without(_ isLacking: (any StoredMeasure) -> Bool) -> any Column {
    var column = self
    column.answers = answers.filter { !isLacking($0.key) }
    return column
  }
}
