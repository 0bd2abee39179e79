internal import PolicyLanguage

/// What is wrong with a fact about a case in the eyes of a policy: it would silently change nothing.
struct FactMistake: Hashable, Sendable {
  enum Kind: String, Sendable {
    /// The policy declares no such variable.
    case unknown = "unknown-context"
    /// The variable never has this value.
    case impossible = "impossible-value"
  }

  let kind: Kind
  /// What is wrong, without a full stop. The value of an undeclared fact is not repeated: it may identify a patient.
  let message: String
  let suggestion: String?

  /// The mistake at the place of the name or of the value.
  func diagnostic(name: SourceRange, value: SourceRange) -> Diagnostic {
    Diagnostic(kind.rawValue, .error, message, at: kind == .unknown ? name : value, suggestion: suggestion)
  }

  /// One sentence.
  var sentence: String {
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
        kind: .unknown, message: "the policy \(id) knows no context '\(name)'",
        suggestion: known.isEmpty ? "it has none" : Suggestion.oneOf(name, known))
    }
    guard !variable.values.contains(value) else { return nil }
    return FactMistake(
      kind: .impossible, message: "the context '\(name)' cannot be '\(value)'",
      suggestion: Suggestion.oneOf(value, variable.values))
  }

  /// What is wrong with facts, in the order of their names.
  func mistakes(inFacts facts: [String: String]) -> [FactMistake] {
    facts.sorted { $0.key < $1.key }.compactMap { mistake(inFact: $0.key, $0.value) }
  }
}
