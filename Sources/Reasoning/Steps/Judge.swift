import LanguageModel
import PolicyLanguage

extension ModelReasoner {
  /// Stage 4, as many readings as the policy asks for.
  func judge(_ course: inout Course) async throws -> ModelVerdict {
    var verdict = ModelVerdict(votes: [])
    try await stage(.clinicalSynthesis, &course) { prompt, course, record in
      let request = try ClinicalSynthesis.request(
        options.shown(course.evidence), findings: options.shown(course.findings), stages: course.stages,
        table: course.table, prompt: prompt)
      verdict = try await vote(on: request, &course, &record)
    }
    return verdict
  }

  /// Asks one question again and again, each time as a sample of its own, until the votes have decided; all of them
  /// where they would lower the rules' verdict, since each may object. Votes are counted here: no model is asked what
  /// they amount to. One reading without a usable answer fails the stage.
  ///
  /// - Parameter each: what else is taken from an answer.
  func vote(
    on request: ModelRequest, _ course: inout Course, _ record: inout StageRecord,
    each: (ModelAnswer, ModelRequest, inout StageRecord) async throws -> Void = { _, _, _ in }
  ) async throws -> ModelVerdict {
    let settings = course.evidence.policy.decision
    var verdict = ModelVerdict(
      votes: [], planned: max(1, settings.votes), agreementNeeded: settings.agreement)
    while !verdict.isDecided || (verdict.votes.count < verdict.planned && course.lowers(verdict)) {
      var sample = request
      sample.sample = verdict.votes.count
      let answer = try await model.answer(sample)
      record.take(answer)
      try await each(answer, sample, &record)
      let (statements, vote) = try ClinicalSynthesis.reading(
        in: answer, after: record.statements.count, table: course.table)
      record.statements += statements
      record.votes.append(vote)
      verdict.votes.append(course.weigh(vote, statements))
      record.agreement = verdict.agreement
    }
    return verdict
  }
}
