import LanguageModel

extension ModelReasoner {
  /// Stage 3.
  func infer(_ course: inout Course) async throws {
    try await stage(.anatomicalInference, &course) { prompt, course, record in
      let request = try AnatomicalInference.request(
        options.shown(course.evidence), findings: options.shown(course.findings),
        knowledge: course.statements(of: .knowledgeRecall), observations: course.observations, table: course.table,
        prompt: prompt)
      let answer = try await model.answer(request)
      record.take(answer)
      record.statements = try AnatomicalInference.statements(in: answer.value, table: &course.table)
    }
  }
}
