package import Evaluation
package import PolicyLanguage
package import Reasoning

/// What changes from one policy to another, over stored cases.
package struct PolicyDifference: Sendable {
  /// A stored case that says nothing about the change.
  package struct Left: Hashable, Sendable {
    package let caseName: String
    /// Why, and what to do; a sentence.
    package let reason: String

    package init(caseName: String, reason: String) {
      self.caseName = caseName
      self.reason = reason
    }
  }

  package let old: Policy
  package let new: Policy
  package let cases: [CaseDifference]
  /// Cases without usable answers.
  package let left: [Left]
  /// Cases that the old policy judges otherwise than their record does, with the reason as far as it is known.
  package let deviating: [Left]

  package init(
    old: Policy, new: Policy, cases: [CaseDifference], left: [Left] = [], deviating: [Left] = []
  ) {
    self.old = old
    self.new = new
    self.cases = cases
    self.left = left
    self.deviating = deviating
  }

  package var flips: [CaseDifference] { cases.filter { $0.verdict == .flips } }
  package var open: [CaseDifference] { cases.filter { $0.verdict == .open } }

  /// How many cases flip from which decision to which, the commonest first.
  package var counts: [(change: String, cases: Int)] {
    let changes = flips.map { "\(Self.words($0.old)) → \(Self.words($0.new))" }
    return Dictionary(changes.map { ($0, 1) }, uniquingKeysWith: +).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (change: $0.key, cases: $0.value) }
  }

  /// How an expectation fares.
  package struct Fate: Sendable {
    package enum Text: String, Sendable { case added, removed, changed, same }

    package let expectation: String
    package let text: Text
    /// How many flips it is among the reasons of.
    package let flips: Int
    /// How many findings changed from which outcome to which, the commonest first.
    package let outcomes: [(change: String, findings: Int)]
    /// How many findings want answers that are not stored.
    package let unstored: Int

    /// Whether there is anything to tell.
    var isNotable: Bool { text != .same || flips > 0 || !outcomes.isEmpty || unstored > 0 }
  }

  /// The expectations that something is to be told of, in the order of the new policy, then those that are gone.
  package var expectations: [Fate] {
    let (before, after) = (Self.meanings(old), Self.meanings(new))
    // The standard judgement of files belongs to no policy's text.
    let known = new.expectations.map(\.id) + old.expectations.map(\.id)
    let judged = cases.flatMap { $0.outcomes.keys.map(\.expectation) + $0.unstored.keys + $0.responsible }.sorted()
    let ids = (known + judged).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return ids.map { id in
      let text: Fate.Text =
        before[id] == after[id] ? .same : before[id] == nil ? .added : after[id] == nil ? .removed : .changed
      var outcomes: [String: Int] = [:]
      for (change, count) in cases.flatMap(\.outcomes) where change.expectation == id {
        outcomes["\(Self.words(change.from)) → \(Self.words(change.to))", default: 0] += count
      }
      return Fate(
        expectation: id, text: text, flips: flips.count { $0.responsible.contains(id) },
        outcomes: outcomes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
          (change: $0.key, findings: $0.value)
        },
        unstored: cases.reduce(0) { $0 + $1.unstored[id, default: 0] })
    }.filter(\.isNotable)
  }

  /// What else the policies differ in, such as `decision`.
  package var otherParts: [String] { new.parts(differingFrom: old) }

  private static func meanings(_ policy: Policy) -> [String: String] {
    Dictionary(policy.expectations.map { ($0.id, $0.meaning) }, uniquingKeysWith: { first, _ in first })
  }

  package static func words(_ outcome: Finding.Outcome) -> String {
    outcome == .notEvaluable ? "not evaluable" : outcome.rawValue
  }

  /// A decision, or the span that it lies in.
  package static func words(_ span: ClosedRange<Decision>) -> String {
    span.lowerBound == span.upperBound
      ? span.lowerBound.rawValue
      : Decision.allCases.filter(span.contains).map(\.rawValue).joined(separator: " or ")
  }
}
