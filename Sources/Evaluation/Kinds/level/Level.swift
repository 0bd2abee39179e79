internal import Anatomy
internal import Diagnostics
package import Geometry
package import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// Whether structures lie at the levels of the vertebral column at which they usually lie, judged together.
package struct Level: JudgedKind {
  /// What tells a structure's level.
  enum Landmark: String, CaseIterable, Hashable, Sendable {
    /// The structure's centre, in the axial plane.
    case centre
    /// The vertebra whose surface is nearest to its own.
    case nearest
  }

  /// The labels that are held against the column.
  let labels: [String]
  let landmark: Landmark
  /// Of the median of the structures, in levels, upwards or downwards.
  let shift: Limits?
  /// Of the structures at their levels among those that tell.
  let share: Limits?
  /// How many structures must tell.
  let atLeast: Int

  package enum Field: String, JudgedField {
    /// The direction in which the vertebrae run.
    case column
    case shift, share

    package var deviations: [Deviation] { self == .column ? [.reversed] : [.below, .above] }
  }

  package static let name = "level"
  package static let needsSubjects = false
  package static let judgesAbsence = true
  package var wantsSource: Bool { landmark == .centre }
  package var namedLabels: [String] { labels }

  package init?(reading fields: inout FieldReader) {
    fields.require("labels")
    let labels = fields.labels("labels")
    landmark = fields.choice("landmark", of: Landmark.self) ?? .centre
    // One number is the most that a column may be shifted, and the least share.
    shift = fields.limits("shift", .ratio).map { limits in
      limits.lower == limits.upper
        ? Limits(lower: nil, upper: limits.upper, unit: limits.unit, text: "<= \(limits.text)") : limits
    }
    share = fields.limits("share", .fraction).map { limits in
      limits.lower == limits.upper
        ? Limits(lower: limits.lower, upper: nil, unit: limits.unit, text: ">= \(limits.text)") : limits
    }
    atLeast = fields.integer("at_least", in: 1...99) ?? 1
    guard fields.needsOne(of: "shift", "share"), let labels else { return nil }
    self.labels = labels
    guard isTold(&fields) else { return nil }
  }

  /// Whether the policy declares its column and the levels of the structures; if not, that is reported.
  private func isTold(_ fields: inout FieldReader) -> Bool {
    let column = fields.scope.column.map(\.label)
    if column.isEmpty {
      fields.error(
        .noLevel, "this asks for levels, and the policy declares no column", at: "labels",
        suggestion: "add column: with the labels of the vertebrae")
      return false
    }
    if let vertebra = labels.first(where: column.contains) {
      fields.error(.sameLabel, "'\(vertebra)' is a vertebra of the column itself", at: "labels")
      return false
    }
    let unknown = labels.compactMap(fields.scope.label).first { label in
      landmark == .centre ? label.level?.middle == nil : label.level?.single == nil
    }
    if let unknown {
      fields.error(
        .noLevel, "this asks for the level of '\(unknown.name)', which declares \(unknown.level?.text ?? "none")",
        at: "labels",
        suggestion: landmark == .centre
          ? "add level: with both ends, such as T12..L3, or leave it out"
          : "add the level of its vertebra, such as level: T7, or leave it out")
      return false
    }
    if atLeast > labels.count {
      fields.error(
        .outOfRange, "'at_least' asks for \(atLeast) of \(counted(labels.count, "structure"))", at: "at_least")
      return false
    }
    return true
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    let vertebrae = facts.vertebrae
    let structures = labels.compactMap { facts.filled($0) }
    let places: [any TabledMeasure] = (vertebrae + structures).flatMap { structure -> [any TabledMeasure] in
      [Centroid(structure: structure), FacesTouched(structure: structure), BoundingBox(structure: structure)]
    }
    guard landmark == .nearest, !vertebrae.isEmpty else { return places }
    return places + structures.map { NearestLink($0, among: vertebrae) }
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    LevelJudgement(kind: self, levels: BodyLevels(facts), facts: facts).judge()
  }
}

extension Level {
  package func statement(about subject: String) -> String {
    let place =
      landmark == .centre
      ? "lie beside the vertebrae at which they usually lie" : "sit on the vertebrae of their levels"
    let limits = [
      shift.map { "\($0.words) levels off in the median" }, share.map { "\($0.words) of them" },
    ].compactMap(\.self)
    return "\(listed(labels)) \(place), \(limits.joined(separator: ", "))"
  }

  package static var restsOn: [String] { ["centroid", "nearest"] }
}
