internal import Diagnostics
internal import Wording
internal import YAML

/// The least score with which the rules may accept, and the cases that it was chosen from.
package struct AcceptScore: Hashable, Sendable {
  /// What a cut-off rests on: cases that nothing was learned from, of which people knew whether their masks are good.
  package struct Origin: Hashable, Sendable {
    /// What the labelled cases are called.
    package let cohort: String
    /// How many labelled cases there were.
    package let cases: Int
    package let date: CalendarDay
    /// The share of bad masks among accepted ones that is not exceeded, 0…1 (α).
    package let wrong: Double
    /// With which confidence it is not, 0…1 (1 − δ).
    package let confidence: Double

    package init(cohort: String, cases: Int, date: CalendarDay, wrong: Double, confidence: Double) {
      (self.cohort, self.cases, self.date, self.wrong, self.confidence) = (cohort, cases, date, wrong, confidence)
    }

    /// `at most 5 % of accepted masks bad with 95 % confidence: second-cohort, n = 240, 2026-11-30`.
    package var words: String {
      let (share, sure) = (Significant.text(100 * wrong, digits: 4), Significant.text(100 * confidence, digits: 6))
      return
        "at most \(share) % of accepted masks bad with \(sure) % confidence: \(cohort), n = \(cases), \(date.text)"
    }
  }

  /// 0…1.
  package let least: Double
  /// Nil for one that a person chose.
  package let origin: Origin?

  package init(least: Double, origin: Origin? = nil) {
    self.least = least
    self.origin = origin
  }

  /// Whether a score is enough. One that is no number is not.
  package func admits(_ score: Double) -> Bool { score >= least }
}

extension AcceptScore {
  /// `accept_score: 0.8`, or a mapping with where it comes from; nil when it is not there or wrong.
  static func read(_ key: FieldReader.Key, _ fields: inout FieldReader) -> AcceptScore? {
    var score: AcceptScore?
    if fields.hasMapping(key) {
      score = fields.nested(key) { fields in
        fields.require("least", "cohort", "n", "date", "wrong", "confidence")
        let least = fields.number("least", in: 0...1)
        let cohort = fields.text("cohort")
        let cases = fields.integer("n", in: 1...1_000_000_000)
        let date = fields.day("date")
        let wrong = fields.share("wrong")
        let confidence = fields.share("confidence")
        guard let least, let cohort, let cases, let date, let wrong, let confidence else { return nil }
        return AcceptScore(
          least: least,
          origin: Origin(cohort: cohort, cases: cases, date: date, wrong: wrong, confidence: confidence))
      }
    }
    if fields.hasNoMapping(key), let least = fields.number(key, in: 0...1) { score = AcceptScore(least: least) }
    return score
  }
}

extension FieldReader {
  /// A share of a whole, 0…1.
  fileprivate mutating func share(_ key: Key) -> Double? {
    guard let share = quantity(key, .fraction)?.value else { return nil }
    guard share <= 1 || isRecording else {
      error(.outOfRange, "'\(key.name ?? "")' is a share of at most 100 %", at: key)
      return nil
    }
    return share
  }
}
