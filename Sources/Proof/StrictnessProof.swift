internal import Evaluation
internal import Numerics
package import PolicyLanguage
internal import Wording

/// Whether a policy holds back everything that another one, such as its last version, holds back.
package struct StrictnessProof: Sendable {
  /// What became of one demand of the old policy.
  package struct Point: Sendable {
    /// The demand: an expectation, and the label that it is about.
    package let words: String
    package let answer: Answer
  }

  /// The demands of the old policy that are not shown to be kept.
  package let points: [Point]
  /// How many demands of the old policy were looked at.
  package let count: Int
  package let answer: Answer

  /// - Parameter counterexample: a case that the old policy holds back and the new one accepts, in words; nil when none
  ///   was met among the cases that were tried.
  package init(old: Policy, new: Policy, counterexample: String?) {
    let before = old.requirements.filter(\.blocks)
    let after = new.requirements
    count = before.count
    var points: [Point] = []
    for requirement in before {
      let answer = Self.kept(requirement, after)
      if case .yes = answer { continue }
      points.append(Point(words: requirement.words, answer: answer))
    }
    points += Self.declarations(old, new) + Self.decision(old, new)
    self.points = points
    if let counterexample {
      answer = .no(counterexample)
    } else if let no = points.first(where: { if case .no = $0.answer { true } else { false } }) {
      answer = .no("\(no.words): \(no.answer.because)")
    } else if let open = points.first {
      answer = .unknown("\(open.words): \(open.answer.because)")
    } else {
      answer = .yes("each of the \(counted(count, "demand")) of the old policy is kept by the new one")
    }
  }

  /// Whether the new policy holds back whatever fails a demand of the old one.
  private static func kept(_ old: Requirement, _ new: [Requirement]) -> Answer {
    let partners = new.filter { $0.subject?.name == old.subject?.name && isSameKind($0, old) && $0.rest == old.rest }
    let severe = new.filter { $0.blocks && $0.expectation.severity >= old.expectation.severity }
    let strict = partners.filter { partner in
      partner.blocks && partner.expectation.severity >= old.expectation.severity && applies(old, partner)
    }
    if let partner = strict.first(where: { contains(old, $0) }) {
      guard isAsFirm(partner, old) else {
        return .unknown(
          "\(partner.words) asks at least as much, but what an unknown does, or what a model may clear, has changed")
      }
      return .yes("\(partner.words) asks at least as much")
    }
    // Whatever the old one fails lies where some new one fails as well.
    if old.isCalculated {
      let failing = old.failing(in: old.applying(in: [ValueBox()]))
      if let left = remaining(failing, severe.filter { $0.subject?.name == old.subject?.name || $0.subject == nil }) {
        guard let box = left.first else { return .yes("what it holds back, others hold back too") }
        return .no(words(box, old))
      }
      return .unknown("too many alternatives to follow")
    }
    if partners.contains(where: { $0.expectation.mode == .observe }) { return .no("it is only observed now") }
    if let partner = partners.first(where: { $0.expectation.severity < old.expectation.severity }) {
      return .no(
        "its severity is \(partner.expectation.severity.rawValue), and was \(old.expectation.severity.rawValue)")
    }
    // The same demand with other limits: what lies between the two.
    for partner in partners {
      for limit in partner.limited {
        guard let was = old.limited.first(where: { $0.variable == limit.variable }) else { continue }
        for side in was.allowed.interval.outside {
          let between = side.intersection(limit.allowed.interval).intersection(limit.range)
          if !between.isEmpty {
            return .no(
              "\(limit.variable.words) of \(limit.allowed.describe(between.sample)) was held back, and no longer is")
          }
        }
      }
      if !applies(old, partner) { return .unknown("its conditions have changed") }
    }
    if !new.contains(where: { $0.subject?.name == old.subject?.name && isSameKind($0, old) }) {
      return .no("nothing asks this any more")
    }
    return .unknown("it was changed in what cannot be calculated with")
  }

  /// Whether an unknown does the same to both, and a model may clear the new one no sooner.
  private static func isAsFirm(_ new: Requirement, _ old: Requirement) -> Bool {
    new.expectation.notEvaluable == old.expectation.notEvaluable
      && (!new.expectation.modelMayClear || old.expectation.modelMayClear)
  }

  private static func isSameKind(_ a: Requirement, _ b: Requirement) -> Bool {
    type(of: a.expectation.kind).name == type(of: b.expectation.kind).name
  }

  /// Whether one applies wherever another does.
  private static func applies(_ old: Requirement, _ new: Requirement) -> Bool {
    if old.expectation.when?.text == new.expectation.when?.text,
      old.expectation.unless?.text == new.expectation.unless?.text
    {
      return true
    }
    // Where the new one certainly applies is what its conditions do not rule out, so that rule is asked the other way
    // round: nowhere does the old one apply and the new one not.
    let applying = old.applying(in: [ValueBox()])
    var out: [ValueBox] = []
    if let when = new.expectation.when {
      out += when.boxes(false, subject: new.subject, in: applying, variables: new.variables)
    }
    if let unless = new.expectation.unless {
      out += unless.boxes(true, subject: new.subject, in: applying, variables: new.variables)
    }
    return out.isEmpty
  }

  /// Whether everything that fails the old demand fails the new one, by their limits; what is not a limit is equal.
  private static func contains(_ old: Requirement, _ new: Requirement) -> Bool {
    guard old.presence == new.presence, old.conditions.map(\.text) == new.conditions.map(\.text) else { return false }
    return old.limited.allSatisfy { limit in
      new.limited.contains { $0.variable == limit.variable && limit.allowed.interval.contains($0.allowed.interval) }
    }
  }

  /// What of some boxes no requirement certainly holds back; nil when there are too many alternatives.
  private static func remaining(_ boxes: [ValueBox], _ requirements: [Requirement]) -> [ValueBox]? {
    var left = boxes
    for requirement in requirements where requirement.blocks {
      left = requirement.allowing(in: left)
      if left.isEmpty { return [] }
      if left.count > PolicyProof.most { return nil }
    }
    return left
  }

  /// A case of a box, as a table of values in a sentence.
  private static func words(_ box: ValueBox, _ old: Requirement) -> String {
    var parts: [String] = []
    for limit in old.limited {
      guard let left = box.numbers[limit.variable], !limit.allowed.interval.contains(left) else { continue }
      parts.append("\(limit.variable.words) = \(limit.allowed.describe(left.sample))")
    }
    for (variable, interval) in box.numbers.sorted(by: { $0.key.words < $1.key.words })
    where !old.limited.contains(where: { $0.variable == variable }) && parts.count < 6 {
      parts.append("\(variable.words) = \(Significant.text(interval.sample, digits: 4))")
    }
    for (name, words) in box.facts.sorted(by: { $0.key < $1.key }) {
      if let word = words.sorted().first { parts.append("\(name) = \(word)") }
    }
    for (predicate, holds) in box.predicates.sorted(by: { $0.key.label < $1.key.label }) {
      parts.append("\(holds ? "" : "not ")\(predicate.predicate.rawValue)(\(predicate.label))")
    }
    return "a case with \(parts.isEmpty ? "any values" : parts.joined(separator: ", ")) was held back, and no longer is"
  }

  /// Sections whose names expectations use: equal words say the same only where these are equal.
  private static func declarations(_ old: Policy, _ new: Policy) -> [Point] {
    let (a, b) = (DeclaredNames(old), DeclaredNames(new))
    let changed: [(section: String, isSame: Bool)] = [
      ("parameters", a.parameters == b.parameters), ("context", a.context == b.context),
      ("labels", a.labels == b.labels),
      ("structures", a.structures == b.structures), ("groups", a.groups == b.groups), ("task", old.task == new.task),
      ("labels_by", old.labelsBy == new.labelsBy), ("subset", old.subset == new.subset),
      ("waivers", a.waivers == b.waivers),
    ]
    return changed.filter { !$0.isSame }.map {
      Point(words: "'\($0.section)'", answer: .unknown("what is declared there has changed"))
    }
  }

  /// What the decision settings let through that they did not before.
  private static func decision(_ old: Policy, _ new: Policy) -> [Point] {
    var points: [Point] = []
    let (a, b) = (old.decision, new.decision)
    if old.mode == .decide, new.mode == .observe {
      points.append(
        Point(words: "'mode'", answer: .no("the policy is only observed now: what was rejected is for review")))
    }
    if Severity.allCases.contains(where: { a.vetoes($0) && !b.vetoes($0) }) {
      points.append(Point(words: "'veto'", answer: .no("a severity that had a veto has none any more")))
    }
    if let least = a.acceptScore?.least, !(b.acceptScore?.least ?? 0 >= least) {
      points.append(
        Point(words: "'accept_score'", answer: .no("a case can be accepted with a lower score than before")))
    }
    if a.model != b.model || a.acceptConfidence > b.acceptConfidence || a.agreement > b.agreement {
      points.append(Point(words: "'model'", answer: .unknown("what a model may do has changed")))
    }
    if a.coverage != b.coverage || a.notEvaluable != b.notEvaluable {
      points.append(
        Point(words: "'decision'", answer: .unknown("what must be judged, or what an unknown does, has changed")))
    }
    return points
  }
}
