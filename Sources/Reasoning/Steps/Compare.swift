import LanguageModel

extension ModelReasoner {
  /// The optional step between looking and inferring; without versions to compare there is none.
  func compare(_ course: inout Course) async throws {
    guard let contrast = course.evidence.contrast, contrast.candidates.count > 1 else { return }
    try await stage(.contrast, &course) { prompt, course, record in
      let request = try ContrastRanking.request(contrast, policy: course.evidence.policy, prompt: prompt)
      let shown = course.evidence.pictures.count
      let pictures = contrast.candidates.enumerated().map { index, candidate in
        StageRecord.PictureReference(
          candidate.picture, number: shown + index + 1,
          note: "\(Contrast.letter(index)), \(candidate.version.rawValue)")
      }
      record.pictures = pictures
      let answer = try await model.answer(request)
      record.take(answer)
      let (rank, best) = try ContrastRanking.rank(in: answer.value, of: contrast)
      let statement = ContrastRanking.statement(rank: rank, best: best, of: contrast, evidence: pictures.map(\.id))
      record.note = "In the model's words: \(try AnswerReader(value: answer.value).text("text"))"
      record.statements = [statement]
      course.table.add(statement, rank: Contrast.Rank(place: rank, of: contrast.candidates.count))
    }
  }
}
