internal import PolicyLanguage
internal import Wording

/// The points of one subject, and what they come to.
struct ScorecardScore {
  private typealias Field = DeclaredScorecard.Field

  /// What one criterion came to.
  struct Entry {
    let criterion: ScorecardCriterion
    /// The measure for a sentence: `edge support`, `gap of liver and spleen`.
    let words: String
    let value: Known<Double>
    /// How many of the criterion's steps the value has passed.
    let passed: Int

    var points: Int { criterion.points(passed: passed) }

    /// `edge support 35 % (below 40 %): 2`; nil without points.
    var description: String? {
      guard passed > 0, case .value(let value) = value else { return nil }
      let threshold = criterion.steps[passed - 1].threshold
      let shown = threshold.unit.text(value)
      return "\(words) \(shown) (\(criterion.side.rawValue) \(threshold.text)): \(points)"
    }
  }

  let card: DeclaredScorecard
  let subject: String?
  let facts: CaseFacts
  let entries: [Entry]

  init(card: DeclaredScorecard, subject: String?, facts: CaseFacts) {
    (self.card, self.subject, self.facts) = (card, subject, facts)
    let label = subject.flatMap { facts.policy.label($0) }
    entries = card.criteria.map { criterion in
      let function = criterion.measure.function
      let labels = criterion.measure.labels(subject: label)
      var value =
        labels.map { facts.measure(function, $0, in: criterion.dimension) }
        ?? .unknown(.undefined("there is no label to ask about"))
      if case .value(let number) = value, number.isNaN { value = .unknown(.undefined("it is undefined")) }
      var passed = 0
      if case .value(let number) = value { passed = criterion.passed(by: number) }
      let name = String(function.name.map { $0 == "_" ? " " : $0 })
      let words = labels == subject.map { [$0] } ? name : "\(name) of \(listed(labels ?? []))"
      return Entry(criterion: criterion, words: words, value: value, passed: passed)
    }
  }

  var total: Int { entries.reduce(0) { $0 + $1.points } }

  /// Criteria whose number is unknown, with the cause.
  private var unknown: [(entry: Entry, causes: [UnknownCause])] {
    entries.compactMap { entry in if case .unknown(let causes) = entry.value { (entry, causes) } else { nil } }
  }

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
    let open = missing.reduce(0) { $0 + $1.entry.criterion.most }
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
    let points = entries.compactMap(\.description)
    var text = "\(subject ?? "The export") has \(total) of \(card.most) points, \(listed(cutOffs))"
    text += points.isEmpty ? "." : ": \(points.joined(separator: "; "))."
    for (entry, causes) in unknown { text += " Open: \(entry.words), which is unknown (\(causes.words))." }
    return text
  }

  private func counterfactual(below cutOff: Int) -> String {
    let changes = smallestChange(taking: total - cutOff + 1)
    let parts = changes.map { change in
      let entry = entries[change.entry]
      return "\(entry.words) \(entry.criterion.limits(entry.criterion.steps[change.passed]).text)"
    }
    let left = changes.reduce(total) { rest, change in
      let entry = entries[change.entry]
      return rest - entry.points + entry.criterion.points(passed: change.passed)
    }
    return
      "With \(listed(parts)), \(subject ?? "the export") would have \(counted(left, "point")), fewer than \(cutOff)."
  }

  /// A criterion that would pass fewer steps than it does.
  private struct Change {
    let entry: Int
    let passed: Int
  }

  /// The changes that take away some points with the least distance to the thresholds in all, each as a share of its
  /// threshold (`Limits.margin`). A knapsack over the points: criteria × points × steps.
  private func smallestChange(taking points: Int) -> [Change] {
    typealias Way = (distance: Double, changes: [Change])
    // By the points that are taken away so far; more than enough counts as enough.
    var best: [Way?] = [(0, [])] + Array(repeating: nil, count: points)
    for (at, entry) in entries.enumerated() {
      guard case .value(let value) = entry.value, entry.passed > 0 else { continue }
      var next = best
      for passed in 0..<entry.passed {
        let distance = -entry.criterion.limits(entry.criterion.steps[passed]).margin(value)
        let taken = entry.points - entry.criterion.points(passed: passed)
        for (before, way) in best.enumerated() {
          guard let way else { continue }
          let after = min(points, before + taken)
          let candidate = (way.distance + distance, way.changes + [Change(entry: at, passed: passed)])
          if next[after].map({ candidate.0 < $0.distance }) ?? true { next[after] = candidate }
        }
      }
      best = next
    }
    return best[points]?.changes ?? []
  }
}
