internal import PolicyLanguage

/// Which limits hold for a case, where they differ between strata of the population.
struct Strata {
  let expectation: Expectation
  let facts: CaseFacts

  /// The kinds that may hold: one when the case's strata are known, else every one that the known facts leave. Empty when a fact lies in none of the strata.
  var kinds: [any JudgedKind] {
    guard !expectation.variants.isEmpty else { return [expectation.kind as? any JudgedKind].compactMap { $0 } }
    return expectation.variants.filter { variant in
      variant.strata.allSatisfy { name, stratum in
        guard let value = facts.context(name),
          let variable = facts.policy.context.first(where: { $0.name == name })
        else { return true }
        return variable.stratum(of: value) == stratum
      }
    }.compactMap { $0.kind as? any JudgedKind }
  }

  /// The variables whose value is not known, though the limits depend on them.
  var unknown: [String] {
    Set(expectation.variants.flatMap(\.strata.keys)).filter { facts.context($0) == nil }.sorted()
  }

  /// Judges under every stratum that is possible and keeps the mildest result: what is sound for some patient of whom no more is known is not wrong.
  func judge(_ judgements: (any JudgedKind) -> [Judgement]) -> [Judgement] {
    let kinds = kinds
    guard let first = kinds.first else {
      let values = Set(expectation.variants.flatMap(\.strata.keys)).sorted().compactMap { name in
        facts.context(name).map { "\(name) \($0)" }
      }
      let cause = "there are no limits for \(listed(values))"
      return [Judgement(.notEvaluable, aspect: "stratum", message: "Cannot be judged: \(cause).", cause: cause)]
    }
    guard kinds.count > 1 else { return judgements(first) }
    let all = kinds.map(judgements).sorted { Self.rank($0) < Self.rank($1) }
    let names = unknown
    let note =
      names.isEmpty ? "" : " (\(listed(names)) \(names.count == 1 ? "is" : "are") not given: held against all strata.)"
    return (all.first ?? []).map { judgement in
      var noted = judgement
      noted.message += note
      return noted
    }
  }

  /// The worst outcome, then how many have it, then the smallest margin turned round.
  private static func rank(_ judgements: [Judgement]) -> (Int, Int, Double) {
    let worst = judgements.map { severity($0.outcome) }.max() ?? 0
    let margin = judgements.compactMap(\.margin).min() ?? 0
    return (worst, judgements.count { severity($0.outcome) == worst }, -margin)
  }

  private static func severity(_ outcome: Finding.Outcome) -> Int {
    switch outcome {
    case .pass, .skipped, .waived: 0
    case .warn: 1
    case .notEvaluable: 2
    case .fail: 3
    }
  }
}
