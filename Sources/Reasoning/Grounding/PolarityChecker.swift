/// What the evidence says of two structures is not denied, and what it denies is not said: that they touch, overlap, or
/// that one reaches something.
struct PolarityChecker: GroundingChecker {
  func problem(of statement: Statement, citing cited: Cited, in table: EvidenceTable) -> String? {
    let known = cited.texts.flatMap(Clause.all)
    for clause in Clause.all(in: statement.text) {
      for relation in Self.relations {
        guard let claim = relation.isSaid(in: clause) else { continue }
        // An expectation (“must not touch”) says nothing of what is.
        let said = Set(known.compactMap(relation.isSaid))
        if said == [!claim] {
          return "The evidence says the opposite: \(claim ? "they do not" : "they do") \(relation.name)."
        }
      }
    }
    return nil
  }

  private struct Relation {
    let name: String
    /// How its words begin.
    let stems: [String]
    /// Words that mean that it is not so.
    var opposites: [String] = []

    /// True when a clause says it, false when it denies it, nil when it does not speak of it.
    func isSaid(in clause: Clause) -> Bool? {
      if let place = place(in: clause, where: { word in stems.contains { word.hasPrefix($0) } }) {
        return !clause.isDenied(at: place) && !(place > 0 && clause.words[place - 1] == "no")
      }
      if let place = place(in: clause, where: opposites.contains) { return clause.isDenied(at: place) }
      return nil
    }

    private func place(in clause: Clause, where isMeant: (String) -> Bool) -> Int? {
      clause.words.indices.first { isMeant(clause.words[$0]) && !clause.isSupposed(at: $0) }
    }
  }

  private static let relations = [
    Relation(name: "touch", stems: ["touch", "abut", "adjoin"], opposites: ["apart"]),
    Relation(name: "overlap", stems: ["overlap"]),
    Relation(name: "reach it", stems: ["reach"]),
  ]
}
