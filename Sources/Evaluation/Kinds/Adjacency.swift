package import Geometry
package import PolicyLanguage
internal import Volume

/// How near two structures must, or may, be.
package struct Adjacency: JudgedKind {
  let between: [String]
  let gap: Limits?
  let area: Limits?

  package static let name = "adjacency"
  package static let summary =
    "The gap between two structures' surfaces (0 when they touch), and the area in which they touch."
  package static let page = KindPage(
    why:
      "Neighbours in the body touch or lie a known way apart. A gap that is too wide, or a contact that cannot be, tells of a shifted or leaked mask.",
    example: """
      - id: near-liver
        adjacency: {between: [kidney_right, liver], gap: 0..25 mm}
      """,
    judged:
      "`gap` limits the smallest distance between the two surfaces (0 when they touch), `area` the area in which they touch. Fail outside the limits. Not evaluable when one of the two has no voxels, or without spacing.",
    remedy:
      "The finding names the nearest points. Look which of the two has left its place, or left out the part towards the other."
  )
  package static let hasSlices = true
  package static let needsSubjects = false
  package var wantsSource: Bool { false }
  package var namedLabels: [String] { between }

  package init?(reading fields: inout FieldReader) {
    fields.require("between")
    let pair = fields.labelPair("between")
    gap = fields.limits("gap", .length)
    area = fields.limits("area", .area)
    guard fields.needsOne(of: "gap", "area"), let pair else { return nil }
    between = [pair.0, pair.1]
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any Measure] {
    guard let a = facts.place(between[0]), let b = facts.place(between[1]) else { return [] }
    return (gap == nil ? [] : [SmallestDistance(a, b, between: .surfaces)]) + (area == nil ? [] : [PairContact(a, b)])
  }

  package func limitedNumbers(subject: String?) -> [LimitedNumber] {
    [("gap", "gap", gap), ("area", "contact_area", area)].compactMap { key, name, limits in
      limits.flatMap { limits in
        PolicyVocabulary.standard.measure(name).map {
          LimitedNumber($0, of: between, path: [Self.name, key], possible: limits, hasTypical: false)
        }
      }
    }
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let a = facts.filled(between[0]), let b = facts.filled(between[1]) else { return [] }
    guard facts.grid.spacing != nil else {
      let cause = "the file gives no spacing, so millimetres are unknown"
      return [
        Judgement(
          .notEvaluable, aspect: "unknown",
          message: "The distance between \(listed(between)) cannot be judged: \(cause).", cause: cause)
      ]
    }
    var result: [Judgement] = []
    if let gap, let nearest = facts.scene[SmallestDistance(a, b, between: .surfaces)] {
      result.append(judge(gap, nearest: nearest, facts: facts))
    }
    if let area {
      let contact = facts.scene[PairContact(a, b)]
      let faces = facts.grid.faceAreas
      let value = (0..<3).reduce(0.0) { $0 + Double(contact.faces[$1]) * faces[$1] }
      let passes = area.contains(value)
      let (shown, unit) = area.format(value)
      result.append(
        Judgement(
          passes ? .pass : .fail, aspect: "contact",
          message: value == 0
            ? "\(between[0]) and \(between[1]) do not touch."
            : "\(between[0]) and \(between[1]) touch over \(area.describe(value)).",
          measured: Measured(value: shown, unit: unit), expected: area.text, margin: area.margin(value),
          location: passes ? nil : facts.location(of: between),
          counterfactual: passes ? nil : "With a contact of \(area.text) this would pass."))
    }
    return result
  }

  private func judge(
    _ gap: Limits, nearest: SmallestDistance.Gap, facts: CaseFacts
  ) -> Judgement {
    let value = nearest.distance
    let passes = gap.contains(value)
    let box = VoxelBox(first: nearest.from, last: nearest.from).union(VoxelBox(first: nearest.to, last: nearest.to))
    let (shown, unit) = gap.format(value)
    let words = value == 0 ? "touch" : "are \(gap.describe(value)) apart at their nearest, \(facts.placeWords(box))"
    return Judgement(
      passes ? .pass : .fail, aspect: gap.isBelow(value) ? "gap_below" : "gap_above",
      message: "\(between[0]) and \(between[1]) \(words); a gap of \(gap.text) is expected.",
      measured: Measured(value: shown, unit: unit), expected: gap.text, margin: gap.margin(value),
      location: passes ? nil : facts.location(box),
      counterfactual: passes ? nil : "With a gap of \(gap.text) this would pass.")
  }
}
