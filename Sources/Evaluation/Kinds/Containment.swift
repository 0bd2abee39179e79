package import Geometry
package import PolicyLanguage

/// How much of a structure lies inside another one.
package struct Containment: JudgedKind {
  let outer: String
  let fraction: Limits

  package static let name = "containment"
  package static let summary =
    "The share of a structure that lies in another one, or in a cavity that the other one encloses."
  package static let page = KindPage(
    why:
      "Some structures lie inside others: a tumour in its organ, a ventricle in its wall. What sticks out is wrong on one side or the other.",
    example: """
      - id: tumour-in-kidney
        label: tumour
        containment: {inside: kidney_left, fraction: ">= 95 %"}
      """,
    judged:
      "The share of the label's voxels that lie in the other label, or in a cavity that it encloses. Fail outside the limits. Not evaluable when one of the two has no voxels.",
    remedy:
      "Look at the part outside: either it belongs to the outer structure too, or it is a leak.")
  package static let hasSlices = true
  package static let needsSubjects = true
  package var wantsSource: Bool { false }
  package var namedLabels: [String] { [outer] }

  package init?(reading fields: inout FieldReader) {
    fields.require("inside", "fraction")
    let outer = fields.label("inside")
    let fraction = fields.limits("fraction", .fraction)
    guard let outer, let fraction else { return nil }
    self.outer = outer
    self.fraction = fraction
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any Measure] {
    guard let inner = subject.flatMap({ facts.place($0) }), let outer = facts.place(outer) else { return [] }
    return [Enclosure(inner: inner, outer: outer)]
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let label = subject, let inner = facts.filled(label), let place = facts.filled(outer),
      let share = facts.scene[Enclosure(inner: inner, outer: place)]
    else { return [] }
    let passes = fraction.contains(share)
    let (shown, unit) = fraction.format(share)
    return [
      Judgement(
        passes ? .pass : .fail, aspect: "outside", message: "\(percent(share)) of \(label) lies inside \(outer).",
        measured: Measured(value: shown, unit: unit), expected: fraction.text, margin: fraction.margin(share),
        location: passes ? nil : facts.location(of: [label]),
        counterfactual: passes ? nil : "With \(fraction.text) of \(label) inside \(outer) this would pass.")
    ]
  }
}
