internal import Evaluation
internal import Learning
internal import PolicyLanguage
internal import Wording

/// Expectations that did not stand in the policy, as they are appended to it.
extension LearnedRange {
  /// An expectation of a number that the policy does not limit; nil where too little is known.
  ///
  /// Numbers that a kind limits get both ranges, others an assertion of the possible one, which a sound mask hardly
  /// ever leaves. Only the end that is bad is limited.
  func expectation(cohort: String, date: CalendarDay, ids: Set<String>) -> String? {
    guard let function = wanted.function, let typical = range.typical?.rounded, let possible = range.possible?.rounded
    else { return nil }
    let labels = wanted.number.labels
    let stem = ([function.name] + labels).joined(separator: "-")
    var lines = ["id: \(NewID.unused(stem, ids))"]
    if function.arity == 1 { lines.append("label: \(labels[0])") }
    let band = band(typical, possible)
    // Where all are alike nobody knows how far sound masks stray.
    var isMild = unseen != nil
    if ["volume", "area"].contains(function.name) {
      lines.append("\(function.name): {\(band)}")
    } else if let (kind, key) = function.limiting, function.arity == 1 {
      lines.append("\(kind): {\(key): {\(band)}}")
    } else {
      let call = function.arity == 1 ? function.name : "\(function.name)(\(labels.joined(separator: ", ")))"
      let (condition, isVacuous) = condition(possible)
      lines.append("assert: \(call) \(isVacuous ? self.condition(typical).text : condition)")
      // Nine in ten sound masks satisfy this, and one must not be sent to review for it.
      isMild = isMild || isVacuous
    }
    if wanted.number.needsWhole { lines.append("when: complete") }
    if isMild { lines.append("severity: note") }
    lines.append("because: \(reason)")
    lines.append("learned: \(LearnedNote(cohort: cohort, count: range.count, date: date).yaml)")
    return lines.joined(separator: "\n")
  }

  private var reason: String {
    guard let unseen else { return "Masks that people accepted lie in this range." }
    return
      "All accepted masks are like that; up to \(Significant.text(unseen * 100, digits: 2)) % of sound ones may still differ."
  }

  private var direction: Scorecard.Direction { CardFeatures.direction(of: wanted.function?.name ?? "") }

  /// Both ranges; a possible range that reaches to where numbers end limits nothing, and is left out.
  private func band(_ typical: ClosedRange<Double>, _ possible: ClosedRange<Double>) -> String {
    func limits(_ range: ClosedRange<Double>) -> String { PolicyPatch.quoted(condition(range).text, asLimits: true) }
    let outer = condition(possible).isVacuous ? "" : ", possible: \(limits(possible))"
    return "typical: \(limits(typical))\(outer)"
  }

  private func condition(_ range: ClosedRange<Double>) -> (text: String, isVacuous: Bool) {
    let text = LimitsText(unit: wanted.unit)
    switch direction {
    case .lowIsBad: return (">= \(text.number(range.lowerBound))", range.lowerBound <= 0 && wanted.support != .real)
    case .highIsBad: return ("<= \(text.number(range.upperBound))", range.upperBound >= 1 && wanted.support == .share)
    case .bothEndsBad: return ("in \(text.span(range))", range == 0...1 && wanted.support == .share)
    }
  }
}

extension FittedCard {
  /// The card as an expectation. It sends to review; that it may reject is for a person to decide.
  func expectation(accepted cohort: String, date: CalendarDay, ids: Set<String>) -> String {
    let area = (fit?.validation.card.area.value).map { ($0 * 100).rounded() / 100 }
    let card = ScorecardText(
      points: entries.map { entry in
        .init(
          measure: entry.measure, entry.isBelow ? .below : .above, entry.limit, points: entry.points,
          unit: units[entry.measure])
      }, review: fit?.card.reviewAt, reject: fit?.card.rejectAt,
      learned: .init(cohort: cohort, cases: accepted, rejected: rejected, date: date, auroc: area))
    let lines =
      ["id: \(NewID.unused("scorecard-\(subject)", ids))", "\(labels == [subject] ? "label" : "each"): \(subject)"]
      + card.lines() + [
        "severity: review",
        "because: Masks with this many points were mostly rejected; each point is for a number worse than usual.",
      ]
    return lines.joined(separator: "\n")
  }
}

enum NewID {
  /// An id that no expectation has.
  static func unused(_ stem: String, _ taken: Set<String>) -> String {
    var id = stem
    var number = 2
    while taken.contains(id) {
      id = "\(stem)-\(number)"
      number += 1
    }
    return id
  }
}
