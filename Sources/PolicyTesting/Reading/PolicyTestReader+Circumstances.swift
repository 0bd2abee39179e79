internal import Diagnostics
internal import Evaluation
internal import PolicyLanguage
internal import Wording
internal import YAML

/// What a case says beside its export: what its files lack, and what was asked for and answered.
extension PolicyTestReader {
  /// What the export's files do not give.
  func lacks(_ fields: inout FieldReader) -> ExportLacks {
    var lacks = ExportLacks()
    lacks.headers = Set(fields.choices("without", of: ExportLacks.Header.self) ?? [])
    lacks.unreadable = Set(policyLabels(&fields, "unreadable") ?? [])
    return lacks
  }

  /// Labels of the policy, one or a list; those that it does not have are reported.
  func policyLabels(_ fields: inout FieldReader, _ key: FieldReader.Key) -> [String]? {
    guard let names = fields.texts(key) else { return nil }
    for name in names where policy.label(name) == nil {
      fields.error(
        .unknownLabel, "there is no label '\(name)'", at: key,
        suggestion: Suggestion.oneOf(name, policy.labels.map(\.name)))
    }
    return names
  }

  mutating func answers(_ fields: inout FieldReader) -> [String: Ask.Answer?] {
    var answers: [String: Ask.Answer?] = [:]
    for (name, word) in words(&fields, "answers") {
      let id = name.split(separator: "(").first.map(String.init) ?? name
      if !policy.expectations.contains(where: { $0.id == id && $0.kind.judged.question != nil }) {
        fields.error(.unknownExpectation, "the policy asks no question '\(id)'", at: "answers")
      }
      if let answer = Ask.Answer(rawValue: word) {
        answers.updateValue(answer, forKey: name)
      } else if word == "unsure" {
        answers.updateValue(nil, forKey: name)
      } else {
        fields.error(.unknownValue, "an answer is yes, no or unsure, not '\(word)'", at: "answers")
      }
    }
    return answers
  }
}
