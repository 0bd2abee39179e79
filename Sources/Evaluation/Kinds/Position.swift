package import Geometry
package import PolicyLanguage
internal import Volume

/// Where one structure lies from another, in patient space, never in index space.
package struct Position: JudgedKind {
  let subjectLabel: String
  let objectLabel: String
  let direction: PatientDirection
  /// How far, in mm; nil: by anything above 0. One number is the least distance.
  let distance: Limits?

  package static let name = "position"
  package static let summary =
    "One structure's centroid lies left-of, right-of, anterior-to, posterior-to, superior-to or inferior-to another's, by at least a distance."
  package static let page = KindPage(
    why:
      "Left and right swapped is the fault with the worst consequences, and the one a picture hides best. Positions are judged in the patient, never by array index.",
    example: """
      - id: sides
        position: kidney_left is left-of kidney_right by >= 40 mm
        reference: liver
        severity: reject
      """,
    judged:
      "Fail when the first structure's centroid does not lie towards the named direction (left-of, right-of, anterior-to, posterior-to, superior-to, inferior-to) of the second's, by the distance given. Not evaluable when one of the two has no voxels, or the file does not say how it lies in the patient. `reference` names the structure that tells which of a pair is at fault.",
    remedy:
      "Names exchanged (`swap-labels`), or the whole export mirrored: look whether other structures stand the wrong way round too."
  )
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
        return Position(subjectLabel: subject, objectLabel: object, direction: relation.direction, distance: nil)
      }
      guard var limits = phrase.limits(.length) else { return nil }
      if limits.lower == limits.upper { limits.upper = nil }
      return Position(
        subjectLabel: subject, objectLabel: object, direction: relation.direction, distance: limits)
    }
    guard let read else { return nil }
    if let distance = read.distance, distance.lower.map({ $0.value < 0 }) ?? true {
      fields.error(
        .missingLimits, "position needs a least distance, 0 or more", at: .value,
        suggestion: "such as by >= 20 mm, or by 20..60 mm")
      return nil
    }
    if read.subjectLabel == read.objectLabel {
      fields.error(.sameLabel, "position takes two different labels", at: .value)
      return nil
    }
    self = read
  }

  private init(subjectLabel: String, objectLabel: String, direction: PatientDirection, distance: Limits?) {
    self.subjectLabel = subjectLabel
    self.objectLabel = objectLabel
    self.direction = direction
    self.distance = distance
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any Measure] {
    namedLabels.compactMap { facts.place($0) }.map { Centroid(structure: $0) }
  }

  package func limitedNumbers(subject: String?) -> [LimitedNumber] {
    guard let distance else { return [] }
    let (labels, direction) = (namedLabels, direction)
    // In the sentence, so it can only be told.
    return [
      LimitedNumber(
        path: nil, words: "how far \(labels[0]) lies \(Relation.word(direction)) \(labels[1])", labels: labels,
        possible: distance, hasTypical: false, isSigned: true
      ) { facts in
        let centres = labels.compactMap { facts.filled($0) }.compactMap { facts.scene[Centroid(structure: $0)]?.patient }
        guard centres.count == 2 else { return .unknown("left and right are unknown") }
        return .value((centres[0][direction.axis] - centres[1][direction.axis]) * direction.sign)
      }
    ]
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let a = facts.filled(subjectLabel), let b = facts.filled(objectLabel),
      let from = facts.scene[Centroid(structure: a)], let to = facts.scene[Centroid(structure: b)]
    else { return [] }
    guard let p = from.patient, let q = to.patient else {
      let cause = "the file does not say how it lies in the patient, so left and right are unknown"
      return [
        Judgement(
          .notEvaluable, aspect: "unknown",
          message: "How \(subjectLabel) lies to \(objectLabel) cannot be judged: \(cause).", cause: cause)
      ]
    }
    let measured = (p[direction.axis] - q[direction.axis]) * direction.sign
    let passes = distance?.contains(measured) ?? (measured > 0)
    let relation = Relation.word(direction)
    let place = "\(words(abs(measured))) mm \((measured >= 0 ? direction : direction.opposite).relation)"
    let expected = "\(relation)\(distance.map { " by \($0.text)" } ?? "")"
    return [
      Judgement(
        passes ? .pass : .fail, aspect: "order",
        message: "The centre of \(subjectLabel) (\(p.words)) lies \(place) that of \(objectLabel) (\(q.words)).",
        measured: Measured(value: (measured * 10).rounded() / 10, unit: "mm"), expected: expected,
        // Without a limit there is no scale; a centimetre then counts as a full margin.
        margin: distance.map { $0.margin(measured) } ?? (measured / 10),
        location: passes ? nil : facts.location(of: namedLabels),
        counterfactual: passes
          ? nil : counterfactual(measured),
        repair: !passes && swapPasses(measured) ? "swap-labels" : nil)
    ]
  }

  /// For two members of a pair and a reference on one side of the body: the member of the reference's side must lie near it, within the distance that
  /// the two are asked to keep. If it does, the other member is the one at fault, else it is itself; when both stand the wrong way round, neither alone.
  package func culprit(reference: String, facts: CaseFacts) -> String? {
    guard let limit = distance?.lower?.value, direction.axis == 0, let side = facts.policy.label(reference)?.side,
      side.axis == 0,
      let near = namedLabels.first(where: { facts.policy.label($0)?.side == side }),
      let far = namedLabels.first(where: { facts.policy.label($0)?.side == side.opposite })
    else { return nil }
    func offset(_ label: String) -> Double? {
      facts.filled(label).flatMap { facts.scene[Centroid(structure: $0)]?.patient }.map { $0.x * side.sign }
    }
    guard let nearAt = offset(near), let farAt = offset(far), let at = offset(reference) else { return nil }
    if abs(farAt - at) < abs(nearAt - at) { return nil }
    return abs(nearAt - at) <= limit ? far : near
  }

  /// Whether the two would stand right with their names exchanged.
  private func swapPasses(_ measured: Double) -> Bool { measured < 0 && distance?.contains(-measured) ?? true }

  private func counterfactual(_ measured: Double) -> String {
    if swapPasses(measured) {
      return
        "With the names of \(subjectLabel) and \(objectLabel) exchanged, \(subjectLabel) would lie \(words(-measured)) mm \(direction.relation) \(objectLabel)."
    }
    if let upper = distance?.upper, distance?.isAbove(measured) == true {
      return
        "With \(subjectLabel) \(words(measured - upper.value)) mm further to the \(direction.opposite.side) this would pass."
    }
    let missing = (distance?.lower?.value ?? 0) - measured
    return
      "With \(subjectLabel) \(missing > 0 ? "\(words(missing)) mm " : "")further to the \(direction.side) this would pass."
  }
}

extension PatientDirection {
  /// How one thing lies to another, in a sentence.
  fileprivate var relation: String {
    switch self {
    case .right, .left: "to the \(rawValue) of"
    case .anterior, .posterior, .superior, .inferior: "\(rawValue) to"
    }
  }

  /// The direction as a place to move to: `right`, `front`, `head`.
  fileprivate var side: String {
    switch self {
    case .right, .left: rawValue
    case .anterior: "front"
    case .posterior: "back"
    case .superior: "head"
    case .inferior: "feet"
    }
  }
}
