internal import Evaluation
package import Learning
package import PolicyLanguage
internal import Wording

/// What a cohort says about one number, beside what the policy says.
package struct LearnedRange: Sendable {
  /// The number by strata of one context variable.
  package struct Comparison: Sendable {
    package let variable: String
    package let ranges: StratifiedRange
  }

  package let wanted: WantedNumber
  package let range: CohortRange
  package let missing: MissingCounts
  /// How many of the cohort's values lie outside the policy's own ranges; nil where it has none.
  package let outsideTypical: Int?
  package let outsidePossible: Int?
  /// Cases outside the learned possible range.
  package let unusual: [String]
  /// One for each context variable of which the cohort shows two strata or more, the strongest difference first.
  package let comparisons: [Comparison]

  package init(_ wanted: WantedNumber, at place: Int, in cohort: Cohort, policy: Policy, rule: RangeRule) {
    let measured = cohort.values(place)
    let numbers = measured.map(\.number)
    self.wanted = wanted
    range = CohortRange(of: numbers, support: wanted.support, rule: rule)
    missing = MissingCounts(measured)
    func outside(_ limits: Limits?) -> Int? {
      limits.map { limits in numbers.count { $0.map { !limits.contains($0) } ?? false } }
    }
    outsideTypical = outside(wanted.number.typical)
    outsidePossible = outside(wanted.number.possible)
    unusual = range.outside.map { cohort.cases[$0].name }
    let own = wanted.place?.strata.keys.sorted() ?? []
    comparisons = policy.context.filter { !own.contains($0.name) }.compactMap { variable -> Comparison? in
      let rows = zip(cohort.cases, numbers).map { (value: $1, stratum: $0.strata[variable.name]) }
      let seen = Set(rows.filter { $0.value != nil }.compactMap(\.stratum))
      guard seen.count > 1 else { return nil }
      return Comparison(
        variable: variable.name, ranges: StratifiedRange(rows, support: wanted.support, rule: rule))
    }.sorted { ($0.ranges.difference?.effect ?? 0) > ($1.ranges.difference?.effect ?? 0) }
  }

  /// The share of sound masks that may differ unseen where all of the cohort are alike, with 95 % confidence (the rule
  /// of three, Hanley and Lippman-Hand, JAMA 249, 1983); nil where they differ, or are too few.
  package var unseen: Double? {
    guard let possible = range.possible?.range, possible.lowerBound == possible.upperBound else { return nil }
    return 3 / Double(range.count)
  }

  /// The variable by which it is worth stating ranges apart, if there is one.
  var worthStating: Comparison? { comparisons.first { $0.ranges.isWorthStating } }
}
