/// Ranges of one measure by stratum (sex, age group, scanner), and whether it is worth stating them apart.
package struct StratifiedRange: Sendable, Hashable {
  package struct Stratum: Sendable, Hashable {
    package let name: String
    /// What the stratum itself says, too small or not.
    package let own: CohortRange
    /// Whether the pooled range stands in, because the stratum is too small.
    package var isPooled: Bool { own.adequacy.isTooSmall }
  }

  package let pooled: CohortRange
  /// By name.
  package let strata: [Stratum]
  /// Over strata with at least five values; nil with fewer than two of them.
  package let difference: KruskalWallis?

  /// Whether separate ranges say more than the pooled one: at least two strata are large enough, their difference is no
  /// chance (p < 0.01, as many measures are looked at) and not small (η² of at least 0.06, Cohen's medium effect). Only
  /// location is compared: strata of equal medians and unequal spread count as alike.
  package var isWorthStating: Bool {
    guard let difference, strata.count(where: { !$0.isPooled }) > 1 else { return false }
    return difference.pValue < 0.01 && difference.effect >= 0.06
  }

  /// The range to use for a stratum: its own, or the pooled one.
  package func range(for stratum: String) -> CohortRange {
    strata.first { $0.name == stratum && !$0.isPooled }?.own ?? pooled
  }

  /// Rows without a stratum count for the pooled range alone.
  package init(_ rows: [(value: Double?, stratum: String?)], support: Support = .real, rule: RangeRule = RangeRule()) {
    pooled = CohortRange(of: rows.map(\.value), support: support, rule: rule)
    var values: [String: [Double?]] = [:]
    for row in rows { if let stratum = row.stratum { values[stratum, default: []].append(row.value) } }
    strata = values.sorted { $0.key < $1.key }.map {
      Stratum(name: $0.key, own: CohortRange(of: $0.value, support: support, rule: rule))
    }
    difference = KruskalWallis(
      strata.map { stratum in (values[stratum.name] ?? []).compactMap { $0?.isFinite == true ? $0 : nil } }.filter {
        $0.count >= 5
      })
  }
}
