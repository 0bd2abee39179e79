internal import PolicyLanguage
internal import Wording

/// The points of one subject, and what they come to.
struct ScorecardScore {
  private typealias Field = DeclaredScorecard.Field

  /// What one number came to.
  struct Entry {
    /// What would earn fewer points, and how far it is away: as a share of the limit.
    struct Change {
      let points: Int
      let distance: Double
      /// `>= 40 %`, `40 % to 60 %`.
      let limits: String
    }

    /// The number for a sentence: `edge support`, `gap of liver and spleen`.
    let words: String
    let points: Int
    let most: Int
    /// `35 % (below 40 %)`; nil without points.
    let description: String?
    /// Why the points are open; empty: they are not.
    let causes: [UnknownCause]
    let changes: [Change]
    /// The number as the policy writes it, and what it is; nil where it has no value.
    var number = ""
    var value: Double?
    var unit = ""
  }

  let card: DeclaredScorecard
  let subject: String?
  let facts: CaseFacts
  let entries: [Entry]

  init(card: DeclaredScorecard, subject: String?, facts: CaseFacts) {
    (self.card, self.subject, self.facts) = (card, subject, facts)
    entries =
      card.criteria.map { criterion in
        Self.entry(criterion, subject: subject, facts: facts).with(
          criterion.measure, criterion.dimension, criterion.steps.first?.threshold.unit, subject, facts)
      }
      + card.tables.map { table in
        Self.entry(table, subject: subject, facts: facts).with(
          table.measure, table.dimension, table.limits.first?.unit, subject, facts)
      }
  }

  /// Each number with its points, beside what was usual where the card was learned.
  var compared: [ComparedNumber] {
    let usual = Dictionary(
      (card.unusual?.numbers ?? []).map { ($0.measure.text, $0) }, uniquingKeysWith: { first, _ in first })
    return entries.map { entry in
      var number = ComparedNumber(
        number: entry.number, value: entry.value, unit: entry.unit, points: entry.points, most: entry.most,
        cohort: card.learned?.cohort, n: card.learned?.cases)
      if let known = usual[entry.number], known.usual.unit.symbol == entry.unit {
        let unit = known.usual.unit
        number.median = unit.display(known.usual.value)
        number.spread = unit.display(known.spread.value) - unit.display(0)
      }
      return number
    }
  }

  /// A number for a sentence.
  static func words(of number: NumberExpression, subject: LabelDeclaration?) -> String {
    guard let measure = number.measure else { return number.text }
    let name = String(measure.function.name.map { $0 == "_" ? " " : $0 })
    let named = measure.labels(subject: subject) ?? []
    return named == subject.map { [$0.name] } ? name : "\(name) of \(listed(named))"
  }

  private static func value(
    of number: NumberExpression, in dimension: Dimension, subject: String?, facts: CaseFacts
  ) -> Known<Double> {
    let known = number.evaluate(subject: subject.flatMap { facts.policy.label($0) }, facts: facts, in: dimension)
    if case .value(let value) = known, value.isNaN { return .unknown(.undefined("it is undefined")) }
    return known
  }

  private static func entry(_ criterion: ScorecardCriterion, subject: String?, facts: CaseFacts) -> Entry {
    let words = words(of: criterion.measure, subject: subject.flatMap { facts.policy.label($0) })
    switch value(of: criterion.measure, in: criterion.dimension, subject: subject, facts: facts) {
    case .unknown(let causes):
      return Entry(words: words, points: 0, most: criterion.most, description: nil, causes: causes, changes: [])
    case .value(let value):
      let passed = criterion.passed(by: value)
      let changes = (0..<passed).map { step in
        let limits = criterion.limits(criterion.steps[step])
        return Entry.Change(
          points: criterion.points(passed: step), distance: -limits.margin(value), limits: limits.text)
      }
      let last = passed > 0 ? criterion.steps[passed - 1].threshold : nil
      return Entry(
        words: words, points: criterion.points(passed: passed), most: criterion.most,
        description: last.map { "\($0.unit.text(value)) (\(criterion.side.rawValue) \($0.text))" }, causes: [],
        changes: changes)
    }
  }

  private static func entry(_ table: ScorecardTable, subject: String?, facts: CaseFacts) -> Entry {
    let words = words(of: table.measure, subject: subject.flatMap { facts.policy.label($0) })
    switch value(of: table.measure, in: table.dimension, subject: subject, facts: facts) {
    case .unknown(let causes):
      if let points = table.undefined, facts.isValue(causes) {
        return Entry(
          words: words, points: points, most: table.most, description: points > 0 ? "not measurable" : nil, causes: [],
          changes: [])
      }
      return Entry(words: words, points: 0, most: table.most, description: nil, causes: causes, changes: [])
    case .value(let value):
      let at = table.stretch(of: value)
      let points = table.points[at]
      let changes = table.points.indices.filter { table.points[$0] < points }.map { stretch in
        Entry.Change(
          points: table.points[stretch], distance: table.distance(from: value, to: stretch),
          limits: table.words(of: stretch))
      }
      let unit = table.limits.first?.unit
      let shown = unit.map { $0.text(value) } ?? Significant.text(value, digits: 4)
      return Entry(
        words: words, points: points, most: table.most,
        description: points > 0 ? "\(shown) (\(table.words(of: at)))" : nil, causes: [], changes: changes)
    }
  }

  var total: Int { entries.reduce(0) { $0 + $1.points } }

  /// Entries whose points are open.
  private var unknown: [Entry] { entries.filter { !$0.causes.isEmpty } }

  /// What a total comes to.
  private func grade(of total: Int) -> Severity? {
    if let reject = card.reject, total >= reject { return .reject }
    if let review = card.review, total >= review { return .review }
    return nil
  }

  /// One verdict, if the open points cannot change it: unknown numbers add none or all of theirs.
  ///
  /// What is certain counts: a total that is for review whatever the open points are is for review, though they might
  /// reject it.
  var judgement: Judgement {
    let cutOff = card.review ?? card.reject ?? 1
    let missing = unknown
    let open = missing.reduce(0) { $0 + $1.most }
    let (least, most) = (grade(of: total), grade(of: total + open))
    switch least {
    // What was learned rejects on the expectation's word alone.
    case .reject?:
      return judgement(.fail, Field.reject.is(.above), cutOff, severity: card.learned == nil ? .reject : nil)
    case .review?, .note?: return judgement(.fail, Field.review.is(.above), cutOff, severity: .review)
    case nil: break
    }
    guard most != nil else { return judgement(.pass, Field.points.is(.within), cutOff) }
    let causes = missing.reduce(into: [UnknownCause]()) { $0 = $0.joined(with: $1.causes) }
    let reached = "\(total) of \(card.most) points, and \(open) more hang on numbers that are unknown"
    return Judgement(
      .notEvaluable, aspect: Field.points.is(.unknown), message: "Cannot be judged: \(reached) (\(causes.words)).",
      causes: causes,
      expected: expected(cutOff))
  }

  private func judgement(
    _ outcome: Finding.Outcome, _ aspect: Aspect, _ cutOff: Int, severity: Severity? = nil
  ) -> Judgement {
    let labels = subject.map { [$0] } ?? card.namedLabels
    return Judgement(
      outcome, aspect: aspect, message: message, measured: Measured(value: Double(total), unit: "points"),
      expected: expected(cutOff), margin: Double(cutOff - total) / Double(cutOff),
      location: outcome == .fail ? facts.location(of: labels) : nil,
      counterfactual: outcome == .fail ? counterfactual(below: cutOff) : nil, severity: severity)
  }

  private func expected(_ cutOff: Int) -> String { "< \(counted(cutOff, "point"))" }

  private var message: String {
    let cutOffs = [
      card.review.map { "from \($0) on for review" }, card.reject.map { "from \($0) on to reject" },
    ].compactMap { $0 }
    let points = entries.compactMap { entry in entry.description.map { "\(entry.words) \($0): \(entry.points)" } }
    var text = "\(subject ?? "The export") has \(total) of \(card.most) points, \(listed(cutOffs))"
    text += points.isEmpty ? "." : ": \(points.joined(separator: "; "))."
    for entry in unknown { text += " Open: \(entry.words), which is unknown (\(entry.causes.words))." }
    return text
  }

  private func counterfactual(below cutOff: Int) -> String {
    let changes = smallestChange(taking: total - cutOff + 1)
    let parts = changes.map { "\(entries[$0.entry].words) \(entries[$0.entry].changes[$0.change].limits)" }
    let left = changes.reduce(total) { rest, taken in
      rest - entries[taken.entry].points + entries[taken.entry].changes[taken.change].points
    }
    return
      "With \(listed(parts)), \(subject ?? "the export") would have \(counted(left, "point")), fewer than \(cutOff)."
  }

  /// One of the changes of an entry.
  private struct Taken {
    let entry: Int
    let change: Int
  }

  /// The changes that take away some points with the least distance to the thresholds in all, each as a share of its
  /// threshold (`Limits.margin`). A knapsack over the points: entries × points × changes.
  private func smallestChange(taking points: Int) -> [Taken] {
    typealias Way = (distance: Double, changes: [Taken])
    // By the points that are taken away so far; more than enough counts as enough.
    var best: [Way?] = [(0, [])] + Array(repeating: nil, count: points)
    for (at, entry) in entries.enumerated() where !entry.changes.isEmpty {
      var next = best
      for (number, change) in entry.changes.enumerated() {
        let taken = entry.points - change.points
        for (before, way) in best.enumerated() {
          guard let way else { continue }
          let after = min(points, before + taken)
          let candidate = (way.distance + change.distance, way.changes + [Taken(entry: at, change: number)])
          if next[after].map({ candidate.0 < $0.distance }) ?? true { next[after] = candidate }
        }
      }
      best = next
    }
    return best[points]?.changes ?? []
  }
}

extension ScorecardScore.Entry {
  /// The entry with its number and the value in the unit of the limits.
  fileprivate func with(
    _ measure: NumberExpression, _ dimension: Dimension, _ unit: Unit?, _ subject: String?, _ facts: CaseFacts
  ) -> Self {
    var entry = self
    entry.number = measure.text
    let shown = unit ?? dimension.units.first
    entry.unit = shown?.symbol ?? ""
    let known = measure.evaluate(subject: subject.flatMap { facts.policy.label($0) }, facts: facts, in: dimension)
    if case .value(let value) = known, value.isFinite { entry.value = shown?.display(value) ?? value }
    return entry
  }
}

extension CaseFacts {
  /// Whether what is not known is a value of its own for a card: a shape without such a number, or a label that the
  /// policy calls optional and that is not there. Everything else might have been any number.
  fileprivate func isValue(_ causes: [UnknownCause]) -> Bool {
    causes.allSatisfy { cause in
      switch cause.kind {
      case .undefined: true
      case .absent, .empty:
        cause.subject.map { label in
          policy.expectations.contains { $0.kind.judged.requirement == .optional && $0.subjects.contains(label) }
        } ?? false
      default: false
      }
    }
  }
}
