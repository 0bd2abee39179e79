internal import JSON
internal import Report
internal import Store
internal import Wording

/// `segwarden results rate`: what people say of stored cases.
package struct ResultsRateRun: Sendable {
  /// Prints the ratings of a run.
  package static func show(store path: String?, run: String, format: ResultsFormat) throws -> ExitStatus {
    try ResultsStore.guarded {
      let store = try ResultsStore.reading(path)
      let summary = try store.run(run)
      let list = StoredRatingList(try store.ratings(of: summary.id), of: summary)
      Console.print(format == .text ? list.text : try list.json.text(.indented))
      return .success
    }
  }

  /// Keeps the ratings of a file. Those that name no case of the run are told, and the others are kept; then it ends
  /// with 65.
  package static func add(file: String, store path: String?, run: String, rater: String) throws -> ExitStatus {
    let ratings = try RatingFile(path: file, rater: rater)
    return try ResultsStore.guarded {
      let store = try ResultsStore.changing(path)
      let summary = try store.run(run)
      let cases = Dictionary(grouping: try store.cases(of: summary.id), by: \.name)
      var mistakes = ratings.mistakes
      var changes: [Store.RatingChange: Int] = [:]
      for entry in ratings.entries {
        guard let found = cases[entry.caseName], found.count == 1 else {
          mistakes.append(
            cases[entry.caseName] == nil
              ? "entry \(entry.line): the run holds no case “\(entry.caseName)”"
              : "entry \(entry.line): the run holds several cases “\(entry.caseName)”, and which one is meant is not said"
          )
          continue
        }
        changes[try store.rate(found[0].id, entry.rating), default: 0] += 1
      }
      let counts = [(.new, "new"), (.replaced, "in place of earlier ones"), (.same, "known already")]
        .compactMap { (change: Store.RatingChange, words: String) in changes[change].map { "\($0) \(words)" } }
      Console.print(
        "Ratings of run \(summary.id.number) (\(summary.run.name)): \(counts.isEmpty ? "none" : listed(counts)).")
      for mistake in mistakes { Console.warn("\(file): \(mistake); left out.") }
      return mistakes.isEmpty ? .success : .badInput
    }
  }
}
