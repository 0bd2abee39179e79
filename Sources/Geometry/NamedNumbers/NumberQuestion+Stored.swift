extension NumberQuestion: StoredMeasure {
  package static let storedName = "number"

  /// What the number is read off; itself where only the scene tells it.
  package var restsOn: [any StoredMeasure] { number.reading?.restsOn(structures) ?? [self] }

  package func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> Double? {
    guard let reading = number.reading else { return try source.stored(self) }
    guard obstacle(in: source) == nil, let value = try reading.value(of: structures, from: source), value.isFinite
    else { return nil }
    return value
  }

  private enum CodingKeys: String, CodingKey { case name, structures }

  /// A number is known by its name in the catalogue.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(number.name, forKey: .name)
    try container.encode(structures, forKey: .structures)
  }
}
