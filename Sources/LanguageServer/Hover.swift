internal import Authoring
internal import Evaluation
internal import JSON
internal import PolicyLanguage
internal import Volume
internal import Wording

/// What a word means: a kind, a number, a label, a group, a parameter, a fact, a key.
enum Hover {
  static func answer(_ place: WordPlace) -> JSONValue? {
    guard let text = meaning(of: place.word, in: place.policy) else { return nil }
    return [
      "contents": ["kind": "markdown", "value": .string(text)],
      "range": TextPlaces.json(line: place.line, from: place.units.lowerBound, to: place.units.upperBound),
    ]
  }

  private static func meaning(of word: String, in policy: Policy?) -> String? {
    let vocabulary = PolicyVocabulary.standard
    if let label = policy?.label(word) {
      var parts = ["the label `\(word)`"]
      if let value = label.value { parts.append("value \(value)") }
      if let side = label.side { parts.append("side \(side.rawValue)") }
      if !label.aliases.isEmpty { parts.append("also \(listed(label.aliases))") }
      return parts.joined(separator: ", ")
    }
    if let members = policy?.groups.first(where: { $0.name == word })?.labels {
      return "the group `\(word)`: \(listed(members))"
    }
    if let parameter = policy?.parameters.first(where: { $0.name == word }) {
      return "the parameter `\(word)`: \(parameter.text)"
    }
    if let kind = vocabulary.kind(word) { return KindReference.page(of: kind) }
    if let measure = vocabulary.measure(word) {
      let page = MeasureWords.definition(ofNumber: word).map { "\n\n\($0)" } ?? ""
      return "`\(word)`: \(measure.words), \(measure.dimension.described)\(page)"
    }
    let variable = word.hasPrefix("context.") ? String(word.dropFirst("context.".count)) : word
    if let fact = policy?.context.first(where: { $0.name == variable }) {
      let values = fact.range?.text ?? listed(fact.values)
      return "the fact `\(variable)`: \(values)" + (fact.initial.map { ", \($0) when nothing is said" } ?? "")
    }
    return KeyWords.expectation[word]
  }
}
