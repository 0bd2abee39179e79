import Evaluation
import JSON
import LanguageModel
import PolicyLanguage

/// All that the four stages ask, in one question: what a study compares them with.
enum SinglePass {
  static func request(
    _ text: EvidenceText, questions: PictureQuestions, table: EvidenceTable, prompt: Prompt
  ) throws(PromptError) -> ModelRequest {
    let evidence = text.evidence
    let (system, user) = try prompt.render([
      "task": EvidenceText.task(evidence.policy), "context": text.context, "structures": text.structures,
      "findings": text.findingLines, "pictures": text.pictureLines, "questions": text.lines(of: questions.questions),
      "faults": EvidenceText.faults, "decision": text.decision,
    ])
    var properties = ClinicalSynthesis.verdictSchema(text.focus, ids: table.ids(startingWith: ["D", "F", "P"]))
    if !questions.questions.isEmpty { properties.insert(("answers", questions.schema), at: 0) }
    return ModelRequest(
      system: system, parts: [.text(user)] + VisualFeatures.pictureParts(evidence.pictures),
      schemaName: "single_pass", schema: AnswerSchema.object(properties))
  }
}

extension ModelReasoner {
  /// One question in place of the four stages. Readings that answer a question of the policy differently settle
  /// nothing.
  func readAtOnce(_ course: inout Course) async throws -> ModelVerdict {
    var verdict = ModelVerdict(votes: [])
    try await stage(.singlePass, &course) { prompt, course, record in
      let evidence = course.evidence
      // Without pictures there is nothing to answer from.
      let open = evidence.pictures.isEmpty ? [] : course.openQuestions
      let questions = PictureQuestions(open, of: evidence)
      let request = try SinglePass.request(
        course.text(options), questions: questions, table: course.table, prompt: prompt)
      record.note = "Asked at once (single-pass), in place of the four stages."
      record.pictures = evidence.pictures.enumerated().map { .init($1, number: $0 + 1) }
      verdict = try await vote(on: request, &course, &record) { answer, asked, record in
        let given = try await answers(in: answer, to: questions, asked: asked, &record)
        record.answers = record.answers.isEmpty ? given : Self.agreed(record.answers, given)
      }
      course.settle(open, by: record.answers)
    }
    return verdict
  }
}
