internal import Diagnostics
package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// How much of a structure lies inside another one.
package struct Containment: JudgedKind {
  let outer: String
  let fraction: Limits?
  let outside: Limits?

  package enum Field: String, JudgedField { case fraction, outside }

  package static let name = "containment"
  package static let hasSlices = true
  package static let needsSubjects = true
  package var wantsSource: Bool { false }
  package var namedLabels: [String] { [outer] }

  package init?(reading fields: inout FieldReader) {
    fields.require("inside")
    let outer = fields.label("inside")
    fraction = fields.limits("fraction", .fraction)
    outside = fields.limits("outside", .volume, .area, .voxels)
    guard fields.needsOne(of: "fraction", "outside"), let outer else { return nil }
    self.outer = outer
    if fields.subjects.contains(outer) {
      fields.error(.sameLabel, "containment takes two different labels", at: "inside")
      return nil
    }
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    guard let inner = subject.flatMap({ facts.place($0) }), let outer = facts.place(outer) else { return [] }
    return [Enclosure(inner: inner, outer: outer), OutsidePart(inner: inner, outer: outer)]
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let label = subject, let inner = facts.filled(label), let place = facts.filled(outer) else { return [] }
    return facts.judged([fraction, outside]) { () throws(MeasurementError) in
      let share = try facts.value(of: Enclosure(inner: inner, outer: place)) ?? 0
      return judge(share, try facts.value(of: OutsidePart(inner: inner, outer: place)), label, facts)
    }
  }

  private func judge(_ share: Double, _ rest: Piece?, _ label: String, _ facts: CaseFacts) -> [Judgement] {
    let location = rest.map { facts.location($0.box) } ?? facts.location(of: [label])
    var result: [Judgement] = []
    if let fraction {
      result.append(
        fraction.judgement(
          of: share, field: Field.fraction,
          message: "\(percent(share)) of \(label) lies inside \(outer).",
          place: location, counterfactual: "With \(fraction.text) of \(label) inside \(outer) this would pass."))
    }
    if let outside {
      let voxels = rest?.voxels ?? 0
      switch facts.size(of: voxels, in: outside.dimension) {
      case .unknown(let causes):
        result.append(
          .unknown(
            "What of \(label) lies outside \(outer)", causes, aspect: Field.outside.is(.unknown), expected: outside.text
          ))
      case .value(let size):
        let at = rest.map { ", around \(facts.placeWords($0.box))" } ?? ""
        result.append(
          outside.judgement(
            of: size, field: Field.outside,
            message: "\(outside.describe(size)) of \(label) lies outside \(outer)\(at).",
            place: location, counterfactual: "With \(outside.text) of \(label) outside \(outer) this would pass."))
      }
    }
    return result
  }
}

extension Containment {
  package func statement(about subject: String) -> String {
    let inside = fraction.map { "\($0.words) of \(subject) lies inside \(outer)" }
    let rest = outside.map { "\($0.words) of \(subject) lies outside \(outer)" }
    return [inside, rest].compactMap { $0 }.joined(separator: ", and ")
  }

  package static var restsOn: [String] { ["containment"] }
}
