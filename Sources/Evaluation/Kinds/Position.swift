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
  package static let summary = "One structure's centroid lies left-of, right-of, anterior-to, posterior-to, superior-to or inferior-to another's, by at least a distance."
  package static let needsSubjects = false
  package var wantsSource: Bool { false }
  package var namedLabels: [String] { [subjectLabel, objectLabel] }

  static let relations: [(word: String, direction: PatientDirection)] = [
    ("left-of", .left), ("right-of", .right), ("anterior-to", .anterior), ("posterior-to", .posterior),
    ("superior-to", .superior), ("inferior-to", .inferior),
  ]

  package init?(reading fields: inout FieldReader) {
    guard let sentence = fields.sentence() else { return nil }
    var words = sentence
    guard words.count >= 4, words[1].text == "is" else {
      fields.report("bad-position", "write “A is left-of B” or “A is left-of B by >= 40 mm”")
      return nil
    }
    guard let relation = Self.relations.first(where: { $0.word == words[2].text }) else {
      fields.report("unknown-relation", "'\(words[2].text)' is no relation", at: words[2], among: Self.relations.map(\.word))
      return nil
    }
    guard let subject = fields.label(words[0]), let object = fields.label(words[3]) else { return nil }
    words.removeFirst(4)
    var least: Quantity?
    if !words.isEmpty {
      guard words[0].text == "by", words.count >= 2 else {
        fields.report("bad-position", "after the two labels only “by >= DISTANCE” may follow", at: words[0], among: ["by"])
        return nil
      }
      guard let limits = fields.limits(from: words[1], [.length]) else { return nil }
      guard let lower = limits.lower, limits.upper == nil || limits.upper == limits.lower else {
        fields.report("bad-position", "a distance is a least one: by >= 40 mm", at: words[1], among: [])
        return nil
      }
      least = Quantity(value: lower.value, unit: limits.unit, text: limits.text)
    }
    subjectLabel = subject
    objectLabel = object
    direction = relation.direction
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
    let relation = Self.relations.first { $0.direction == direction }?.word ?? ""
    let opposite = Self.relations.first { $0.direction == direction.opposite }?.word ?? ""
    let where_ = "\(words(abs(distance))) mm \(distance >= 0 ? relation : opposite)"
    let expected = "\(relation)\(least.map { " by \($0.text)" } ?? "")"
    return [
      Judgement(
        passes ? .pass : .fail, aspect: "order",
        message: "The centre of \(subjectLabel) (\(p.words)) lies \(where_) that of \(objectLabel) (\(q.words)).",
        measured: Measured(value: (distance * 10).rounded() / 10, unit: "mm"), expected: expected,
        margin: (distance - limit) / (limit == 0 ? 10 : limit),
        location: passes ? nil : facts.location(of: namedLabels),
        counterfactual: passes ? nil : counterfactual(distance: distance, limit: limit, relation: relation, facts: facts),
        repair: passes ? nil : "swap-labels")
    ]
  }

  private func counterfactual(distance: Double, limit: Double, relation: String, facts: CaseFacts) -> String {
    let swapped = -distance
    if swapped > limit || (limit == 0 && swapped > 0) {
      return "With the names of \(subjectLabel) and \(objectLabel) exchanged, \(subjectLabel) would lie \(words(swapped)) mm \(relation) \(objectLabel)."
    }
    return "With \(subjectLabel) \(words(limit - distance)) mm further to the \(direction.rawValue) this would pass."
  }
}
