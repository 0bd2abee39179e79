/// The numbers that policies can name.
extension MeasureCatalogue {
  /// All numbers, those of a structure first, in the order of their measures.
  package static let numbers: [MeasureNumber] =
    (label.map { $0 } + unreported).flatMap { ofStructure($0) } + pair.flatMap { ofPair($0) }

  /// Measures of structures that `segwarden measure` prints in a table of the whole export.
  private static let unreported: [any LabelNumbers.Type] = [MidSagittalOffset.self, Intensity.self]

  private static let byName = Dictionary(numbers.map { ($0.name, $0) }) { first, _ in first }

  package static func number(named name: String) -> MeasureNumber? { byName[name] }

  /// The measure of a name, or the one that a number of that name belongs to.
  package static func entry(named name: String) -> MeasureEntry? {
    entries.first { $0.name == name } ?? number(named: name)?.entry
  }

  private static func ofStructure<M: LabelNumbers>(_ measure: M.Type) -> [MeasureNumber] {
    M.numbers.map { number in
      MeasureNumber(number, of: .structure) { M(structure: $0[0]) }
    }
  }

  private static func ofPair<M: PairMeasure>(_ measure: M.Type) -> [MeasureNumber] {
    M.numbers.map { number in
      MeasureNumber(number, of: .pair) { M($0[0], $0[1]) }
    }
  }
}
