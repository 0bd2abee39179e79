extension Store {
  /// What became of a case that was brought from elsewhere.
  enum Placing: Sendable {
    case new
    /// Another case has its name; both are kept.
    case namesake
    /// Kept once, since the same was there already.
    case same
    /// Another result of the same case was there, and stays.
    case kept
    /// Another result of the same case was there, and has gone.
    case replaced
  }

  func insert(_ run: StoredRun, status: RunStatus, ended: String?) throws(StoreError) -> RunID {
    try using { (database) throws(StoreError) in
      try database.transaction { () throws(StoreError) in
        try database.insert(run, status: status, ended: ended)
      }
    }
  }

  func summary(of id: RunID) throws(StoreError) -> RunEntry {
    guard let summary = try runs().first(where: { $0.id == id }) else { throw noSuchRun(id) }
    return summary
  }

  /// Puts a case into a run: at its place where that is free, else behind all others.
  func place(
    _ key: CaseKey, order: Int, in run: RunID, insert: (Database, Int64, Int) throws(StoreError) -> Int64
  ) throws(StoreError) -> Placing {
    try using { (database) throws(StoreError) in
      try database.transaction { () throws(StoreError) in
        let namesakes = try database.rows(
          """
          SELECT case_id, run_id, position, name, path, export_sha256, image_sha256, decision, score, error_code,
            error_message, policy, policy_version, policy_sha256, program, reasoner, started, record_sha256, NULL
          FROM cases WHERE run_id = ? AND name = ? ORDER BY position
          """, .integer(run.number), .text(key.name)
        ).map { (row) throws(StoreError) in try whole(Database.caseEntry(row)) }
        if let known = namesakes.first(where: { key.isSame(as: CaseKey($0), atSamePlace: $0.order == order) }) {
          let there = CaseKey(known)
          if there.recordDigest == key.recordDigest { return .same }
          guard key.outweighs(there) else { return .kept }
          let ratings = try database.rows(
            "SELECT rater, rating, comment, rated, record_sha256 FROM ratings WHERE case_id = ?",
            .integer(known.id.number))
          try database.run("DELETE FROM cases WHERE case_id = ?", .integer(known.id.number))
          let id = try insert(database, run.number, known.order)
          _ = try database.add(ratings: ratings, of: id)
          return .replaced
        }
        let isFree = try database.value(
          "SELECT count(*) FROM cases WHERE run_id = ? AND position = ?", .integer(run.number), .integer(Int64(order)))
        let last = try database.value("SELECT max(position) FROM cases WHERE run_id = ?", .integer(run.number)).integer
        _ = try insert(database, run.number, isFree == .integer(0) ? order : (last ?? -1) + 1)
        return namesakes.isEmpty ? .new : .namesake
      }
    }
  }

  /// Adds ratings that were brought with a case; of two by one person the later one stays. Returns how many are new.
  func add(ratings: [[SQLValue]], of key: CaseKey, to run: RunID) throws(StoreError) -> Int {
    guard !ratings.isEmpty else { return 0 }
    return try using { (database) throws(StoreError) in
      try database.transaction { () throws(StoreError) in
        let id = try database.value(
          """
          SELECT case_id FROM cases WHERE run_id = ? AND name = ? AND (export_sha256 IS ? OR record_sha256 = ?)
          ORDER BY position
          """, .integer(run.number), .text(key.name), SQLValue(key.exportDigest), .text(key.recordDigest))
        guard case .integer(let number) = id else { return 0 }
        return try database.add(ratings: ratings, of: number)
      }
    }
  }
}

extension Database {
  /// Adds rows of ratings to a case; of two by one person the later one stays. Returns how many are new.
  func add(ratings: [[SQLValue]], of id: Int64) throws(StoreError) -> Int {
    let statement = try Statement(
      """
      INSERT INTO ratings (case_id, rater, rating, comment, rated, record_sha256) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (case_id, rater) DO UPDATE SET rating = excluded.rating, comment = excluded.comment,
        rated = excluded.rated, record_sha256 = excluded.record_sha256
        WHERE coalesce(excluded.rated, '') > coalesce(ratings.rated, '')
      """, in: self)
    var added = 0
    for row in ratings {
      try statement.run([.integer(id)] + row)
      added += changes
    }
    return added
  }
}
