internal import Diagnostics
package import Geometry
package import PolicyLanguage
internal import YAML

/// Points for numbers that are worse than they should be, with cut-offs for review and for rejection: a sparse,
/// monotone, additive score that a person can add up.
package struct DeclaredScorecard: JudgedKind {
  /// Where the card was fitted; nil for one written by hand.
  package struct Origin: Hashable, Sendable {
    package var cohort: String
    package var cases: Int
    package var rejected: Int?
    package var date: CalendarDay
    /// The area under the ROC curve, as validated.
    package var auroc: Double?

    package init(cohort: String, cases: Int, rejected: Int? = nil, date: CalendarDay, auroc: Double? = nil) {
      (self.cohort, self.cases, self.rejected, self.date, self.auroc) = (cohort, cases, rejected, date, auroc)
    }
  }

  let criteria: [ScorecardCriterion]
  /// Totals from here on are for review; nil: none.
  let review: Int?
  /// Totals from here on are rejected; nil: none.
  let reject: Int?
  let learned: Origin?

  package enum Field: String, JudgedField {
    /// The points.
    case points
    case review, reject

    package var deviations: [Deviation] { self == .points ? [] : [.above] }
  }

  package static let name = "scorecard"
  package static let needsSubjects = false
  package static let takesSubjects = true
  /// A label that is absent leaves its points open, and the others count.
  package static let judgesAbsence = true
  package var wantsSource: Bool { learned == nil }
  package var needsImage: Bool { criteria.contains { $0.measure.function.needsImage } }
  package var namedLabels: [String] {
    criteria.flatMap { $0.measure.namedLabels }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// What all criteria can earn together.
  var most: Int { criteria.reduce(0) { $0 + $1.most } }

  package init?(reading fields: inout FieldReader) {
    fields.require("points")
    var criteria: [ScorecardCriterion] = []
    let steps = fields.nestedList("points", of: "a point") { ScorecardCriterion.read(&$0, into: &criteria) }
    review = fields.integer("review", in: 1...1000)
    reject = fields.integer("reject", in: 1...1000)
    let isLearned = fields.has("learned")
    learned = fields.nested("learned") { Origin(reading: &$0) }
    self.criteria = criteria
    guard fields.needsOne(of: "review", "reject"), steps != nil, learned != nil || !isLearned else { return nil }
    if let review, let reject, reject < review {
      fields.error(.reversedRange, "'reject' must not lie below 'review'", at: "reject")
    }
    for (key, cutOff) in [("review", review), ("reject", reject)] {
      guard let cutOff, cutOff > most else { continue }
      fields.error(.outOfRange, "'\(key)' is out of reach: all points together are \(most)", at: .init(key))
    }
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    let label = subject.flatMap { facts.policy.label($0) }
    var needs = ConditionNeeds()
    for measure in criteria.map(\.measure) {
      if let labels = measure.labels(subject: label) { needs.measures.insert(.init(measure.function, labels)) }
    }
    return facts.questions(needs)
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    if let subject, let cause = facts.absence(of: subject) {
      return [.unknown("The score of \(subject)", cause, aspect: Field.points.is(.unknown))]
    }
    return [ScorecardScore(card: self, subject: subject, facts: facts).judgement]
  }
}

extension DeclaredScorecard.Origin {
  init?(reading fields: inout FieldReader) {
    fields.require("cohort", "n", "date")
    let cohort = fields.text("cohort")
    let cases = fields.integer("n", in: 1...1_000_000_000)
    let rejected = fields.integer("rejected", in: 0...1_000_000_000)
    let written = fields.text("date")
    let auroc = fields.number("auroc", in: 0...1)
    let date = written.flatMap { CalendarDay($0) }
    if written != nil, date == nil {
      fields.error(.badDate, "'date' is no day of the calendar", at: "date", suggestion: "write it as 2027-01-31")
    }
    guard let cohort, let cases, let date else { return nil }
    self.init(cohort: cohort, cases: cases, rejected: rejected, date: date, auroc: auroc)
  }
}
