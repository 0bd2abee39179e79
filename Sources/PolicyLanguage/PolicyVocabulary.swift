/// What a policy may be made of: the kinds of expectation and the measures that the program knows.
package struct PolicyVocabulary: Sendable {
  /// In the order of the reference.
  package let kinds: [any ExpectationKind.Type]
  package let measures: [MeasureFunction]
  private let places: [String: Int]

  package init(kinds: [any ExpectationKind.Type], measures: [MeasureFunction]) {
    self.kinds = kinds
    self.measures = measures
    places = Dictionary(measures.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  /// A measure by its name.
  package func measure(_ name: String) -> MeasureFunction? { places[name].map { measures[$0] } }

  /// The codes by which a finding may hold a verdict up, such as `connectivity.components_above`: failures, warnings
  /// and unknowns.
  package var codes: [FindingCode] {
    kinds.flatMap { $0.codes }.filter { ![.within, .skipped].contains($0.aspect.deviation) }
  }

  package func kind(_ name: String) -> (any ExpectationKind.Type)? { kinds.first { $0.name == name } }
}
