/// A question that expectations may ask: its answer is kept in a table of measurements (`StoredMeasure`), or follows
/// from answers that are and the grid alone.
package protocol TabledMeasure: Measure {
  /// The kept answers that it follows from; itself where only voxels tell.
  var restsOn: [any StoredMeasure] { get }

  /// The answer from kept ones. Pure, and the same from every source that has them.
  func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> Value
}

extension TabledMeasure {
  package func value(in scene: Scene) -> Value { value(from: scene) }
}

/// A question that only voxels answer. Its answers are kept with a case's results, so that a changed policy can be
/// judged without the masks.
package protocol StoredMeasure: TabledMeasure, Encodable where Value: Codable {
  /// What files call it. Files outlive programs: it stays, and a measure whose definition changes takes a new one.
  static var storedName: String { get }
}

extension StoredMeasure {
  package var restsOn: [any StoredMeasure] { [self] }

  package func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> Value {
    try source.stored(self)
  }

  /// What a scene stores is what it measures, so this would ask in a circle.
  @available(*, unavailable, message: "only voxels answer a stored measure: compute the answer in value(in:)")
  package func value(in scene: Scene) -> Value { value(from: scene) }
}
