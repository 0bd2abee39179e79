/// What a policy may be made of: the kinds of expectation, the measures and the codes of findings that the program knows.
package struct PolicyVocabulary: Sendable {
  /// In the order of the reference.
  package let kinds: [any ExpectationKind.Type]
  package let measures: [MeasureFunction]
  /// Codes of findings that may hold a verdict up, such as `connectivity.components`.
  package let codes: [String]
  private let places: [String: Int]

  package init(kinds: [any ExpectationKind.Type], measures: [MeasureFunction], codes: [String] = []) {
    self.kinds = kinds
    self.measures = measures
    self.codes = codes
    places = Dictionary(measures.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  /// A measure by its name.
  package func measure(_ name: String) -> MeasureFunction? { places[name].map { measures[$0] } }

  package func kind(_ name: String) -> (any ExpectationKind.Type)? { kinds.first { $0.name == name } }
}
