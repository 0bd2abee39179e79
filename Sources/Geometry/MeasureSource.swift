package import Volume

/// What answers questions that were measured, or can be: a scene, or a table of measurements.
package protocol MeasureSource {
  /// What a missing answer is; a scene lacks none.
  associatedtype Failure: Error

  var grid: Grid { get }
  /// The image's grid; nil without one.
  var imageGrid: Grid? { get }
  /// Whether a structure, by its place, has no voxel.
  func isEmpty(_ structure: StructurePlace) -> Bool
  /// The answer to a question that only voxels answer.
  func stored<M: StoredMeasure>(_ measure: M) throws(Failure) -> M.Value
}

extension MeasureSource {
  /// The answer to a question.
  package func value<M: TabledMeasure>(of measure: M) throws(Failure) -> M.Value { try measure.value(from: self) }
}

extension Scene: MeasureSource {
  package typealias Failure = Never

  package func stored<M: StoredMeasure>(_ measure: M) -> M.Value { self[measure] }
}
