package import Geometry
package import PolicyLanguage

/// A question in words for whoever looks at the pictures: a model's visual-feature stage.
package struct Ask: JudgedKind {
  /// The answers that an author may expect.
  package enum Answer: String, CaseIterable, Hashable, Sendable { case yes, no }

  package let question: String
  package let expected: Answer

  package enum Field: String, JudgedField {
    case answer = ""

    package var deviations: [Deviation] { [.different] }
  }

  package static let name = "ask"
  package static let summary = "A question in words about the pictures, with the answer that is expected."
  package static let needsSubjects = true
  package static let siblings = ["expect"]
  package var wantsSource: Bool { false }

  package static let page = KindPage(
    why:
      "Some faults have no number: a contour that follows the wrong edge, a tumour left out. A model that sees the pictures can be asked; its answer is a finding like any other, with the severity that the expectation gives it.",
    example: """
      - id: follows-capsule
        each: kidneys
        ask: Does the contour follow the renal capsule without the renal pelvis, vessels or bowel?
        expect: yes
      """,
    judged:
      "Pass when the answer is the expected one (`expect: yes` unless it says `no`), fail when it is the other, not evaluable when the model is unsure. Without a model it is not evaluable too; `not_evaluable: {no_model: ignore}` lets that pass.",
    remedy: "Look at the pictures of the case. Ask one thing at a time, about something that can be seen in a slice.")

  package init?(reading fields: inout FieldReader) {
    let isSaid = fields.sibling("expect") != nil
    let answer = fields.siblingChoice("expect", of: Answer.self) ?? (isSaid ? nil : .yes)
    guard let question = fields.text(.value) else { return nil }
    guard let answer else { return nil }
    self.question = question
    expected = answer
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] { [] }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    [
      Judgement(
        .notEvaluable, aspect: Field.answer.is(.unknown),
        message: "“\(question)” has no answer: \(UnknownCause.noModel.words).",
        causes: [.noModel], expected: expected.rawValue)
    ]
  }
}
