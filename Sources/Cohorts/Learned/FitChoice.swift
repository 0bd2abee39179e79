internal import Evaluation
package import PolicyLanguage
internal import Wording

/// The numbers and labels that a person names on the command line.
package struct FitChoice: Sendable {
  /// A number as named: with its labels, `gap(kidney_left, liver)`, or without.
  struct Named: Sendable {
    let function: MeasureFunction
    let labels: [String]
  }

  let numbers: [Named]
  /// Labels or groups with the labels that they mean; nil: those of the policy.
  let subjects: [(name: String, labels: [String])]?

  /// Throws a `CohortError` for what the catalogue or the policy does not know.
  package init(measures: [String], labels: [String], policy: Policy) throws {
    numbers = try measures.flatMap(Self.split).map { try Self.named($0, policy) }
    let names = labels.flatMap { $0.split(separator: ",").map { String($0.filter { $0 != " " }) } }
    subjects = names.isEmpty ? nil : try names.map { try Self.subject($0, policy) }
  }

  /// Splits at commas outside parentheses.
  private static func split(_ list: String) -> [String] {
    var parts: [String] = [""]
    var depth = 0
    for character in list where character != " " {
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts.filter { !$0.isEmpty }
  }

  private static func named(_ text: String, _ policy: Policy) throws -> Named {
    let parts = text.split(separator: "(", maxSplits: 1).map(String.init)
    let name = parts.first ?? ""
    guard let function = PolicyVocabulary.standard.measure(name) else {
      let near = Suggestion.didYouMean(name, among: PolicyVocabulary.standard.measures.map(\.name))
      throw CohortError(
        .badRequest,
        "there is no number “\(name)”\(Suggestion.end(near)) `segwarden measure --list` names all.")
    }
    let labels = parts.count < 2 ? [] : parts[1].filter { $0 != ")" }.split(separator: ",").map(String.init)
    for label in labels where policy.label(label) == nil { throw unknown(label, policy.labels.map(\.name), policy) }
    if labels.isEmpty, function.arity == 1 { return Named(function: function, labels: []) }
    guard labels.count == function.arity else {
      let form = function.arity == 1 ? "\(name)(LABEL)" : "\(name)(LABEL,LABEL)"
      throw CohortError(.badRequest, "the number “\(name)” is written as \(form).")
    }
    return Named(function: function, labels: labels)
  }

  private static func subject(_ name: String, _ policy: Policy) throws -> (name: String, labels: [String]) {
    if policy.label(name) != nil { return (name, [name]) }
    if let group = policy.groups.first(where: { $0.name == name }) { return (name, group.labels) }
    throw unknown(name, policy.labels.map(\.name) + policy.groups.map(\.name), policy)
  }

  private static func unknown(_ name: String, _ known: [String], _ policy: Policy) -> CohortError {
    let near = Suggestion.didYouMean(name, among: known)
    return CohortError(
      .badRequest, "the policy \(policy.id) has no label or group “\(name)”\(Suggestion.end(near))")
  }

  /// Whether a label is among those chosen.
  func includes(_ labels: [String]) -> Bool {
    subjects.map { chosen in labels.contains { label in chosen.contains { $0.labels.contains(label) } } } ?? true
  }
}
