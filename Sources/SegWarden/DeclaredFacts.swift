internal import Evaluation
internal import PolicyLanguage
internal import Wording

/// Facts that a policy declares and nobody has given, which would let a failure pass: a kidney that is missing is no
/// fault where it was removed.
struct DeclaredFacts {
  /// At most as many values are tried: a policy is judged again for each. Where there are more, the findings say so.
  private static let most = 24

  let policy: Policy
  let facts: CaseFacts
  /// What is known about the case.
  let given: [String: String]
  /// The case's name and the day, which waivers may ask for.
  let caseName: String
  let today: CalendarDay?

  /// What a finding has in common with itself under other facts.
  private struct Subject: Hashable {
    let expectation: String
    let field: String
    let labels: [String]

    init(_ finding: Finding) {
      (expectation, field, labels) = (finding.expectation, finding.code.aspect.field, finding.labels)
    }
  }

  /// The findings, of which those that failed say which facts would let them pass. Cost: the policy judged anew for
  /// each value of each fact that is not given; nothing is measured.
  func told(in findings: [Finding]) -> [Finding] {
    let failed = Set(findings.filter { $0.outcome == .fail }.map(\.expectation))
    let asked = policy.expectations.filter { failed.contains($0.id) }
      .reduce(into: Set<String>()) { $0.formUnion(policy.facts(askedBy: $1)) }
    let open = policy.context.filter { asked.contains($0.name) && given[$0.name] == nil && $0.range == nil }
    guard !open.isEmpty else { return findings }
    let trials = open.flatMap { variable in
      variable.values.filter { $0 != variable.initial }.map { (name: variable.name, value: $0) }
    }
    var remedies: [Subject: [String]] = [:]
    for trial in trials.prefix(Self.most) {
      var context = given
      context[trial.name] = trial.value
      let after = Evaluator(policy: policy).judge(
        facts.table, context: context, request: facts.request, caseName: caseName,
        today: today
      ).findings
      let held = Set(after.filter { ![.pass, .skipped].contains($0.outcome) }.map { Whole($0) })
      let said = Set(after.map(\.expectation))
      for finding in findings where finding.outcome == .fail && said.contains(finding.expectation) {
        // Whatever it says about the same structures must hold, or not be asked any more.
        guard !held.contains(Whole(finding)) else { continue }
        remedies[Subject(finding), default: []].append("\(trial.name): \(trial.value)")
      }
    }
    let untried = trials.count - min(trials.count, Self.most)
    let more = untried == 0 ? "" : "; \(counted(untried, "further value")) of facts were not tried"
    return findings.map { finding in
      guard finding.outcome == .fail, let known = remedies[Subject(finding)] else { return finding }
      var told = finding
      let words = "with \(known.joined(separator: ", or with ")), if that is so\(more)"
      told.counterfactual = finding.counterfactual.map { "\($0) Or \(words)." } ?? "\(words.capitalisedFirst)."
      return told
    }
  }

  /// An expectation about some structures, whatever of it is judged.
  private struct Whole: Hashable {
    let expectation: String
    let labels: Set<String>

    init(_ finding: Finding) { (expectation, labels) = (finding.expectation, Set(finding.labels)) }
  }
}

extension String {
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
