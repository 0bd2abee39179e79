internal import YAML

/// Where learned limits come from: `learned: {cohort: trusted, n: 84, date: 2026-11-25}`.
///
/// A mark for people and records: a finding under such limits cites the cohort, not a publication.
package struct LearnedNote: Hashable, Sendable {
  /// Which of an expectation's limits were learned.
  package enum Part: String, CaseIterable, Hashable, Sendable { case typical, possible }

  /// What the cohort is called.
  package var cohort: String
  /// How many accepted cases the limits rest on.
  package var count: Int
  package var date: CalendarDay
  /// Empty: all of them.
  package var parts: [Part]

  package init(cohort: String, count: Int, date: CalendarDay, parts: [Part] = []) {
    self.cohort = cohort
    self.count = count
    self.date = date
    self.parts = parts
  }

  /// `learned from trusted, n = 84, 2026-11-25`.
  package var words: String {
    let which = parts.isEmpty || parts.count == Part.allCases.count ? "" : "\(parts[0].rawValue) range "
    return "\(which)learned from \(cohort), n = \(count), \(date.text)"
  }

  /// Reads the note's fields; nil, reported, when one is missing or wrong.
  package init?(reading fields: inout FieldReader) {
    fields.require("cohort", "n", "date")
    let cohort = fields.text("cohort")
    let count = fields.integer("n", in: 1...1_000_000_000)
    let date = fields.day("date")
    let parts = fields.choices("limits", of: Part.self)
    guard let cohort, let count, let date else { return nil }
    self.init(cohort: cohort, count: count, date: date, parts: parts ?? [])
  }
}

extension Expectation {
  /// What a finding cites: the cohort where the limits were learned, with the publication beside it; else the
  /// publication.
  package var citation: Citation? {
    guard let learned else { return source }
    let words = learned.words.prefix(1).uppercased() + learned.words.dropFirst()
    return Citation(cite: source.map { "\(words); published beside it: \($0.cite)" } ?? words)
  }
}
