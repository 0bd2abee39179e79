package import JSON
package import Store
internal import Wording

/// Ratings of a stored run's cases, for people and for programs.
package struct StoredRatingList: Sendable {
  private let run: RunEntry
  private let ratings: [StoredRating]

  package init(_ ratings: [StoredRating], of run: RunEntry) {
    self.run = run
    self.ratings = ratings
  }

  package var text: String {
    guard !ratings.isEmpty else { return "No ratings of run \(run.id.number) (\(run.run.name))." }
    let rows = ratings.map { stored -> [String] in
      let rating = stored.rating
      return [
        TerminalText.oneLine(stored.caseName), stored.caseVerdict, rating.verdict.rawValue,
        rating.rater.isEmpty ? "–" : TerminalText.oneLine(rating.rater),
        TerminalText.oneLine(rating.comment) + (stored.isOfEarlierResult ? " (of an earlier result)" : ""),
      ]
    }
    return TextTable([["case", "verdict", "rating", "rater", "comment"]] + rows).aligned
  }

  package var json: JSONValue {
    [
      "schema": "segwarden.ratings/1", "run": run.json,
      "ratings": .array(
        ratings.map { stored in
          [
            "case": .string(stored.caseName), "verdict": .string(stored.caseVerdict),
            "rating": .string(stored.rating.verdict.rawValue), "comment": .string(stored.rating.comment),
            "rater": .string(stored.rating.rater), "rated": stored.rating.time.map(JSONValue.string) ?? .null,
            "of_this_record": .bool(!stored.isOfEarlierResult),
          ]
        }),
    ]
  }
}
