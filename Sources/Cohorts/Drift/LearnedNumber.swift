internal import Evaluation
package import Learning
package import PolicyLanguage
package import Wording

/// A number of which a policy keeps what was learned, with how it is asked of a case.
package struct LearnedNumber: Sendable {
  /// A noun phrase, or the number as the policy writes it.
  package let words: String
  /// The expectation that keeps it.
  package let expectation: String
  package let unit: Wording.Unit
  /// What is kept, in canonical units.
  package let distribution: LearnedDistribution
  let needs: [ConditionNeeds.Measure]
  /// The number of a case; nil where it has none.
  let value: @Sendable (CaseFacts) -> Double?

  /// All that a policy keeps: learned typical ranges, and the medians and spreads of its scorecards. Where both are
  /// kept of one number the median and spread speak for it.
  package static func all(of policy: Policy) -> [LearnedNumber] {
    var numbers: [LearnedNumber] = []
    for expectation in policy.expectations {
      if let card = expectation.kind as? DeclaredScorecard, let learned = card.learned {
        numbers += card.usualNumbers.map { LearnedNumber($0, expectation.id, count: learned.cases) }
      }
    }
    let known = Set(numbers.map(\.words))
    for expectation in policy.expectations where expectation.slices == nil {
      guard let learned = expectation.learned, learned.parts.isEmpty || learned.parts.contains(.typical) else {
        continue
      }
      let variants =
        expectation.variants.isEmpty
        ? [Expectation.Variant(strata: [:], kind: expectation.kind)] : expectation.variants
      let subjects: [String?] = expectation.subjects.isEmpty ? [nil] : expectation.subjects
      for variant in variants {
        for subject in subjects {
          for number in variant.kind.judged.limitedNumbers(subject: subject, policy: policy) {
            let place = WantedNumber.Place(expectation: expectation, subject: subject, strata: variant.strata)
            guard let limits = number.typical, let low = limits.lower?.value, let high = limits.upper?.value,
              low <= high, let wanted = WantedNumber(number, at: place)
            else { continue }
            let named = number.measure.map { $0.function.name + "(" + $0.labels.joined(separator: ", ") + ")" }
            if let named, known.contains(named) { continue }
            numbers.append(LearnedNumber(wanted, expectation.id, low...high, count: learned.count))
          }
        }
      }
    }
    return numbers
  }

  private init(_ number: UsualNumber, _ expectation: String, count: Int) {
    words = number.measure.text
    self.expectation = expectation
    unit = number.unit
    distribution = LearnedDistribution(count: count, median: number.usual, spread: number.spread)
    needs = Array(number.measure.needs(subject: nil).measures)
    value = { facts in
      guard case .value(let value) = number.measure.evaluate(subject: nil, facts: facts, in: number.dimension),
        value.isFinite
      else { return nil }
      return value
    }
  }

  private init(_ wanted: WantedNumber, _ expectation: String, _ typical: ClosedRange<Double>, count: Int) {
    words = wanted.number.words
    self.expectation = expectation
    unit = wanted.unit
    distribution = LearnedDistribution(count: count, typical: typical)
    needs = [wanted.number.measure].compactMap(\.self)
    value = { wanted.value(in: $0).number }
  }
}
