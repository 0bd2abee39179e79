internal import Diagnostics
package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// Whether a structure occurs in the slices in which others do.
package struct Cooccurrence: JudgedKind {
  /// A slice counts when it holds every one of these,
  let with: [String]
  /// and at least one of these, where there are any.
  let anyOf: [String]
  let share: Limits?
  let missing: Limits?

  package enum Field: String, JudgedField { case share, missing }

  package static let name = "cooccurrence"
  package static let needsSubjects = true
  package var wantsSource: Bool { false }
  package var namedLabels: [String] { with }

  package init?(reading fields: inout FieldReader) {
    fields.require("with")
    let with = fields.labels("with")
    let any = fields.labels("any_of")
    share = fields.limits("share", .fraction)
    missing = fields.counts("missing")
    guard fields.needsOne(of: "share", "missing"), let with, any != nil || !fields.has("any_of") else { return nil }
    (self.with, anyOf) = (with, any ?? [])
    for key in ["with", "any_of"] {
      let labels = key == "with" ? with : anyOf
      guard let label = fields.subjects.first(where: labels.contains), fields.isMapping else { continue }
      fields.error(.sameLabel, "'\(label)' always shares its own slices", at: .init(key))
      return nil
    }
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    ([subject].compactMap(\.self) + with + anyOf).compactMap { facts.place($0) }.map { SliceAreas(structure: $0) }
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let label = subject, facts.filled(label) != nil else { return [] }
    return facts.judged([share, missing]) { () throws(MeasurementError) in try judge(label, facts) }
  }

  private func judge(_ label: String, _ facts: CaseFacts) throws(MeasurementError) -> [Judgement] {
    let own = try slices(of: [label], facts).first ?? []
    let what = "Where \(label) occurs"
    var others = try slices(of: with, facts).reduce(nil as Set<Int>?) { $0?.intersection($1) ?? $1 } ?? []
    var names = listed(with)
    if !anyOf.isEmpty {
      let found = try slices(of: anyOf, facts)
      guard !found.isEmpty else {
        return [.unknown(what, anyOf.compactMap { facts.absence(of: $0) })]
      }
      others.formIntersection(found.reduce(into: Set<Int>()) { $0.formUnion($1) })
      names += " and \(anyOf.count == 1 ? anyOf[0] : "any of \(listed(anyOf))")"
    }
    guard !others.isEmpty else {
      return [.unknown(what, .undefined("no slice holds \(names)"))]
    }
    let lacking = others.subtracting(own).sorted()
    let held = others.count - lacking.count
    let axis = Self.axis(facts)
    let detail = lacking.isEmpty ? "" : "; it is missing in \(["i", "j", "k"][axis]) \(ranges(lacking))"
    let message =
      "\(label) occurs in \(held) of the \(counted(others.count, "slice")) that hold\(others.count == 1 ? "s" : "") \(names)\(detail)."
    let labels = [label] + with + anyOf.filter { facts.filled($0) != nil }
    let location = place(lacking, labels, axis, facts)
    return [
      share.map { limits in
        let value = Double(held) / Double(others.count)
        return limits.judgement(
          of: value, field: Field.share, labels: labels, message: message,
          place: location, counterfactual: "With \(limits.text) of these slices shared this would pass.",
          repair: limits.isBelow(value) ? "fill-slices" : nil)
      },
      missing.map { limits in
        let value = Double(lacking.count)
        let passes = limits.contains(value)
        return Judgement(
          passes ? .pass : .fail, aspect: Field.missing.holding(value, to: limits), labels: labels,
          message: message, measured: Measured(value: value, unit: "slices"), expected: limits.text,
          margin: limits.margin(value), location: passes ? nil : location,
          counterfactual: passes ? nil : "With \(limits.text) such slices lacking it this would pass.",
          repair: limits.isAbove(value) ? "fill-slices" : nil)
      },
    ].compactMap(\.self)
  }

  /// Across the body where the orientation is known.
  private static func axis(_ facts: CaseFacts) -> Int {
    facts.grid.dimensions == 2 ? 1 : facts.grid.indexAxis(along: 2)?.axis ?? facts.grid.acquisitionAxis
  }

  /// The slices of each label that has voxels.
  private func slices(of labels: [String], _ facts: CaseFacts) throws(MeasurementError) -> [Set<Int>] {
    var found: [Set<Int>] = []
    for place in labels.compactMap({ facts.filled($0) }) {
      let profile = try facts.value(of: SliceAreas(structure: place))[Self.axis(facts)]
      found.append(Set(profile.voxels.indices.filter { profile.voxels[$0] > 0 }.map { $0 + profile.first }))
    }
    return found
  }

  /// The slices that lack the structure, as wide as what they hold.
  private func place(_ slices: [Int], _ labels: [String], _ axis: Int, _ facts: CaseFacts) -> Location? {
    let boxes = labels.compactMap { facts.box($0) }
    guard var box = boxes.first, let first = slices.first, let last = slices.last else {
      return facts.location(of: labels)
    }
    for other in boxes.dropFirst() { box = box.union(other) }
    (box.first[axis], box.last[axis]) = (first, last)
    return facts.location(box)
  }
}

extension Cooccurrence {
  package func statement(about subject: String) -> String {
    let others = [with, anyOf].filter { !$0.isEmpty }.map { listed($0) }
    let part =
      share.map { "\($0.words) of the slices" } ?? missing.map { "all but \($0.words) of the slices" } ?? "every slice"
    return "\(subject) is in \(part) that hold \(others.joined(separator: " and one of "))"
  }

  package static var restsOn: [String] { ["shared_slices"] }
}
