internal import Evaluation
internal import JSON
internal import PolicyLanguage
internal import Volume
internal import Wording

/// The words that fit at a place.
enum Completion {
  /// Kinds of items that the protocol numbers.
  private enum Item: Int {
    case function = 3, variable = 6, property = 10, value = 12, keyword = 14
  }

  static func answer(_ place: WordPlace) -> JSONValue {
    .array(
      words(place).map { word, item, detail in
        var members: [JSONValue.Member] = [.init("label", .string(word)), .init("kind", .integer(item.rawValue))]
        if let detail { members.append(.init("detail", .string(detail))) }
        return .object(members)
      })
  }

  private static func words(_ place: WordPlace) -> [(String, Item, String?)] {
    let line = place.before
    let labels = place.policy?.labels.map { ($0.name, Item.variable, "label" as String?) } ?? []
    let groups = place.policy?.groups.map { ($0.name, Item.variable, "group" as String?) } ?? []
    guard let colon = line.lastIndex(of: ":") else { return keys() }
    let key = line[..<colon].split { !($0.isLetter || $0 == "_") }.last.map(String.init) ?? ""
    switch key {
    case "label", "reference", "paired_with", "of", "inside": return labels
    case "each", "between", "implies": return labels + groups
    case "severity": return Severity.allCases.map { ($0.rawValue, .value, nil) }
    case "side": return PatientDirection.allCases.map { ($0.rawValue, .value, nil) }
    case "when", "unless", "assert": return condition(place) + labels + groups
    default: return labels + groups
    }
  }

  private static func keys() -> [(String, Item, String?)] {
    PolicyVocabulary.standard.kinds.map { ($0.name, .property, $0.summary) }
      + LanguageKeys.expectation.compactMap { field in field.key.map { ($0, .keyword, nil) } }
      + PolicySection.allCases.map { ($0.rawValue, .keyword, "section") }
  }

  private static func condition(_ place: WordPlace) -> [(String, Item, String?)] {
    let context = place.policy?.context.map { ("context.\($0.name)", Item.variable, $0.range?.text) } ?? []
    let predicates = ConditionPredicate.allCases.map { ($0.rawValue, Item.function, nil as String?) }
    let measures = PolicyVocabulary.standard.measures.map { ($0.name, Item.function, $0.words as String?) }
    let words = ["and", "or", "not", "in", "label.side", "label.name", "label.pair"]
    return context + predicates + measures + words.map { ($0, .keyword, nil) }
  }
}
