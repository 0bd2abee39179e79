package import Diagnostics
package import Wording
internal import YAML

/// A checked number of a case, as conditions write it: a measure (`edge_support`, `gap(label, liver)`), or what is
/// reckoned from several (`max(solidity over all)`, `concavity(liver) / equivalent_radius(liver)`).
package struct NumberExpression: Hashable, Sendable {
  /// The author's words.
  package let text: String
  package let range: SourceRange
  let number: Number
  /// What it is, where no other one of `limitDimensions` is asked for.
  package let dimension: Dimension

  /// The measure that it is nothing but; nil for a number that is reckoned.
  package var measure: MeasureCall? {
    guard case .measure(let function, let labels, _) = number else { return nil }
    return MeasureCall(function: function, arguments: labels, text: text, range: range)
  }

  /// What limits of it may be written in.
  package var limitDimensions: [Dimension] {
    if let measure { return measure.function.limitDimensions }
    return dimension == .voxels ? [.voxels, .count] : dimension.isBare ? [.ratio, .fraction] : [dimension]
  }

  /// The number of a case, in one of `limitDimensions`.
  package func evaluate(
    subject: LabelDeclaration?, facts: some ConditionFacts, in dimension: Dimension
  ) -> Known<Double> {
    Condition.Evaluation(subject: subject, facts: facts).number(number.measured(in: dimension))
  }

  /// What evaluating it for a subject asks for.
  package func needs(subject: LabelDeclaration?) -> ConditionNeeds {
    var needs = ConditionNeeds()
    number.collect(into: &needs, subject: subject)
    return needs
  }

  /// The labels that it names itself, or by a group, in the order written.
  package var namedLabels: [String] {
    number.namedLabels.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Whether it asks for the pair of the subject, which every subject must then declare.
  var usesPair: Bool { number.uses { $0 == .pair } }

  /// Whether it is the same as another, however that is written.
  package func isSame(as other: NumberExpression) -> Bool { number == other.number }

  /// Reads a number in the scope of a policy; nil, with diagnostics, when it is none.
  package static func parse(_ text: String, scope: PolicyScope) -> NumberExpression? {
    let place = SourceRange(file: "", line: 1, column: 1)
    var mentions = FieldMentions()
    var diagnostics = Diagnostics()
    return ConditionParser.number(
      YAMLNode.text(text, at: place), scope: scope, hasSubject: false,
      mentions: &mentions, diagnostics: &diagnostics)
  }
}
