import Evaluation
import LanguageModel

extension ModelReasoner {
  /// One question in place of the four stages. Readings that answer a question of the policy differently settle
  /// nothing.
  func readAtOnce(_ course: inout Course) async throws -> ModelVerdict {
    var verdict = ModelVerdict(votes: [])
    try await stage(.singlePass, &course) { prompt, course, record in
      let evidence = course.evidence
      // Without pictures there is nothing to answer from.
      let questions = evidence.pictures.isEmpty ? [] : course.openQuestions
      let request = try SinglePass.request(
        options.shown(evidence), questions: questions, table: course.table, prompt: prompt)
      record.note = "Asked at once (single-pass), in place of the four stages."
      record.pictures = evidence.pictures.enumerated().map { .init($1, number: $0 + 1) }
      verdict = try await vote(on: request, &course, &record) { answer, asked, record in
        let given = try await answers(in: answer, to: questions, asked: asked, &record)
        record.answers = record.answers.isEmpty ? given : Self.agreed(record.answers, given)
      }
      course.settle(questions, by: record.answers)
    }
    return verdict
  }

  private static func agreed(
    _ before: [StageRecord.Answer], _ now: [StageRecord.Answer]
  ) -> [StageRecord.Answer] {
    zip(before, now).map { old, new in
      var answer = old
      if old.answer != new.answer { answer.answer = .cannotTell }
      return answer
    }
  }
}
