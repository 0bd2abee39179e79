package import Cohorts
internal import Diagnostics
internal import Evaluation
package import JSON
internal import Learning
internal import PolicyLanguage
internal import Wording

/// The report for programs. Numbers are in the unit given beside them.
extension FitReport {
  package var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("policy", .object([.init("id", .string(policy.id)), .init("version", .string(policy.version))])),
      .init("date", .string(date.text)), .init("accepted", Self.json(accepted)),
    ]
    if let rejected { members.append(.init("rejected", Self.json(rejected))) }
    members += [
      .init("limits", .array(proposals.map(Self.json))), .init("additions", .array(additions.map { Self.json($0) })),
      .init("scorecards", .array(cards.map(Self.json))),
    ]
    if let caseCard { members.append(.init("case_card", Self.json(caseCard))) }
    members += [
      .init("notes", .array(notes.map { .string($0) }))
    ]
    return .object(members)
  }

  private static func json(_ card: FittedCaseCard) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("accepted", .integer(card.accepted)), .init("rejected", .integer(card.rejected)),
      .init("mutations", .integer(card.mutations)), .init("considered", .integer(card.considered)),
    ]
    guard let fit = card.fit else {
      if case .failure(let error) = card.result { members.append(.init("message", .string(error.message))) }
      return .object(members)
    }
    members += [
      .init("review", .integer(fit.card.review)), .init("reject", fit.card.reject.map { .integer($0) } ?? .null),
      .init(
        "numbers",
        .array(
          card.rows.map {
            .object([
              .init("measure", .string($0.number)), .init("points", .array($0.stretches.map { .string($0) })),
            ])
          })),
      .init("auroc", .number(fit.performance.area)), .init("forced", .number(fit.performance.forced)),
      .init("decided", .number(fit.performance.decided)), .init("right", .number(fit.performance.right)),
      .init("not_accepted", .number(fit.performance.notAccepted)),
      .init("not_rejected", .number(fit.performance.notRejected)),
      .init(
        "noticed",
        .array(
          card.noticed.map {
            .object([
              .init("fault", .string($0.fault)), .init("made", .integer($0.made)),
              .init("noticed", .integer($0.noticed)),
            ])
          })),
    ]
    return .object(members)
  }

  private static func json(_ cohort: Cohort) -> JSONValue {
    .object([
      .init("name", .string(cohort.name)), .init("cases", .integer(cohort.cases.count)),
      .init("flagged", .integer(cohort.cases.count(where: \.isFlagged))),
      .init(
        "not_measured",
        .array(
          cohort.failures.map {
            .object([.init("case", .string($0.name)), .init("message", .string($0.message))])
          })),
      .init(
        "vetoed",
        .array(
          cohort.vetoed.map {
            .object([
              .init("case", .string($0.name)), .init("expectations", .array($0.expectations.map { .string($0) })),
            ])
          })),
    ])
  }

  private static func json(_ proposal: LimitProposal) -> JSONValue {
    let unit = proposal.text?.unit
    return .object([
      .init("expectation", .string(proposal.expectation.id)),
      .init("line", .integer(proposal.expectation.range.line)),
      .init("path", proposal.path.map { .array($0.map { .string($0) }) } ?? .null),
      .init(
        "strata",
        .object(proposal.strata.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) })),
      .init("unit", .string(unit?.symbol ?? "")),
      .init("policy_typical", .init(text: proposal.typical?.text)),
      .init("policy_possible", .init(text: proposal.possible?.text)),
      .init("source", .init(text: proposal.expectation.source?.cite)), .init("veto", .bool(proposal.isVeto)),
      .init("n", .integer(proposal.count)),
      .init("learned_typical", json(proposal.learnedTypical, unit)),
      .init("learned_possible", json(proposal.learnedPossible, unit)),
      .init("not_proposed", .init(text: proposal.obstacle)),
      .init("numbers", .array(proposal.ranges.map { json($0) })),
    ])
  }

  private static func json(_ learned: LearnedRange) -> JSONValue {
    let (range, unit) = (learned.range, learned.wanted.unit)
    return .object([
      .init("number", .string(learned.wanted.number.words)),
      .init("labels", .array(learned.wanted.number.labels.map { .string($0) })), .init("unit", .string(unit.symbol)),
      .init("n", .integer(range.count)), .init("cut", .integer(learned.missing.cut)),
      .init("absent", .integer(learned.missing.absent)),
      .init("excepted", .integer(learned.missing.excepted)),
      .init("undefined", .integer(learned.missing.undefined)),
      .init("median", range.median.map { .number(unit.display($0)) } ?? .null),
      .init("typical", json(range.typical, unit)), .init("possible", json(range.possible, unit)),
      .init("adequacy", .string(word(range.adequacy))), .init("reason", .init(text: range.adequacy.reason)),
      .init("outside_policy_typical", learned.outsideTypical.map { .integer($0) } ?? .null),
      .init("outside_policy_possible", learned.outsidePossible.map { .integer($0) } ?? .null),
      .init("unusual_cases", .array(learned.unusual.map { .string($0) })),
      .init("strata", .array(learned.comparisons.map { json($0, unit) })),
    ])
  }

  private static func json(_ comparison: LearnedRange.Comparison, _ unit: Wording.Unit) -> JSONValue {
    .object([
      .init("variable", .string(comparison.variable)),
      .init("worth_stating", .bool(comparison.ranges.isWorthStating)),
      .init("p_value", comparison.ranges.difference.map { .number($0.pValue) } ?? .null),
      .init("eta_squared", comparison.ranges.difference.map { .number($0.effect) } ?? .null),
      .init(
        "strata",
        .array(
          comparison.ranges.strata.map { stratum in
            .object([
              .init("name", .string(stratum.name)), .init("n", .integer(stratum.own.count)),
              .init("pooled", .bool(stratum.isPooled)), .init("typical", json(stratum.own.typical, unit)),
              .init("possible", json(stratum.own.possible, unit)),
            ])
          })),
    ])
  }

  static func word(_ adequacy: CohortAdequacy) -> String {
    switch adequacy {
    case .enough: "enough"
    case .thin: "thin"
    case .tooSmall: "too-small"
    }
  }

  private static func json(_ range: ClosedRange<Double>?, _ unit: Wording.Unit?) -> JSONValue {
    guard let range, let unit else { return .null }
    return .array([.number(unit.display(range.lowerBound)), .number(unit.display(range.upperBound))])
  }

  private static func json(_ estimate: RangeEstimate?, _ unit: Wording.Unit) -> JSONValue {
    guard let estimate else { return .null }
    func end(_ end: Estimate) -> JSONValue {
      .object([.init("value", .number(unit.display(end.value))), .init("interval", json(end.interval, unit))])
    }
    return .object([
      .init("low", end(estimate.low)), .init("high", end(estimate.high)),
      .init("rounded", json(estimate.rounded, unit)),
    ])
  }

  // MARK: Scorecards

  private static func json(_ card: FittedCard) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("subject", .string(card.subject)), .init("labels", .array(card.labels.map { .string($0) })),
      .init("accepted", .integer(card.accepted)), .init("rejected", .integer(card.rejected)),
    ]
    switch card.result {
    case .failure(let error): members.append(.init("too_small", .string(error.message)))
    case .success(let fit):
      members += [
        .init(
          "points",
          .array(
            card.entries.map { entry in
              let unit = card.units[entry.measure]
              return .object([
                .init("measure", .string(entry.measure)),
                .init(entry.isBelow ? "below" : "above", .number(unit?.display(entry.limit) ?? entry.limit)),
                .init("unit", .string(unit?.symbol ?? "")), .init("points", .integer(entry.points)),
              ])
            })),
        .init("review", fit.card.reviewAt.map { .integer($0) } ?? .null),
        .init("reject", fit.card.rejectAt.map { .integer($0) } ?? .null),
        .init("most_points", .integer(fit.card.mostPoints)),
        .init("folds", .integer(fit.validation.folds)), .init("card", json(fit.validation.card)),
        .init("ranges", json(fit.validation.ranges)), .init("gain", json(fit.validation.gain)),
        .init("warnings", .array(fit.warnings.map { .string($0) })),
        .init("not_considered", .array(fit.unusable.map { .string($0.feature) })),
      ]
    }
    return .object(members)
  }

  private static func json(_ separation: ScorecardValidation.Separation) -> JSONValue {
    .object([
      .init("auroc", json(separation.area)), .init("at_review", json(separation.review)),
      .init("at_reject", json(separation.reject)),
    ])
  }

  private static func json(_ estimate: Estimate) -> JSONValue {
    .object([
      .init("value", .number(estimate.value)),
      .init("interval", .array([.number(estimate.interval.lowerBound), .number(estimate.interval.upperBound)])),
    ])
  }

  private static func json(_ point: OperatingPoint?) -> JSONValue {
    guard let point else { return .null }
    return .object([
      .init("flagged_rejected", .integer(point.flaggedRejected)),
      .init("rejected", .integer(point.rejected)),
      .init("flagged_accepted", .integer(point.flaggedAccepted)),
      .init("accepted", .integer(point.accepted)),
    ])
  }
}

extension JSONValue {
  /// Text, or nothing.
  fileprivate init(text: String?) { self = text.map { .string($0) } ?? .null }
}
