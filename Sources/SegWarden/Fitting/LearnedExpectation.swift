internal import Evaluation
internal import Learning
internal import PolicyLanguage

/// Expectations that did not stand in the policy, as they are appended to it.
extension LearnedRange {
  /// An expectation of a number that the policy does not limit; nil where too little is known.
  ///
  /// Volumes and areas get their own kind with both ranges; other numbers an assertion of the possible range, which a sound mask hardly ever leaves.
  func expectation(cohort: String, date: CalendarDay, ids: Set<String>, severity: Severity = .review) -> String? {
    guard let function = wanted.function, let possible = range.possible?.rounded, let typical = range.typical?.rounded
    else { return nil }
    let text = LimitsText(unit: wanted.unit)
    let labels = wanted.number.labels
    let stem = ([function.name] + labels).joined(separator: "-")
    var lines = ["id: \(NewID.unused(stem, ids))"]
    if function.arity == 1 { lines.append("label: \(labels[0])") }
    if ["volume", "area"].contains(function.name) {
      lines.append("\(function.name): {typical: \(text.range(typical)), possible: \(text.range(possible))}")
    } else {
      let call = function.arity == 1 ? function.name : "\(function.name)(\(labels.joined(separator: ", ")))"
      lines.append("assert: \(call) \(Self.condition(possible, of: function.name, text))")
    }
    if wanted.number.needsWhole { lines.append("when: complete") }
    if severity != .review { lines.append("severity: \(severity.rawValue)") }
    lines.append("because: Masks that people accepted lie in this range.")
    lines.append("learned: \(LearnedNote(cohort: cohort, count: range.count, date: date).yaml)")
    return lines.joined(separator: "\n")
  }

  /// Only the end that is bad is limited.
  private static func condition(_ range: ClosedRange<Double>, of name: String, _ text: LimitsText) -> String {
    switch CardFeatures.direction(of: name) {
    case .lowIsBad: ">= \(text.number(range.lowerBound))"
    case .highIsBad: "<= \(text.number(range.upperBound))"
    case .bothEndsBad: "in \(text.span(range))"
    }
  }
}

extension FittedCard {
  /// The card as an expectation. It sends to review; that it may reject is for a person to decide.
  func expectation(accepted cohort: String, date: CalendarDay, ids: Set<String>) -> String {
    var lines = [
      "id: \(NewID.unused("scorecard-\(subject)", ids))", "\(labels == [subject] ? "label" : "each"): \(subject)",
      "scorecard:", "  points:",
    ]
    lines += entries.map { entry in
      "    - {measure: \(entry.measure), \(entry.isBelow ? "below" : "above"): \(text(entry)), points: \(entry.points)}"
    }
    if let review = fit?.card.reviewAt { lines.append("  review: \(review)") }
    if let reject = fit?.card.rejectAt { lines.append("  reject: \(reject)") }
    if let area = fit?.validation.card.area.value {
      let name = YAMLText.quoted(cohort)
      let rounded = Significant.text((area * 100).rounded() / 100, digits: 3)
      lines.append(
        "  learned: {cohort: \(name), n: \(accepted), rejected: \(rejected), date: \(date.text), auroc: \(rounded)}")
    }
    lines += [
      "severity: review",
      "because: Masks with this many points were mostly rejected; each point is a number worse than usual.",
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
