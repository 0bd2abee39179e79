internal import Diagnostics
package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// Where a structure lies, in patient space, never in index space.
package struct Position: JudgedKind {
  /// The label that the sentence begins with; nil: the one that `each` or `label` names.
  let subjectLabel: String?
  let claim: PlaceClaim

  package enum Field: String, JudgedField {
    /// An order from left to right.
    case side
    /// An order along another axis.
    case order
    case between, aside, nearer, distance

    package var deviations: [Deviation] {
      switch self {
      case .side, .order: [.swapped, .reversed, .below, .above]
      case .between, .nearer: [.below, .above]
      case .aside, .distance: [.above]
      }
    }
  }

  package static let name = "position"
  package static let needsSubjects = false
  package static let takesSubjects = true
  package static let hasSlices = true
  package var wantsSource: Bool { false }
  package var namedLabels: [String] { [subjectLabel].compactMap(\.self) + claim.labels }

  package func labels(beside subject: String?, in policy: Policy) -> [String] {
    [subjectLabel].compactMap(\.self) + claim(of: subjectLabel ?? subject, policy).labels
  }

  private func claim(of label: String?, _ policy: Policy) -> PlaceClaim {
    claim.naming(pair: label.flatMap { policy.label($0)?.pairedWith })
  }

  package init?(reading fields: inout FieldReader) {
    let scope = fields.scope
    guard let sentence = fields.phrase(.value, { PositionSentence(reading: &$0, scope: scope) }) else { return nil }
    (subjectLabel, claim) = (sentence.subject, sentence.claim)
    guard Self.subjects(sentence, &fields), checkDistance(&fields), checkLabels(&fields) else { return nil }
  }

  private static func subjects(_ sentence: PositionSentence, _ fields: inout FieldReader) -> Bool {
    if sentence.subject == nil, !fields.hasSubject {
      fields.error(
        .noSubject, "the sentence does not say which label it is about", at: .value,
        suggestion: "begin with a label, or add each: GROUP")
      return false
    }
    if sentence.subject != nil, fields.hasSubject {
      fields.error(
        .needlessEach, "the sentence names its label, and so does the expectation", at: .value,
        suggestion: "begin the sentence with 'is', or remove each or label")
      return false
    }
    return true
  }

  private func checkDistance(_ fields: inout FieldReader) -> Bool {
    guard let distance = claim.distance, distance.lower.map({ $0.value < 0 }) ?? true else { return true }
    fields.error(
      .missingLimits, "position needs a least distance, 0 or more", at: .value,
      suggestion: "such as by >= 20 mm, or by 20..60 mm")
    return false
  }

  private func checkLabels(_ fields: inout FieldReader) -> Bool {
    let subjects = subjectLabel.map { [$0] } ?? fields.subjects
    if Set(claim.labels).count < claim.labels.count || subjects.contains(where: claim.labels.contains) {
      fields.error(.sameLabel, "position takes different labels", at: .value)
      return false
    }
    if claim.landmark == .pair,
      let lone = subjects.first(where: { fields.scope.label($0).map { $0.pairedWith == nil } ?? false })
    {
      fields.error(
        .noPair, "this asks for the pair of '\(lone)', which declares none", at: .value,
        suggestion: "add paired_with: LABEL to the label")
      return false
    }
    let onMidline = claim.landmark == .midline
    if onMidline, case .towards(let direction, _, _) = claim, direction.axis != 0 {
      fields.error(
        .unexpected, "the midline parts left from right, and nothing else", at: .value,
        suggestion: "write left-of midline or right-of midline")
      return false
    }
    if case .onItsSide = claim {
      for name in subjects {
        guard let side = fields.scope.label(name)?.side else {
          fields.error(
            .noSide, "this asks for the side of '\(name)', which declares none", at: .value,
            suggestion: "add side: left or side: right to the label")
          return false
        }
        if onMidline, side.axis != 0 {
          fields.error(.noSide, "'\(name)' is \(side.rawValue), and the midline parts left from right", at: .value)
          return false
        }
      }
    }
    return true
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    let label = subjectLabel ?? subject
    let claim = claim(of: label, facts.policy)
    guard let own = label.flatMap({ facts.place($0) }) else { return [] }
    let others = claim.labels.compactMap { facts.place($0) }
    let centres: [any TabledMeasure] = ([own] + others).map { Centroid(structure: $0) }
    switch claim {
    case .between where others.count == 2:
      return centres + [Between(own, first: others[0], second: others[1]), CentroidDistance(others[0], others[1])]
    case .nearer: return centres + others.map { CentroidDistance(own, $0) }
    case .within where others.count == 1: return centres + [CentroidDistance(own, others[0])]
    default:
      guard claim.landmark == .midline else { return centres }
      return centres + [MidSagittalPlane(), MidSagittalOffset(structure: own)]
    }
  }

  package func limitedNumbers(subject: String?, policy: Policy) -> [LimitedNumber] {
    guard let label = subjectLabel ?? subject,
      case .towards(let direction, .label(let other), let distance?) = claim(of: label, policy)
    else { return [] }
    let labels = [label, other]
    // In the sentence, so it can only be told.
    return [
      LimitedNumber(
        path: nil, words: "how far \(labels[0]) lies \(PositionSentence.Relation.word(direction)) \(labels[1])",
        labels: labels,
        possible: distance, hasTypical: false, isSigned: true
      ) { facts in
        let centres = labels.compactMap { facts.filled($0) }.compactMap {
          try? facts.value(of: Centroid(structure: $0))?.patient
        }
        guard centres.count == 2 else { return .unknown(.noOrientation) }
        return .value((centres[0][direction.axis] - centres[1][direction.axis]) * direction.sign)
      }
    ]
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let label = subjectLabel ?? subject else { return [] }
    let claim = claim(of: label, facts.policy)
    // What is said besides the place itself is a limit of its own.
    var limits = [claim.distance?.text ?? label]
    if case .between(_, _, _, let most?) = claim { limits.append(most.text) }
    return facts.judged(limits) { () throws(MeasurementError) in try judge(label, claim, facts) }
  }

  private func judge(_ label: String, _ claim: PlaceClaim, _ facts: CaseFacts) throws(MeasurementError) -> [Judgement] {
    switch claim {
    case .towards(let direction, let landmark, let by):
      return try PositionOrder(label: label, direction: direction, landmark: landmark, distance: by, facts: facts)
        .judge()
    case .onItsSide(let landmark, let by):
      guard let side = facts.policy.label(label)?.side else { return [] }
      return try PositionOrder(label: label, direction: side, landmark: landmark, distance: by, facts: facts).judge()
    case .between, .nearer, .within: return try PositionNearness(label: label, claim: claim, facts: facts).judge()
    }
  }

  /// For two members of a pair and a reference on one side of the body: the member of the reference's side must lie
  /// near it, within the distance that the two are asked to keep. If it does, the other member is the one at fault,
  /// else it is itself; when both stand the wrong way round, neither alone.
  package func culprit(among labels: [String], reference: String, facts: CaseFacts) -> String? {
    let direction: PatientDirection?
    switch claim {
    case .towards(let towards, _, _): direction = towards
    case .onItsSide(.pair, _), .onItsSide(.label, _): direction = labels.first.flatMap { facts.policy.label($0)?.side }
    default: direction = nil
    }
    guard direction?.axis == 0, let limit = claim.distance?.lower?.value,
      let side = facts.policy.label(reference)?.side, side.axis == 0,
      let near = labels.first(where: { facts.policy.label($0)?.side == side }),
      let far = labels.first(where: { facts.policy.label($0)?.side == side.opposite })
    else { return nil }
    func offset(_ label: String) -> Double? {
      facts.filled(label).flatMap { try? facts.value(of: Centroid(structure: $0))?.patient }.map { $0.x * side.sign }
    }
    guard let nearAt = offset(near), let farAt = offset(far), let at = offset(reference) else { return nil }
    if abs(farAt - at) < abs(nearAt - at) { return nil }
    return abs(nearAt - at) <= limit ? far : near
  }
}

extension Position {
  package static var restsOn: [String] { ["centroid"] }
}
