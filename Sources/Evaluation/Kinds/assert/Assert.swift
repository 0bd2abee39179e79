package import Geometry
package import PolicyLanguage
internal import Wording
internal import YAML

/// A condition that must hold: arithmetic and comparison over any measure.
package struct Assert: JudgedKind {
  let condition: Condition

  package enum Field: String, JudgedField {
    case condition = ""

    package var deviations: [Deviation] { [.below, .above, .broken] }
  }

  package static let name = "assert"
  package static let needsSubjects = false
  package static let takesSubjects = true
  package static let hasSlices = true
  package var wantsSource: Bool { false }
  package var conditions: [Condition] { [condition] }

  package init?(reading fields: inout FieldReader) {
    guard let condition = fields.condition(.value, hasSubject: fields.hasSubject, subjects: fields.subjects)
    else {
      return nil
    }
    self.condition = condition
  }

  /// Absence is not a fault here: what is absent is unknown to the condition, and says so.
  package static let judgesAbsence = true

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    facts.questions(condition.needs(subject: subject.flatMap { facts.policy.label($0) }))
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    let label = subject.flatMap { facts.policy.label($0) }
    let needed = condition.needs(subject: label)
    let labels = ([subject].compactMap { $0 } + needed.labels.sorted()).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let measured = condition.measured(subject: label, facts: facts)
    let shown = measured.map { value, limits in limits.describe(value) }
    let number = measured.map { value, limits in
      Measured(value: limits.format(value).0, unit: limits.format(value).1)
    }
    func deviation(_ outcome: Finding.Outcome) -> Deviation {
      guard outcome == .fail else { return outcome == .pass ? .within : .unknown }
      guard let measured else { return .broken }
      return measured.limits.isBelow(measured.value)
        ? .below : measured.limits.isAbove(measured.value) ? .above : .broken
    }
    func judgement(_ outcome: Finding.Outcome, _ message: String, causes: [UnknownCause] = []) -> Judgement {
      Judgement(
        outcome, aspect: Field.condition.is(deviation(outcome)), labels: labels, message: message, causes: causes,
        measured: number,
        expected: measured?.limits.text ?? condition.text,
        margin: measured.map { value, limits in limits.margin(value) } ?? (outcome == .fail ? -1 : nil),
        location: outcome == .fail ? facts.location(of: labels) : nil,
        counterfactual: outcome == .fail ? "If “\(condition.text)” held, this would pass." : nil)
    }
    switch condition.evaluate(subject: label, facts: facts) {
    case .true: return [judgement(.pass, "“\(condition.text)” holds\(shown.map { ": \($0)" } ?? "").")]
    case .false: return [judgement(.fail, "“\(condition.text)” does not hold\(shown.map { ": it is \($0)" } ?? "").")]
    case .unknown(let causes):
      return [judgement(.notEvaluable, "“\(condition.text)” cannot be judged: \(causes.words).", causes: causes)]
    }
  }
}
