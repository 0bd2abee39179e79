internal import Evaluation
internal import Learning
package import PolicyLanguage
package import Wording

/// One place of limits in the policy, with what the cohort says about the labels that they hold for.
///
/// Limits of a group must fit each of its labels, so their ends are those of the label that reaches furthest: every
/// label keeps the coverage of its own range, and each case counts once in an interval.
package struct LimitProposal: Sendable {
  package let expectation: Expectation
  /// See `LimitedNumber.path`.
  package let path: [String]?
  package let strata: [String: String]
  /// One for each label, or pair.
  package let ranges: [LearnedRange]
  /// Whether a failure of the expectation decides by itself: such limits are declared, and what is learned only stands
  /// beside them.
  package let isVeto: Bool

  private var first: WantedNumber? { ranges.first?.wanted }
  package var typical: Limits? { first?.number.typical }
  package var possible: Limits? { first?.number.possible }
  package var hasTypical: Bool { first?.number.hasTypical ?? false }
  package var text: LimitsText? { first.map { LimitsText(unit: $0.unit) } }

  /// Hulls over the labels, rounded outwards; nil where a label has too few cases.
  package var learnedTypical: ClosedRange<Double>? { hull { $0.typical?.rounded } }
  package var learnedPossible: ClosedRange<Double>? { hull { $0.possible?.rounded } }

  private func hull(_ part: (CohortRange) -> ClosedRange<Double>?) -> ClosedRange<Double>? {
    Self.hull(ranges.map { part($0.range) })
  }

  /// Nil when one of the ranges is.
  static func hull(_ ranges: [ClosedRange<Double>?]) -> ClosedRange<Double>? {
    let known = ranges.compactMap(\.self)
    guard let first = known.first, known.count == ranges.count else { return nil }
    return known.dropFirst().reduce(first) {
      min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
    }
  }

  /// How many cases the label with the fewest has.
  package var count: Int { ranges.map(\.range.count).min() ?? 0 }

  /// Why nothing is proposed; nil when something is.
  package var obstacle: String? {
    if isVeto { return "its failure is a declared veto, which nothing learned may change" }
    let small = ranges.filter(\.range.adequacy.isTooSmall)
    if !small.isEmpty {
      let needed = RangeRule().leastCount
      return "too small: "
        + small.map {
          "\($0.range.count) of at least \(needed) for \($0.wanted.number.labels.joined(separator: " and "))"
        }
        .joined(separator: ", ")
    }
    return path == nil ? "the limits stand inside a sentence; change it by hand" : nil
  }

  /// The places of limits in the policy's order, from ranges in the policy's order.
  package static func grouped(_ ranges: [LearnedRange], decision: DecisionSettings) -> [LimitProposal] {
    var groups: [(key: [String], members: [LearnedRange])] = []
    for range in ranges {
      guard let place = range.wanted.place else { continue }
      let cell = place.strata.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
      // Sentences name their labels, and so have one place each.
      let key = [place.expectation.id] + (range.wanted.number.path ?? []) + ["|"] + cell
      if let at = groups.firstIndex(where: { $0.key == key }) {
        groups[at].members.append(range)
      } else {
        groups.append((key, [range]))
      }
    }
    return groups.compactMap { group in
      guard let wanted = group.members.first?.wanted, let place = wanted.place else { return nil }
      return LimitProposal(
        expectation: place.expectation, path: wanted.number.path, strata: place.strata, ranges: group.members,
        isVeto: decision.vetoes(place.expectation.severity))
    }
  }
}
