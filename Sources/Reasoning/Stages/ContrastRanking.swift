import JSON
import LanguageModel
import Pictures
import PolicyLanguage

/// The optional step after looking: which of several versions of one mask follows the structure best. What comes of it
/// is a statement `C1` made here, not by the model.
enum ContrastRanking {
  static func request(_ contrast: Contrast, policy: Policy, prompt: Prompt) throws(PromptError) -> ModelRequest {
    let letters = contrast.candidates.indices.map(Contrast.letter)
    let caption = contrast.candidates.first?.picture.caption ?? ""
    let (system, user) = try prompt.render([
      "task": EvidenceText.task(policy),
      "structure": DataBlock(name: "structure", lines: [DataBlock.quoted(contrast.structure)]).text,
      "versions": DataBlock(
        name: "versions",
        lines: ["\(letters.joined(separator: ", ")): all drawn alike, \(DataBlock.quoted(caption, limit: 600))"]
      ).text,
    ])
    let parts = zip(letters, contrast.candidates).flatMap { letter, candidate -> [ModelRequest.Part] in
      [.text("Version \(letter):"), .png(candidate.picture.png)]
    }
    let schema = AnswerSchema.object([
      ("text", AnswerSchema.sentence("what sets the versions apart at the visible boundary")),
      ("told", AnswerSchema.choice(["yes", "cannot-tell"], "whether the pictures tell which follows best")),
      (
        "ranking",
        AnswerSchema.list(of: AnswerSchema.choice(letters, "a version"), "every version once, the best first")
      ),
    ])
    return ModelRequest(
      system: system, parts: [.text(user)] + parts, schemaName: "contrast", schema: schema)
  }

  /// Where the mask under test came, from 1; nil when the model could not tell or did not rank every version once.
  static func rank(in answer: JSONValue, of contrast: Contrast) throws(ModelError) -> (
    rank: Int?, best: Contrast.Version?
  ) {
    let reader = AnswerReader(value: answer)
    let letters = contrast.candidates.indices.map(Contrast.letter)
    let ranking = try reader.ids("ranking")
    guard try reader.text("told") == "yes", ranking.count == letters.count, Set(ranking) == Set(letters) else {
      return (nil, nil)
    }
    let versions = ranking.compactMap { letter in
      letters.firstIndex(of: letter).map { contrast.candidates[$0].version }
    }
    return (versions.firstIndex(of: .original).map { $0 + 1 }, versions.first)
  }

  /// The rank in words. The ids are those of the pictures.
  static func statement(rank: Int?, best: Contrast.Version?, of contrast: Contrast, evidence: [String]) -> Statement {
    let count = contrast.candidates.count
    let words =
      if let rank, let best {
        best == .original
          ? "the mask under test was ranked 1 of \(count)"
          : "the mask under test was ranked \(rank) of \(count); the \(best.rawValue) version came first"
      } else {
        "the model could not tell which follows the structure best"
      }
    return Statement(
      id: "C1", text: "Of \(count) versions of \(contrast.structure), shown without saying which is which, \(words).",
      evidence: evidence, grounded: true, label: contrast.structure)
  }
}

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
      let answer = try await ask(request)
      record.take(answer)
      let (rank, best) = try ContrastRanking.rank(in: answer.value, of: contrast)
      let statement = ContrastRanking.statement(rank: rank, best: best, of: contrast, evidence: pictures.map(\.id))
      record.note = "In the model's words: \(try AnswerReader(value: answer.value).text("text"))"
      record.statements = [statement]
      course.table.add(statement, rank: Contrast.Rank(place: rank, of: contrast.candidates.count))
    }
  }
}
