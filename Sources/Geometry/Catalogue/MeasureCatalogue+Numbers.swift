/// The numbers that policies can name.
extension MeasureCatalogue {
  /// All numbers, those of a structure first, in the order of their measures.
  package static let numbers: [MeasureNumber] = {
    let all = entries.flatMap(\.numbers)
    return MeasureSubject.allCases.flatMap { subject in all.filter { $0.subject == subject } }
  }()

  private static let byName = Dictionary(numbers.map { ($0.name, $0) }) { first, _ in first }

  package static func number(named name: String) -> MeasureNumber? { byName[name] }

  /// The measure of a name, or the one that a number of that name belongs to.
  package static func entry(named name: String) -> MeasureEntry? {
    entries.first { $0.name == name } ?? number(named: name)?.entry
  }
}
