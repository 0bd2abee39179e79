extension Store {
  /// What putting a rating into a store came to.
  package enum RatingChange: Hashable, Sendable { case new, replaced, same }

  /// Keeps a rating of a case, in place of an earlier one by the same person.
  @discardableResult
  package func rate(_ id: CaseID, _ rating: Rating) throws(StoreError) -> RatingChange {
    try using { (database) throws(StoreError) in
      try database.transaction { () throws(StoreError) in
        guard
          let record = try database.value("SELECT record_sha256 FROM cases WHERE case_id = ?", .integer(id.number)).text
        else { throw noSuchCase(id) }
        let known = try database.rows(
          "SELECT rating, comment, rated, record_sha256 FROM ratings WHERE case_id = ? AND rater = ?",
          .integer(id.number), .text(rating.rater)
        ).first
        let values: [SQLValue] = [
          .text(rating.verdict.rawValue), rating.comment.isEmpty ? .null : .text(rating.comment), SQLValue(rating.time),
          .text(record),
        ]
        if known == values { return .same }
        try database.run(
          """
          INSERT OR REPLACE INTO ratings (case_id, rater, rating, comment, rated, record_sha256)
          VALUES (?, ?, ?, ?, ?, ?)
          """, .integer(id.number), .text(rating.rater), values[0], values[1], values[2], values[3])
        return known == nil ? .new : .replaced
      }
    }
  }

  /// The ratings of a run's cases, in the order of its input.
  package func ratings(of run: RunID) throws(StoreError) -> [StoredRating] {
    try using { (database) throws(StoreError) in
      try database.rows(
        """
        SELECT c.case_id, c.name, coalesce(c.decision, 'error'), rating, comment, rater, rated,
          r.record_sha256 <> c.record_sha256
        FROM ratings r JOIN cases c ON c.case_id = r.case_id WHERE c.run_id = ? ORDER BY c.position, rater
        """, .integer(run.number)
      ).map { (row) throws(StoreError) in try whole(Database.rating(row)) }
    }
  }
}

extension Database {
  /// A row of `Store.ratings`.
  static func rating(_ row: [SQLValue]) -> StoredRating? {
    guard row.count == 8, case .integer(let id) = row[0], let name = row[1].text, let decided = row[2].text,
      let verdict = row[3].text.flatMap(Rating.Verdict.init), let rater = row[5].text
    else { return nil }
    return StoredRating(
      id: CaseID(number: id), caseName: name, caseVerdict: decided,
      rating: Rating(verdict: verdict, comment: row[4].text ?? "", rater: rater, time: row[6].text),
      isOfEarlierResult: row[7].integer == 1)
  }
}
