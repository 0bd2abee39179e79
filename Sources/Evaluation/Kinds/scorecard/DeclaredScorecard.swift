internal import Diagnostics
package import Geometry
package import PolicyLanguage
internal import Wording
internal import YAML

/// Points for numbers that are worse than they should be, with cut-offs for review and for rejection: a sparse,
/// additive score that a person can add up, of one label or of the whole case.
package struct DeclaredScorecard: JudgedKind {
  /// Where the card was fitted; nil for one written by hand.
  package struct Origin: Hashable, Sendable {
    package var cohort: String
    package var cases: Int
    package var rejected: Int?
    package var date: CalendarDay
    /// How many of the rejected masks were made of accepted ones; nil: none.
    package var mutations: Int?
    /// The share of its decisions on cases that it did not see that was wrong where the cut-offs were chosen, 0…1.
    package var wrong: Double?
    /// The area under the ROC curve, as validated.
    package var auroc: Double?
    /// The beginnings of the SHA-256 of the masks that it learned from; empty: nobody noted them.
    package var masks: [String] = []

    package init(
      cohort: String, cases: Int, rejected: Int? = nil, date: CalendarDay, auroc: Double? = nil, mutations: Int? = nil,
      wrong: Double? = nil, masks: [String] = []
    ) {
      self.masks = masks
      (self.cohort, self.cases, self.rejected, self.date, self.auroc) = (cohort, cases, rejected, date, auroc)
      (self.mutations, self.wrong) = (mutations, wrong)
    }
  }

  let criteria: [ScorecardCriterion]
  let tables: [ScorecardTable]
  /// Totals from here on are for review; nil: none.
  let review: Int?
  /// Totals from here on are rejected; nil: none.
  let reject: Int?
  package let learned: Origin?
  /// What totals say of a mask; nil: it is not known.
  package let calibration: ScorecardCalibration?
  let unusual: UnusualNumbers?
  /// Whether repairs are tried on a case that it refuses, to find the place of the fault.
  package let places: Bool

  package enum Field: String, JudgedField {
    /// The points.
    case points
    case review, reject
    /// How far the case lies from what was usual.
    case unusual

    package var deviations: [Deviation] { self == .points ? [] : [.above] }
  }

  package static let name = "scorecard"
  package static let needsSubjects = false
  package static let takesSubjects = true
  /// A label that is absent leaves its points open, and the others count.
  package static let judgesAbsence = true
  package var wantsSource: Bool { learned == nil }
  package var needsImage: Bool {
    numbers.contains { $0.needs(subject: nil).measures.contains { $0.function.needsImage } }
      || criteria.contains { $0.measure.measure?.function.needsImage ?? false }
  }
  /// In the order in which the card names them.
  package var namedLabels: [String] {
    numbers.flatMap(\.namedLabels).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Every number that it looks at.
  private var numbers: [NumberExpression] {
    criteria.map(\.measure) + tables.map(\.measure) + (unusual?.numbers.map(\.measure) ?? [])
  }

  /// What all numbers can earn together.
  var most: Int { criteria.reduce(0) { $0 + $1.most } + tables.reduce(0) { $0 + $1.most } }

  package init?(reading fields: inout FieldReader) {
    fields.require("points")
    var criteria: [ScorecardCriterion] = []
    var tables: [ScorecardTable] = []
    let entries = fields.nestedList("points", of: "a point") { Self.readEntry(&$0, &criteria, &tables) }
    review = fields.integer("review", in: 1...1000)
    reject = fields.integer("reject", in: 1...1000)
    let isLearned = fields.has("learned")
    learned = fields.nested("learned") { Origin(reading: &$0) }
    let isCalibrated = fields.has("score")
    calibration = fields.nested("score") { ScorecardCalibration(reading: &$0) }
    let hasUnusual = fields.has("unusual")
    unusual = fields.nested("unusual") { UnusualNumbers(reading: &$0) }
    places = fields.boolean("places") ?? false
    self.criteria = criteria
    self.tables = tables
    guard fields.needsOne(of: "review", "reject"), entries != nil, learned != nil || !isLearned,
      calibration != nil || !isCalibrated, unusual != nil || !hasUnusual
    else { return nil }
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
    for number in numbers { needs.formUnion(number.needs(subject: label)) }
    return facts.questions(needs)
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    if let subject, let cause = facts.absence(of: subject) {
      return [.unknown("The score of \(subject)", cause, aspect: Field.points.is(.unknown))]
    }
    let score = ScorecardScore(card: self, subject: subject, facts: facts)
    var judgement = score.judgement
    judgement.compared = score.compared
    guard let unusual else { return [judgement] }
    let sum = UnusualSum(unusual: unusual, subject: subject, facts: facts)
    if judgement.outcome == .fail {
      judgement.suspects = sum.suspects
      judgement.message += sum.suspects.words
    }
    return [judgement, sum.judgement]
  }

  /// Whether it says what is usual where it was learned.
  package var knowsUsual: Bool { unusual != nil }

  /// How far a case lies from the usual where the card was learned, over all numbers that it knows: deviations in
  /// spreads, none more than `UnusualNumbers.most`, and how many numbers have no value.
  package func strangeness(_ facts: CaseFacts) -> (sum: Double, unknown: Int) {
    (unusual?.numbers ?? []).reduce(into: (sum: 0, unknown: 0)) { total, number in
      let known = number.measure.evaluate(subject: nil, facts: facts, in: number.usual.dimension)
      guard case .value(let value) = known, value.isFinite else {
        total.unknown += 1
        return
      }
      total.sum += min(abs(number.deviation(of: value)), UnusualNumbers.most)
    }
  }

  /// An entry of `points`: thresholds to one side of a number, or a table.
  private static func readEntry(
    _ fields: inout FieldReader, _ criteria: inout [ScorecardCriterion], _ tables: inout [ScorecardTable]
  ) -> Int? {
    fields.require("measure")
    let measure = fields.numberExpression("measure")
    if fields.isDeclaring {
      _ = ScorecardTable.read(measure, &fields)
      _ = ScorecardCriterion.read(measure, &fields, into: &criteria)
      return 0
    }
    guard fields.has("limits") || fields.has("undefined") else {
      fields.require("points")
      return ScorecardCriterion.read(measure, &fields, into: &criteria)?.points
    }
    guard let table = ScorecardTable.read(measure, &fields) else { return nil }
    if tables.contains(where: { $0.measure.isSame(as: table.measure) }) {
      fields.error(.duplicate, "\(table.measure.text) has a table already", at: "measure")
      return nil
    }
    tables.append(table)
    return table.most
  }
}

extension Policy {
  /// The beginnings of the SHA-256 of the masks that its scorecards were learned from, as far as they say.
  package var learnedMasks: [String] {
    expectations.flatMap { ($0.kind as? DeclaredScorecard)?.learned?.masks ?? [] }.filter { $0.count >= 8 }
  }

  /// The policy with one scorecard that looks at nothing else, and what it says of presence, on which a card's unknowns
  /// hang.
  package func scoring(by id: String) -> Policy {
    with(
      expectations: expectations.compactMap { expectation in
        if expectation.kind.judged.requirement != nil { return expectation }
        guard expectation.id == id, expectation.kind is DeclaredScorecard else { return nil }
        var scoring = expectation
        scoring.variants = []
        return scoring
      })
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
    let mutations = fields.integer("mutations", in: 1...1_000_000_000)
    let wrong = fields.quantity("wrong", in: [.fraction])
    let masks = fields.texts("masks") ?? []
    let date = written.flatMap { CalendarDay($0) }
    if written != nil, date == nil {
      fields.error(.badDate, "'date' is no day of the calendar", at: "date", suggestion: "write it as 2027-01-31")
    }
    guard let cohort, let cases, let date else { return nil }
    self.init(
      cohort: cohort, cases: cases, rejected: rejected, date: date, auroc: auroc, mutations: mutations,
      wrong: wrong?.value, masks: masks)
  }
}
