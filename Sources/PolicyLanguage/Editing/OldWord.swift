internal import Diagnostics
internal import YAML

/// A key of `decision` in an earlier version of the language: the reader refuses it and says what is written now, and
/// `policy format --fix` writes that.
package enum OldWord: String, CaseIterable, Hashable, Sendable {
  case authority
  case withoutModel = "without_model"
  case leastJudged = "least_judged"

  /// What says it now, as a clause.
  package var message: String {
    switch self {
    case .authority: "what a model may do is said with 'model'"
    case .withoutModel: "what open questions do without a model is said by the cause 'no_model'"
    case .leastJudged: "how much must have been judged is said with 'coverage'"
    }
  }

  /// What to write instead.
  package var suggestion: String {
    switch self {
    case .authority: "write 'model: advises' for authority: rules, 'model: {clear: []}' for authority: model"
    case .withoutModel: "write 'not_evaluable: {no_model: ignore}' for ignore-asks, and nothing for review-asks"
    case .leastJudged: "write 'coverage: {judged_findings: 50 %}' with the share"
    }
  }
}

extension FieldReader {
  /// Reports a key of an earlier version of the language, with what is written now; says nothing where it is not there.
  mutating func oldWord(_ word: OldWord) {
    guard !isRecording, node[word.rawValue] != nil else { return }
    ignore(Key(word.rawValue))
    diagnostics.error(.oldWord, word.message, at: keyRange(word.rawValue), suggestion: word.suggestion)
  }
}
