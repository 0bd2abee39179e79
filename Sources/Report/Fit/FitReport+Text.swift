package import Cohorts
internal import Diagnostics
internal import Evaluation
internal import Learning
internal import PolicyLanguage
internal import Wording

/// The report for a terminal.
extension FitReport {
  package var text: String {
    var blocks = [head]
    blocks += proposals.map(text)
    if !additions.isEmpty {
      blocks.append("Numbers that the policy does not limit")
      blocks += additions.map { "  " + $0.wanted.number.words + "\n" + lines(of: $0, indent: "    ") }
    }
    if let caseCard { blocks.append(text(caseCard)) }
    blocks += cards.map(text)
    if !notes.isEmpty { blocks.append(notes.map { "Note: \($0)" }.joined(separator: "\n")) }
    return blocks.joined(separator: "\n\n")
  }

  private var head: String {
    var lines = ["Policy \(policy.id) \(policy.version), \(date.text)", line(accepted, "accepted")]
    if let rejected { lines.append(line(rejected, "rejected")) }
    for cohort in [accepted, rejected].compactMap(\.self) where !cohort.failures.isEmpty {
      lines.append("Not measured:")
      lines += cohort.failures.map { "  \($0.name): \($0.message)" }
    }
    if !accepted.vetoed.isEmpty {
      lines.append("The policy vetoes \(accepted.vetoed.count) of the accepted cases; look whether they belong there:")
      lines += accepted.vetoed.map { "  \($0.name): \($0.expectations.joined(separator: ", "))" }
    }
    return lines.joined(separator: "\n")
  }

  private func line(_ cohort: Cohort, _ word: String) -> String {
    let flagged = cohort.cases.count(where: \.isFlagged)
    return "Cohort \(cohort.name), \(word): \(Self.cases(cohort.cases.count))"
      + (cohort.failures.isEmpty ? "" : ", \(cohort.failures.count) more not measured")
      + "; as it is, the policy finds faults in \(flagged)"
  }

  private static func cases(_ count: Int) -> String { count == 1 ? "1 case" : "\(count) cases" }

  // MARK: Ranges

  private func text(_ proposal: LimitProposal) -> String {
    let key = ([proposal.expectation.id] + (proposal.path ?? [])).joined(separator: " › ")
    let cell = proposal.strata.sorted { $0.key < $1.key }.map { ", \($0.key) \($0.value)" }.joined()
    var lines = ["\(key) (line \(proposal.expectation.range.line)\(cell))"]
    lines.append("  policy   \(Self.current(proposal))")
    if let source = proposal.expectation.source?.cite { lines.append("           \(source)") }
    if let obstacle = proposal.obstacle {
      lines.append("  learned  nothing is proposed: \(obstacle)")
    } else if let text = proposal.text, let possible = proposal.learnedPossible {
      let typical = proposal.learnedTypical.map { "typical \(text.range($0)), " } ?? ""
      lines.append("  learned  \(typical)possible \(text.range(possible)), n = \(proposal.count)")
    }
    for range in proposal.ranges {
      lines.append("  \(range.wanted.number.words)")
      lines.append(self.lines(of: range, indent: "    "))
    }
    return lines.joined(separator: "\n")
  }

  private static func current(_ proposal: LimitProposal) -> String {
    if !proposal.hasTypical { return proposal.possible?.text ?? "no limits" }
    let parts = [
      proposal.typical.map { "typical \($0.text)" }, proposal.possible.map { "possible \($0.text)" },
    ].compactMap(\.self)
    return parts.joined(separator: ", ")
  }

  /// What is known of one number, a fact a line.
  private func lines(of learned: LearnedRange, indent: String) -> String {
    let (range, text) = (learned.range, LimitsText(unit: learned.wanted.unit))
    var lines: [String] = []
    let missing = learned.missing.words.map { " (\($0))" } ?? ""
    let median = range.median.map { ", median \(text.number($0, digits: 3))" } ?? ""
    lines.append("n = \(range.count)\(missing)\(median)")
    if let typical = range.typical, let possible = range.possible {
      lines.append("typical \(text.range(typical.rounded)); ends \(Self.ends(typical, text))")
      lines.append("possible \(text.range(possible.rounded)); ends \(Self.ends(possible, text))")
    }
    if range.count > 0 {
      let outside = [
        learned.outsideTypical.map { "typical range \(Self.share($0, of: range.count))" },
        learned.outsidePossible.map {
          "\(learned.wanted.number.hasTypical ? "possible range" : "limits") \(Self.share($0, of: range.count))"
        },
      ].compactMap(\.self)
      if !outside.isEmpty { lines.append("outside the policy's \(outside.joined(separator: ", "))") }
    }
    if case .thin(let reason) = range.adequacy { lines.append("thin: \(reason)") }
    if case .tooSmall = range.adequacy {
      lines.append("too small: \(range.count) of at least \(RangeRule().leastCount)")
    }
    if let unseen = learned.unseen {
      let share = Significant.text(unseen * 100, digits: 2)
      lines.append("all are alike: up to \(share) % of sound masks may differ unseen")
    }
    if !learned.unusual.isEmpty {
      let few = learned.unusual.prefix(5).joined(separator: ", ")
      lines.append("outside what was learned, worth a look: \(few)\(learned.unusual.count > 5 ? " and more" : "")")
    }
    lines += learned.comparisons.map { Self.line($0, text) }
    return lines.map { indent + $0 }.joined(separator: "\n")
  }

  private static func ends(_ estimate: RangeEstimate, _ text: LimitsText) -> String {
    "\(text.rough(estimate.low.interval)) and \(text.rough(estimate.high.interval)) (95 %)"
  }

  private static func share(_ count: Int, of whole: Int) -> String {
    "\(count) of \(whole) (\(Significant.text(Double(count) / Double(whole) * 100, digits: 2)) %)"
  }

  private static func line(_ comparison: LearnedRange.Comparison, _ text: LimitsText) -> String {
    let ranges = comparison.ranges
    let strata = ranges.strata.filter { $0.own.count > 0 }.map { stratum -> String in
      let range = stratum.own.typical.map { "typical \(text.range($0.rounded))" } ?? "too small"
      return "\(stratum.name) \(range) (n = \(stratum.own.count))"
    }.joined(separator: ", ")
    guard let difference = ranges.difference else { return "by \(comparison.variable): \(strata)" }
    let isLarge = ranges.strata.count { !$0.isPooled } > 1
    let verdict =
      ranges.isWorthStating
      ? "worth stating apart" : isLarge ? "not worth stating apart" : "too few cases to state apart"
    let p = difference.pValue < 0.001 ? "p < 0.001" : "p = \(Significant.text(difference.pValue, digits: 2))"
    return
      "by \(comparison.variable): \(verdict) (\(p), η² = \(Significant.text(difference.effect, digits: 2))): \(strata)"
  }

  // MARK: Scorecards

  private func text(_ card: FittedCaseCard) -> String {
    let rejected = [
      card.rejected > 0 || card.mutations == 0 ? "\(card.rejected) rejected" : nil,
      card.mutations > 0 ? "\(card.mutations) made of accepted ones" : nil,
    ].compactMap(\.self).joined(separator: " and ")
    var lines = ["Card for whole cases: \(card.accepted) accepted masks and \(rejected)"]
    guard let fit = card.fit else {
      if case .failure(let error) = card.result { lines.append("  \(error.message)") }
      return lines.joined(separator: "\n")
    }
    lines.append("  \(fit.card.tables.count) of \(card.considered) numbers were chosen")
    for row in card.rows { lines.append("  \(row.number)\n    \(row.stretches.joined(separator: "; "))") }
    let reject = fit.card.reject.map { "reject from \($0)" } ?? "nothing is rejected"
    lines.append("  review from \(fit.card.review), \(reject), at most \(fit.card.most) points")
    func percent(_ share: Double) -> String { "\(Significant.text((share * 1000).rounded() / 10, digits: 4)) %" }
    let seen = fit.performance
    lines.append(
      "  on masks that it did not see, both classes counting the same: AUROC \(Significant.text((seen.area * 1000).rounded() / 1000, digits: 3)); \(percent(seen.forced)) right when all are decided"
    )
    lines.append(
      "  its cut-offs, which aim at \(percent(card.wrong)) wrong, decide \(percent(seen.decided)), \(percent(seen.right)) of them right; \(percent(seen.notAccepted)) of faulty masks are not accepted, \(percent(seen.notRejected)) of sound ones not rejected"
    )
    if let prototypes = card.prototypes {
      lines.append(
        "  of faults that were made in masks that it did not see it names \(percent(prototypes.first)) first and \(percent(prototypes.firstTwo)) among the first two"
      )
    }
    if card.mutations > 0 {
      let kinds = card.noticed.map { "\($0.fault) \($0.noticed) of \($0.made)" }
      lines.append("  of the faults that were made it does not accept: \(kinds.joined(separator: ", "))")
      if card.rejected == 0 {
        lines.append("  Nobody rejected a mask: how it does with the faults of your model is not known.")
      }
    }
    return lines.joined(separator: "\n")
  }

  private func text(_ card: FittedCard) -> String {
    var lines = ["Scorecard of \(card.subject): \(card.accepted) accepted and \(card.rejected) rejected masks"]
    switch card.result {
    case .failure(let error): lines.append("  \(error.message)")
    case .success(let fit):
      let rows = card.entries.map { entry in
        [entry.measure, "\(entry.isBelow ? "below" : "above") \(card.text(entry))", "+\(entry.points)"]
      }
      if !rows.isEmpty { lines += TextTable(rows).aligned.split(separator: "\n").map { "  \($0)" } }
      let cuts = [
        fit.card.reviewAt.map { "review from \($0)" }, fit.card.rejectAt.map { "reject from \($0)" },
      ].compactMap(\.self)
      if !rows.isEmpty {
        let most = "at most \(fit.card.mostPoints) points"
        lines.append("  \((cuts + [most]).joined(separator: ", "))")
      }
      let validation = fit.validation
      lines.append(
        "  in \(validation.folds)-fold cross-validation: AUROC \(Self.area(validation.card.area)); ranges alone \(Self.area(validation.ranges.area)); gain \(Self.area(validation.gain))"
      )
      lines += Self.points(validation.card, "the card").map { "  \($0)" }
      lines += Self.points(validation.ranges, "ranges alone").map { "  \($0)" }
      lines += fit.warnings.map { "  \($0)" }
      if !fit.unusable.isEmpty {
        lines.append("  not considered, too few values: \(fit.unusable.map(\.feature).joined(separator: ", "))")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func area(_ estimate: Estimate) -> String {
    func two(_ value: Double) -> String { Significant.text((value * 100).rounded() / 100, digits: 6) }
    return "\(two(estimate.value)) (95 % \(two(estimate.interval.lowerBound))..\(two(estimate.interval.upperBound)))"
  }

  private static func points(_ separation: ScorecardValidation.Separation, _ what: String) -> [String] {
    [("review", separation.review), ("reject", separation.reject)].compactMap { word, point in
      point.map {
        "\(what) at \(word): \($0.flaggedRejected) of \($0.rejected) rejected, \($0.flaggedAccepted) of \($0.accepted) accepted masks"
      }
    }
  }
}
