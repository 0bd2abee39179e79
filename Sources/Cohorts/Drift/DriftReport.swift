package import Learning
package import PolicyLanguage

/// Whether new cases still look like those that a policy was learned from.
package struct DriftReport: Sendable {
  /// What can be said of a number.
  package enum Answer: String, CaseIterable, Hashable, Sendable {
    case drifted
    case noSign = "no-sign"
    case tooFew = "too-few"
  }

  /// One number in all cases, or in those of a subgroup.
  package struct Row: Sendable {
    package let number: LearnedNumber
    package let test: DriftTest
    /// Cases in which the number is not known.
    package let missing: Int
    /// The false discovery rate at which it would count, over all rows of the report.
    package let rate: Double
    /// The chance that a shift by one robust standard deviation would have been noticed.
    package let power: Double
    package let answer: Answer
  }

  /// All cases, or those with one value in a column.
  package struct Part: Sendable {
    /// Nil: all cases.
    package let subgroup: (column: String, value: String)?
    package let cases: Int
    package let rows: [Row]

    /// Drifted where one number is; too few where of none of them anything can be said.
    package var answer: Answer {
      rows.contains { $0.answer == .drifted }
        ? .drifted : rows.contains { $0.answer == .noSign } ? .noSign : .tooFew
    }
  }

  package let policy: String
  package let version: String
  package let digest: String
  package let cohort: String
  /// The false discovery rate that is aimed at, 0…1.
  package let aim: Double
  /// All cases first.
  package let parts: [Part]
  package let failures: [Cohort.Failure]
  package let notes: [String]

  package var answer: Answer {
    parts.contains { $0.answer == .drifted } ? .drifted : parts.first?.answer ?? .tooFew
  }

  /// - Parameters:
  ///   - numbers: what the policy keeps.
  ///   - cases: the values of each number, and what each case belongs to by column.
  package init(
    policy: Policy, cohort: String, aim: Double, numbers: [LearnedNumber], cases: [DriftMeasuring.Case],
    columns: [String], failures: [Cohort.Failure], notes: [String]
  ) {
    (self.policy, version, digest) = (policy.id, policy.version, policy.digest)
    (self.cohort, self.aim, self.failures, self.notes) = (cohort, aim, failures, notes)
    var groups: [(subgroup: (column: String, value: String)?, cases: [DriftMeasuring.Case])] = [(nil, cases)]
    for column in columns {
      for value in Set(cases.compactMap { $0.subgroups[column] }).sorted() {
        groups.append(((column, value), cases.filter { $0.subgroups[column] == value }))
      }
    }
    let tests = groups.map { group in
      numbers.indices.map { place in
        DriftTest(group.cases.compactMap { $0.values[place] }, against: numbers[place].distribution)
      }
    }
    // Numbers without any new value ask nothing.
    let asked = tests.flatMap(\.self).filter { $0.count > 0 }
    var rates = falseDiscoveryRates(asked.map(\.p)).makeIterator()
    // What the smallest of all p-values would have to be.
    let level = aim / Double(max(asked.count, 1))
    var powers: [Setting: Double] = [:]
    parts = zip(groups, tests).map { group, tests in
      let rows = zip(numbers, tests).map { number, test in
        let rate = test.count > 0 ? rates.next() ?? 1 : 1
        let setting = Setting(number.distribution, test.count)
        let power = powers[setting] ?? DriftTest.power(learned: number.distribution, new: test.count, level: level)
        powers[setting] = power
        let answer: Answer =
          rate <= aim && test.count > 0 ? .drifted : power >= DriftTest.leastPower ? .noSign : .tooFew
        return Row(
          number: number, test: test, missing: group.cases.count - test.count, rate: rate, power: power, answer: answer)
      }
      return Part(subgroup: group.subgroup, cases: group.cases.count, rows: rows)
    }
  }

  /// What the power of a test depends on.
  private struct Setting: Hashable {
    let learned: Int
    let hasMedian: Bool
    let hasRange: Bool
    let new: Int

    init(_ distribution: LearnedDistribution, _ new: Int) {
      (learned, hasMedian, hasRange) = (distribution.count, distribution.median != nil, distribution.typical != nil)
      self.new = new
    }
  }
}
