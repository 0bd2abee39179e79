internal import Diagnostics
internal import PolicyLanguage
internal import Wording

/// What is wrong with a fact about a case in the eyes of a policy: it would silently change nothing.
package struct FactMistake: Hashable, Sendable {
  /// `unknownContext` or `impossibleValue`.
  let rule: DiagnosticRule
  /// What is wrong, without a full stop. The value is never repeated, since it may identify a patient.
  let message: String
  let suggestion: String?

  /// The mistake at the place of the name or of the value.
  func diagnostic(name: SourceRange, value: SourceRange) -> Diagnostic {
    Diagnostic(rule, .error, message, at: rule == .unknownContext ? name : value, suggestion: suggestion)
  }

  /// One sentence.
  package var sentence: String {
    let text = message + (suggestion.map { "; \($0)" } ?? "")
    return text.hasSuffix("?") ? text : text + "."
  }
}

extension Policy {
  /// What is wrong with a fact; nil when the policy declares it and its value is possible.
  func mistake(inFact name: String, _ value: String) -> FactMistake? {
    guard let variable = context.first(where: { $0.name == name }) else {
      let known = context.map(\.name)
      return FactMistake(
        rule: .unknownContext, message: "the policy \(id) knows no context '\(name)'",
        suggestion: known.isEmpty ? "it has none" : Suggestion.oneOf(name, known))
    }
    guard let problem = variable.problem(with: value) else { return nil }
    return FactMistake(
      rule: .impossibleValue, message: "the context '\(name)' cannot have this value",
      suggestion: variable.range == nil ? Suggestion.oneOf(value, variable.values) : problem)
  }

  /// What is wrong with facts, in the order of their names.
  package func mistakes(inFacts facts: [String: String]) -> [FactMistake] {
    facts.sorted { $0.key < $1.key }.compactMap { mistake(inFact: $0.key, $0.value) }
  }
}
