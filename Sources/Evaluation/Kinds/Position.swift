package import Geometry
package import PolicyLanguage
internal import Volume

/// Where one structure lies from another, in patient space, never in index space.
package struct Position: JudgedKind {
  let subjectLabel: String
  let objectLabel: String
  let direction: PatientDirection
  /// In mm.
  let least: Quantity?

  package static let name = "position"
  package static let summary =
    "One structure's centroid lies left-of, right-of, anterior-to, posterior-to, superior-to or inferior-to another's, by at least a distance."
  package static let needsSubjects = false
  package var wantsSource: Bool { false }
  package var namedLabels: [String] { [subjectLabel, objectLabel] }

  /// The relations of the language, each towards one patient direction.
  enum Relation: String, CaseIterable {
    case leftOf = "left-of"
    case rightOf = "right-of"
    case anteriorTo = "anterior-to"
    case posteriorTo = "posterior-to"
    case superiorTo = "superior-to"
    case inferiorTo = "inferior-to"

    var direction: PatientDirection {
      switch self {
      case .leftOf: .left
      case .rightOf: .right
      case .anteriorTo: .anterior
      case .posteriorTo: .posterior
      case .superiorTo: .superior
      case .inferiorTo: .inferior
      }
    }

    /// The relation's word for a direction.
    static func word(_ direction: PatientDirection) -> String {
      allCases.first { $0.direction == direction }?.rawValue ?? direction.rawValue
    }
  }

  package init?(reading fields: inout FieldReader) {
    let read = fields.phrase(.value) { phrase -> Position? in
      guard let subject = phrase.label(), phrase.expect("is"), let relation = phrase.choice(of: Relation.self),
        let object = phrase.label()
      else { return nil }
      guard phrase.skip("by") else {
        return Position(subjectLabel: subject, objectLabel: object, direction: relation.direction, least: nil)
      }
      guard let limits = phrase.limits(.length), let lower = limits.lower else { return nil }
      return Position(
        subjectLabel: subject, objectLabel: object, direction: relation.direction,
        least: Quantity(value: lower.value, unit: limits.unit, text: limits.text))
    }
    guard let read else { return nil }
    if read.subjectLabel == read.objectLabel {
      fields.error("same-label", "position takes two different labels", at: .value)
      return nil
    }
    self = read
  }

  private init(subjectLabel: String, objectLabel: String, direction: PatientDirection, least: Quantity?) {
    self.subjectLabel = subjectLabel
    self.objectLabel = objectLabel
    self.direction = direction
    self.least = least
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any Measure] {
    namedLabels.compactMap { facts.place($0) }.map { Centroid(structure: $0) }
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let a = facts.filled(subjectLabel), let b = facts.filled(objectLabel),
      let from = facts.measurements[Centroid(structure: a)], let to = facts.measurements[Centroid(structure: b)]
    else { return [] }
    guard let p = from.patient, let q = to.patient else {
      let cause = "the file does not say how it lies in the patient, so left and right are unknown"
      return [Judgement(.notEvaluable, aspect: "unknown", message: "Cannot be judged: \(cause).", cause: cause)]
    }
    let distance = (p[direction.axis] - q[direction.axis]) * direction.sign
    let limit = least?.value ?? 0
    let passes = least == nil ? distance > 0 : distance >= limit
    let relation = Relation.word(direction)
    let opposite = Relation.word(direction.opposite)
    let place = "\(words(abs(distance))) mm \(distance >= 0 ? relation : opposite)"
    let expected = "\(relation)\(least.map { " by \($0.text)" } ?? "")"
    return [
      Judgement(
        passes ? .pass : .fail, aspect: "order",
        message: "The centre of \(subjectLabel) (\(p.words)) lies \(place) that of \(objectLabel) (\(q.words)).",
        measured: Measured(value: (distance * 10).rounded() / 10, unit: "mm"), expected: expected,
        margin: (distance - limit) / (limit == 0 ? 10 : limit),
        location: passes ? nil : facts.location(of: namedLabels),
        counterfactual: passes
          ? nil : counterfactual(distance: distance, limit: limit, relation: relation, facts: facts),
        repair: !passes && -distance > limit ? "swap-labels" : nil)
    ]
  }

  /// For two members of a pair and a reference on one side of the body: the member of the reference's side must lie near it, within the distance that
  /// the two are asked to keep. If it does, the other member is the one at fault, else it is itself; when both stand the wrong way round, neither alone.
  package func culprit(reference: String, facts: CaseFacts) -> String? {
    guard let limit = least?.value, direction.axis == 0, let side = facts.policy.label(reference)?.side, side.axis == 0,
      let near = namedLabels.first(where: { facts.policy.label($0)?.side == side }),
      let far = namedLabels.first(where: { facts.policy.label($0)?.side == side.opposite })
    else { return nil }
    func offset(_ label: String) -> Double? {
      facts.filled(label).flatMap { facts.measurements[Centroid(structure: $0)]?.patient }.map { $0.x * side.sign }
    }
    guard let nearAt = offset(near), let farAt = offset(far), let at = offset(reference) else { return nil }
    if abs(farAt - at) < abs(nearAt - at) { return nil }
    return abs(nearAt - at) <= limit ? far : near
  }

  private func counterfactual(distance: Double, limit: Double, relation: String, facts: CaseFacts) -> String {
    let swapped = -distance
    if swapped > limit {
      return
        "With the names of \(subjectLabel) and \(objectLabel) exchanged, \(subjectLabel) would lie \(words(swapped)) mm \(relation) \(objectLabel)."
    }
    return "With \(subjectLabel) \(words(limit - distance)) mm further to the \(direction.rawValue) this would pass."
  }
}
