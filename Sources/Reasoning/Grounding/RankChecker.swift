/// What a comparison of masks gave is not turned round: a mask that did not come first is not called the best, nor made
/// the reason to accept.
struct RankChecker: GroundingChecker {
  func problem(of statement: Statement, citing cited: Cited, in table: EvidenceTable) -> String? {
    for rank in cited.ranks {
      let phrase = " \(StructureNames.words(statement.text).joined(separator: " ")) "
      if rank.place != 1, Self.best.contains(where: phrase.contains), !phrase.contains(" not ") {
        return "The comparison did not put the mask under test first."
      }
      if rank.place != rank.of, Self.worst.contains(where: phrase.contains), !phrase.contains(" not ") {
        return "The comparison did not put the mask under test last."
      }
      if statement.supports == .accept, cited.findings.isEmpty, rank.place != 1 {
        return "The comparison does not speak for accept."
      }
      if statement.supports == .reject || statement.supports == .review, cited.findings.isEmpty, rank.place == 1 {
        return "The comparison does not speak against the mask."
      }
    }
    return nil
  }

  // Words without their plural endings, as `StructureNames.words` gives them.
  private static let best = [
    " mask under test follow best ", " ranked first ", " ranked 1 ", " the best ", " wa first ",
  ]
  private static let worst = [" ranked last ", " the worst "]
}

extension Contrast {
  /// Where the mask under test came among its versions.
  struct Rank: Hashable, Sendable {
    /// From 1; nil when the model could not tell.
    var place: Int?
    var of: Int
  }
}
