internal import Diagnostics
package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// How much the two members of a pair differ.
package struct SymmetryLimits: JudgedKind {
  let volumeRatio: Limits?
  let mirroredOverlap: Limits?
  let offset: Limits?
  /// The labels that the expectation is about, in its order: of a pair the first is judged, for both.
  private let subjects: [String]

  package enum Field: String, JudgedField {
    case volumeRatio = "volume_ratio"
    case mirroredOverlap = "mirrored_overlap"
    case offset
  }

  package static let name = "symmetry"
  package static let hasSlices = true
  package static let needsSubjects = true
  /// Of a pair one member is named by the expectation, the other one by the policy; absence is told once.
  package static let judgesAbsence = true
  package var wantsSource: Bool { volumeRatio != nil }

  package init?(reading fields: inout FieldReader) {
    volumeRatio = fields.limits("volume_ratio", .ratio)
    mirroredOverlap = fields.limits("mirrored_overlap", .fraction)
    offset = fields.limits("offset", .length)
    subjects = fields.subjects
    guard fields.needsOne(of: "volume_ratio", "mirrored_overlap", "offset") else { return nil }
    if let label = subjects.first(where: { fields.scope.label($0)?.pairedWith == nil }), fields.isMapping,
      fields.scope.label(label) != nil
    {
      fields.error(
        .noPair, "this asks for the pair of '\(label)', which declares none", at: .value,
        suggestion: "add paired_with: LABEL to the label")
      return nil
    }
  }

  /// The two of a pair; nil for the member that is judged with the other one.
  private func pair(_ subject: String?, _ policy: Policy) -> (String, String)? {
    guard let label = subject, let other = policy.label(label)?.pairedWith else { return nil }
    if let own = subjects.firstIndex(of: label), let first = subjects.firstIndex(of: other), first < own { return nil }
    return (label, other)
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    guard let pair = pair(subject, facts.policy), let a = facts.filled(pair.0), let b = facts.filled(pair.1) else {
      return []
    }
    var plan: [any TabledMeasure] = volumeRatio == nil ? [] : [VolumeRatio(a, b)]
    if mirroredOverlap != nil || offset != nil { plan += [MidSagittalPlane(), MirroredOverlap(a, b)] }
    return plan
  }

  package func limitedNumbers(subject: String?, policy: Policy) -> [LimitedNumber] {
    guard let pair = pair(subject, policy) else { return [] }
    return [
      ("volume_ratio", "volume_ratio", volumeRatio), ("mirrored_overlap", "mirrored_dice", mirroredOverlap),
      ("offset", "mirrored_offset", offset),
    ].compactMap { key, name, limits in
      guard let limits, let function = PolicyVocabulary.standard.measure(name) else { return nil }
      return LimitedNumber(
        function, of: [pair.0, pair.1], path: [Self.name, key], possible: limits, hasTypical: false)
    }
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let pair = pair(subject, facts.policy) else { return [] }
    let labels = [pair.0, pair.1]
    let what = "How \(listed(labels)) compare"
    if let absent = labels.first(where: { facts.filled($0) == nil }), let cause = facts.absence(of: absent) {
      return [.unknown(what, cause, labels: labels)]
    }
    guard let a = facts.filled(pair.0), let b = facts.filled(pair.1) else { return [] }
    let ratio = facts.judged([volumeRatio]) { () throws(MeasurementError) in
      guard let limits = volumeRatio else { return [] }
      guard let ratio = try facts.value(of: VolumeRatio(a, b)) else {
        return [
          .unknown(
            what, .undefined("\(pair.1) has no size"), aspect: Field.volumeRatio.is(.unknown), labels: labels,
            expected: limits.text)
        ]
      }
      let noun = facts.grid.dimensions == 2 ? "area" : "volume"
      return [
        limits.judgement(
          of: ratio, field: Field.volumeRatio, labels: ratio > 1 ? [pair.1, pair.0] : labels,
          message: "The \(noun) of \(pair.0) is \(words(ratio)) times that of \(pair.1).",
          place: facts.location(of: labels),
          counterfactual:
            "With a ratio of \(limits.text) between \(pair.0) and \(pair.1) this would pass.")
      ]
    }
    return ratio
      + facts.judged([mirroredOverlap, offset]) { () throws(MeasurementError) in try judgeMirrored(labels, a, b, facts)
      }
  }

  private func judgeMirrored(
    _ labels: [String], _ a: StructurePlace, _ b: StructurePlace, _ facts: CaseFacts
  ) throws(MeasurementError) -> [Judgement] {
    let asked = [(Field.mirroredOverlap, mirroredOverlap), (.offset, offset)]
    guard mirroredOverlap != nil || offset != nil else { return [] }
    guard facts.grid.affine != nil, let plane = try facts.value(of: MidSagittalPlane()),
      let match = try facts.value(of: MirroredOverlap(a, b))
    else {
      let cause: UnknownCause = facts.grid.affine == nil ? .noOrientation : .noMidline
      return asked.compactMap { field, limits in
        limits.map {
          .unknown(
            "The mirror images of \(listed(labels))", cause, aspect: field.is(.unknown), labels: labels,
            expected: $0.text)
        }
      }
    }
    let (one, other) = (labels[0], labels[1])
    var result: [Judgement] = []
    if let limits = mirroredOverlap {
      result.append(
        limits.judgement(
          of: match.dice, field: Field.mirroredOverlap, labels: labels,
          message: "\(one) and the mirror image of \(other) overlap by \(percent(match.dice)) (Dice; \(plane.words)).",
          place: facts.location(of: labels),
          counterfactual: "With a mirrored overlap of \(limits.text) this would pass."))
    }
    if let limits = offset {
      result.append(
        limits.judgement(
          of: match.distance, field: Field.offset, labels: labels,
          message:
            "The centre of \(one) lies \(limits.describe(match.distance)) from the mirrored one of \(other) (\(plane.words)).",
          place: facts.location(of: labels), counterfactual: "With an offset of \(limits.text) this would pass."))
    }
    return result
  }
}

extension SymmetryLimits {
  package func statement(about subject: String) -> String {
    let clauses = [
      volumeRatio.map { "the volume ratio of \(subject) and its pair is \($0.words)" },
      mirroredOverlap.map { "\(subject) and its mirrored pair overlap by \($0.words)" },
      offset.map { "\(subject) and its mirrored pair lie \($0.words) apart" },
    ]
    return clauses.compactMap { $0 }.joined(separator: "; ")
  }

  package static var restsOn: [String] { ["volume_ratio", "symmetry"] }
}
