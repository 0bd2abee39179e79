package import Geometry
package import PolicyLanguage
internal import YAML

/// A question in words for whoever looks at the pictures: a model's visual-feature stage.
package struct Ask: JudgedKind {
  /// The answers that an author may expect.
  package enum Answer: String, CaseIterable, Hashable, Sendable { case yes, no }

  /// What is asked, with the answer that passes.
  package struct Question: Hashable, Sendable {
    package let text: String
    package let expected: Answer
  }

  private let asked: Question

  package enum Field: String, JudgedField {
    case answer = ""

    package var deviations: [Deviation] { [.different] }
  }

  package static let name = "ask"
  package static let needsSubjects = true
  package static let siblings = ["expect"]
  package var wantsSource: Bool { false }
  package var question: Question? { asked }

  package init?(reading fields: inout FieldReader) {
    let isSaid = fields.sibling("expect") != nil
    let answer = fields.siblingChoice("expect", of: Answer.self) ?? (isSaid ? nil : .yes)
    guard let text = fields.text(.value) else { return nil }
    guard let answer else { return nil }
    asked = Question(text: text, expected: answer)
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] { [] }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    [
      Judgement(
        .notEvaluable, aspect: Field.answer.is(.unknown),
        message: "“\(asked.text)” has no answer: \(UnknownCause.noModel.words).",
        causes: [.noModel], expected: asked.expected.rawValue)
    ]
  }
}
