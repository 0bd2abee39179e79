extension NumberQuestion: StoredMeasure {
  package static let storedName = "number"

  private enum CodingKeys: String, CodingKey { case name, structures }

  /// A number is known by its name in the catalogue.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(number.name, forKey: .name)
    try container.encode(structures, forKey: .structures)
  }
}
