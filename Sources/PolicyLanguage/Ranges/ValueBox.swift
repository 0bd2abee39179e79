package import Numerics

/// What is still possible of a case, when some conditions hold: a range for each number, the words for each fact, and
/// yes or no for each predicate. What it does not name may be anything.
package struct ValueBox: Hashable, Sendable {
  /// A number of a case.
  package enum Variable: Hashable, Sendable {
    /// A measure of labels, in the dimension in which it is limited.
    case measure(ConditionNeeds.Measure)
    /// A number that a kind measures itself, by its words, such as `the volume of liver`.
    case named(String)
    case context(String)

    /// For sentences.
    package var words: String {
      switch self {
      case .measure(let measure): "\(measure.function.name)(\(measure.labels.joined(separator: ", ")))"
      case .named(let words): words
      case .context(let name): "context.\(name)"
      }
    }
  }

  package var numbers: [Variable: Interval] = [:]
  package var facts: [String: Set<String>] = [:]
  package var predicates: [ConditionNeeds.Predicate: Bool] = [:]

  package init() {}

  /// Leaves of a number what lies in an interval; false when nothing is left.
  mutating func narrow(_ variable: Variable, to interval: Interval, within range: Interval) -> Bool {
    let left = (numbers[variable] ?? range).intersection(interval)
    numbers[variable] = left
    return !left.isEmpty
  }

  mutating func narrow(_ predicate: ConditionNeeds.Predicate, to holds: Bool) -> Bool {
    if let known = predicates[predicate], known != holds { return false }
    predicates[predicate] = holds
    return true
  }

  mutating func narrow(fact: String, to words: Set<String>) -> Bool {
    let left = facts[fact].map { $0.intersection(words) } ?? words
    facts[fact] = left
    return !left.isEmpty
  }
}

extension ConditionNeeds.Measure {
  /// What it can be at all.
  package var range: Interval { function.range }
}
