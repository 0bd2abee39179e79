internal import Agreement
internal import Anatomy
package import JSON
internal import Reasoning
package import Validation

/// The evaluation for programs; Documentation/evaluation.md says what each member means.
extension ValidationReport {
  package var json: JSONValue {
    [
      "schema": "segwarden.evaluation/1",
      "table": .string(table), "predictors": .array(predictors.map(JSONValue.string)),
      "rule": [
        "confidence": .number(rule.confidence), "resamples": .integer(rule.resamples),
        "seed": .integer(Int(clamping: rule.seed)), "dice_cut": cut.map { .number($0) } ?? .null,
        "clusters": .string(hasPatients ? "patient" : "case"),
      ],
      "cases": [
        "listed": .integer(listed), "evaluated": .integer(evaluated),
        "without_truth": .array(withoutTruth.map(JSONValue.string)),
        "without_decision": .array(withoutDecision.map(Self.json)),
        "not_in_table": .array(unlisted.map(JSONValue.string)),
        "unanswered": .array(
          unanswered.map { ["predictor": .string($0.predictor), "cases": .array($0.cases.map(Self.json))] }),
      ],
      "pooled": json(pooled, isWhole: true),
      "breakdowns": .array(breakdowns.map(json)),
      "comparisons": .array(comparisons.map(json)),
      "hits": hits.map(Self.json) ?? .null,
      "stability": stability.map(Self.json) ?? .null,
      "notes": .array(notes.map(JSONValue.string)),
    ]
  }

  private static func json(_ silent: Silent) -> JSONValue {
    ["case": .string(silent.caseName), "reason": .string(silent.reason)]
  }

  private static func json(_ figure: Figure) -> JSONValue {
    switch figure {
    case .notEstimable(let reason): return ["value": .null, "not_estimable": .string(reason)]
    case .known(let known):
      var members: [JSONValue.Member] = [.init("value", .number(known.value))]
      if let share = known.share { members += [.init("part", .integer(share.part)), .init("of", .integer(share.of))] }
      switch known.interval {
      case .range(let range, let method):
        members += [
          .init("interval", .array([.number(range.lowerBound), .number(range.upperBound)])),
          .init("method", .string(method.rawValue)),
        ]
      case .notEstimable(let reason):
        members += [.init("interval", .null), .init("no_interval", .string(reason))]
      }
      return .object(members)
    }
  }

  /// - Parameter isWhole: whether curves and bins are told, which are long.
  private func json(_ group: Group, isWhole: Bool) -> JSONValue {
    [
      "name": group.name.map(JSONValue.string) ?? .null, "cases": .integer(group.cases),
      "predictors": .array(
        zip(predictors, group.summaries).map { .object(Self.members($0, $1, isWhole: isWhole)) }),
    ]
  }

  private static func members(_ name: String, _ summary: AgreementSummary, isWhole: Bool) -> [JSONValue.Member] {
    func counts(_ isUnacceptable: Bool) -> JSONValue {
      [
        "accept": .integer(summary.counts[isUnacceptable, .accept]),
        "review": .integer(summary.counts[isUnacceptable, .abstain]),
        "reject": .integer(summary.counts[isUnacceptable, .reject]),
      ]
    }
    var members: [JSONValue.Member] = [
      .init("name", .string(name)), .init("decided", .integer(summary.counts.total)),
      .init("clusters", .integer(summary.clusters)), .init("acceptable", counts(false)),
      .init("unacceptable", counts(true)),
    ]
    members += Rate.allCases.map { .init($0.rawValue, json(summary[$0])) }
    members += ScoreFigure.all(of: summary.score).map { .init($0.name, json($0.figure)) }
    guard isWhole else { return members }
    members += [
      .init(
        "roc",
        .array(
          summary.score.curve.map {
            [
              "flagged_up_to": $0.flaggedUpTo.map { .number($0) } ?? .null,
              "false_positive_rate": .number($0.falsePositiveRate),
              "true_positive_rate": .number($0.truePositiveRate),
            ]
          })),
      .init(
        "risk_coverage",
        .array(
          summary.score.riskCurve.map {
            ["accepted_from": .number($0.from), "coverage": .number($0.coverage), "risk": .number($0.risk)]
          })),
      .init(
        "reliability",
        .array(
          summary.score.bins.map {
            [
              "above": .number($0.from), "to": .number($0.to), "cases": .integer($0.count),
              "mean_score": $0.meanScore.map { .number($0) } ?? .null, "acceptable": json($0.acceptable),
            ]
          })),
    ]
    return members
  }

  private func json(_ breakdown: Breakdown) -> JSONValue {
    let named = breakdown.groups.filter { $0.name != nil }
    return [
      "column": .string(breakdown.column), "groups": .array(breakdown.groups.map { json($0, isWhole: false) }),
      "gaps": .array(
        breakdown.gaps.map {
          [
            "rate": .string($0.rate.rawValue), "lowest": .string(named[$0.lowest].name ?? ""),
            "highest": .string(named[$0.highest].name ?? ""), "gap": Self.json($0.gap),
          ]
        }),
    ]
  }

  private func json(_ comparison: Comparison) -> JSONValue {
    let paired = comparison.paired
    return [
      "first": .string(predictors[0]), "second": .string(comparison.other), "cases": .integer(paired.cases),
      "both_right": .integer(paired.bothRight), "only_first_right": .integer(paired.onlyFirstRight),
      "only_second_right": .integer(paired.onlySecondRight), "neither_right": .integer(paired.neitherRight),
      "first_abstains": .integer(paired.firstAbstains), "second_abstains": .integer(paired.secondAbstains),
      "clustered": .bool(paired.isClustered), "accuracy_difference": Self.json(paired.accuracyDifference),
      "auroc_difference": Self.json(paired.areaDifference),
      "mcnemar": paired.test.map {
        [
          "exact_p": .number($0.exactP), "chi_square": .number($0.statistic), "chi_square_p": .number($0.chiSquareP),
        ]
      } ?? .null,
    ]
  }

  private static func json(_ hits: FaultHits) -> JSONValue {
    [
      "fault": json(hits.fault), "first_fault": json(hits.firstFault), "place": json(hits.place),
      "fault_and_place": json(hits.faultAndPlace),
      "by_fault": .object(hits.byFault.map { JSONValue.Member($0.fault.rawValue, json($0.hits)) }),
    ]
  }

  private static func json(_ stability: Stability) -> JSONValue {
    [
      "runs": .array(stability.runs.map(JSONValue.string)), "cases": .integer(stability.repeatability.cases),
      "equal": json(stability.repeatability.equal), "fleiss_kappa": json(stability.repeatability.kappa),
      "changed": .array(
        stability.changed.map {
          ["case": .string($0.caseName), "decisions": .array($0.decisions.map { .string($0.rawValue) })]
        }),
    ]
  }
}
