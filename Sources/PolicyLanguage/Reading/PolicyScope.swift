package import Diagnostics
internal import Wording

/// The names that an expectation may use: all that a policy declares before its expectations.
package struct PolicyScope: Sendable {
  /// A named value; its text is read where it is used.
  package struct Parameter: Hashable, Sendable {
    package var name: String
    package var text: String
    package var range: SourceRange

    package init(name: String, text: String, range: SourceRange) {
      self.name = name
      self.text = text
      self.range = range
    }
  }

  package var labels: [LabelDeclaration]
  /// What the policy makes of its labels.
  package var structures: [LabelDeclaration] = []
  package var groups: [(name: String, labels: [String])]
  package var groupPlaces: [String: SourceRange] = [:]
  /// The labels whose declaration has a mistake: what it lacks may be what was mistaken.
  var mistaken: Set<String> = []
  /// Whether a declaration had no name that could be used, so that names which are unknown may only follow from that.
  var lacksNames = false
  /// The labels that carry the levels of the body.
  package var column: [ColumnLink] = []
  package var context: [ContextVariable]
  package var parameters: [Parameter]
  package var vocabulary: PolicyVocabulary
  /// What the images have: 2 or 3; 2 inside an expectation about slices.
  package var dimensions: Int

  package init(
    labels: [LabelDeclaration] = [], groups: [(name: String, labels: [String])] = [],
    context: [ContextVariable] = [], parameters: [Parameter] = [],
    vocabulary: PolicyVocabulary = PolicyVocabulary(kinds: [], measures: []), dimensions: Int = 3
  ) {
    self.vocabulary = vocabulary
    self.dimensions = dimensions
    self.labels = labels
    self.groups = groups
    self.context = context
    self.parameters = parameters
  }

  package func label(_ name: String) -> LabelDeclaration? {
    labels.first { $0.name == name } ?? structures.first { $0.name == name }
  }

  /// The names of all labels and structures.
  var names: [String] { labels.map(\.name) + structures.map(\.name) }

  package func parameter(_ name: String) -> Parameter? { parameters.first { $0.name == name } }

  /// A text with the names of parameters replaced by what they stand for, and those names; nil when it names none: `>=
  /// least`, `smallest..largest`.
  func substituted(_ text: String) -> (text: String, parameters: Set<String>)? {
    var (result, word, used) = ("", "", Set<String>())
    func isInner(_ c: Character) -> Bool { c.isLetter || c.isNumber || c == "_" || c == "-" }
    func flush() {
      if let parameter = parameter(word) { used.insert(word); result += parameter.text } else { result += word }
      word = ""
    }
    for c in text {
      if word.isEmpty ? c.isLetter || c == "_" : isInner(c) {
        word.append(c)
      } else {
        flush()
        result.append(c)
      }
    }
    flush()
    return used.isEmpty ? nil : (result, used)
  }

  /// The labels that a word stands for: one label, a group's, or `all`; nil when it is none of these.
  func expand(_ word: String) -> [String]? {
    if word == "all" { return labels.map(\.name) }
    if label(word) != nil { return [word] }
    return groups.first { $0.name == word }?.labels
  }

  /// Reports a name that nothing declares, at a place; without a word where a declaration was lost.
  func report(
    unknownLabel word: String, at range: SourceRange, among words: [String], to diagnostics: inout Diagnostics
  ) {
    guard !lacksNames else { return diagnostics.consequence() }
    diagnostics.error(
      .unknownLabel, "there is no label '\(word)'", at: range,
      suggestion: labels.isEmpty ? nil : Suggestion.oneOf(word, words))
  }

  /// Everything that `expand` knows.
  var labelWords: [String] { names + groups.map(\.name) + ["all"] }
}
