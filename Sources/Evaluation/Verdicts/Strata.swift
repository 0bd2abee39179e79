internal import PolicyLanguage
internal import Wording

/// Which limits hold for a case, where they differ between strata of the population.
struct Strata {
  let expectation: Expectation
  let facts: CaseFacts

  /// The kinds that may hold: one when the case's strata are known, else every one that the known facts leave. Empty
  /// when a fact lies in none of the strata.
  var kinds: [any JudgedKind] {
    guard !expectation.variants.isEmpty else { return expectation.judgedKinds }
    return expectation.variants.filter { variant in
      variant.strata.allSatisfy { name, stratum in
        guard let value = facts.context(name),
          let variable = facts.policy.context.first(where: { $0.name == name })
        else { return true }
        return variable.stratum(of: value) == stratum
      }
    }.map { $0.kind.judged }
  }

  /// The variables whose value is not known, though the limits depend on them.
  var unknown: [String] {
    Set(expectation.variants.flatMap(\.strata.keys)).filter { facts.context($0) == nil }.sorted()
  }

  /// Judges under every stratum that is possible; where they do not agree, nothing is known but the worst that may be.
  func judge(_ judgements: (any JudgedKind) -> [Judgement]) -> [Judgement] {
    let kinds = kinds
    guard let first = kinds.first else {
      let values = Set(expectation.variants.flatMap(\.strata.keys)).sorted().compactMap { name in
        facts.context(name).map { "\(name) \($0)" }
      }
      return [.unknown("This", .undefined("there are no limits for \(listed(values))"))]
    }
    guard kinds.count > 1 else { return judgements(first) }
    let all = kinds.map(judgements)
    let names = unknown
    return (all.first ?? []).indices.map { limit in
      let completions = all.compactMap { $0.indices.contains(limit) ? $0[limit] : nil }
      let worst = completions.max { Self.weight($0) < Self.weight($1) } ?? completions[0]
      guard Set(completions.map(\.outcome)).count == 1, completions.count == all.count else {
        return Self.open(worst, names, completions)
      }
      var noted = worst
      noted.message +=
        " (\(listed(names)) \(names.count == 1 ? "is" : "are") not given: the same holds for all strata.)"
      return noted
    }
  }

  /// What is left of a judgement that other strata do not share.
  private static func open(_ worst: Judgement, _ names: [String], _ completions: [Judgement]) -> Judgement {
    var open = worst
    open.outcome = .notEvaluable
    open.aspect = Aspect(worst.aspect.field, .unknown)
    // What some strata could not judge keeps its own causes: ignoring the missing fact forgives nothing else.
    open.causes = completions.reduce(names.map(UnknownCause.noContext)) { $0.joined(with: $1.causes) }
    open.message = "Cannot be judged: \(open.causes.words), and the strata differ. In the strictest: \(worst.message)"
    open.worst = worst.outcome == .fail ? .fail : nil
    (open.location, open.counterfactual, open.repair) = (nil, nil, nil)
    return open
  }

  /// By outcome, then by what a failure weighs (nothing said weighs most), then by how far it is off.
  private static func weight(_ judgement: Judgement) -> (Int, Int, Double) {
    let rank =
      switch judgement.outcome {
      case .pass, .skipped, .waived: 0
      case .warn: 1
      case .notEvaluable: 2
      case .fail: 3
      }
    let severity = judgement.severity.map { $0 == .note ? 0 : $0 == .review ? 1 : 2 } ?? 2
    return (rank, severity, -(judgement.margin ?? 0))
  }
}
