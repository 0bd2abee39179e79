internal import Volume

/// How a number follows from kept answers.
protocol NumberReading: Sendable {
  func restsOn(_ structures: [StructurePlace]) -> [any StoredMeasure]
  func value<Source: MeasureSource>(of structures: [StructurePlace], from source: Source) throws(Source.Failure)
    -> Double?
}

/// A number that is read off one measure's answer.
struct ReadNumber<Key: TabledMeasure>: NumberReading {
  let key: @Sendable (_ structures: [StructurePlace]) -> Key
  let read: @Sendable (Key.Value, Grid) -> Double?

  func restsOn(_ structures: [StructurePlace]) -> [any StoredMeasure] { key(structures).restsOn }

  func value<Source: MeasureSource>(of structures: [StructurePlace], from source: Source) throws(Source.Failure)
    -> Double?
  {
    read(try source.value(of: key(structures)), source.grid)
  }
}
