package import Geometry
package import PolicyLanguage
internal import Volume

/// How much two structures may share, where they are separate masks.
package struct OverlapLimits: JudgedKind {
  let between: [String]
  let fraction: Limits?
  let volume: Limits?

  package static let name = "overlap"
  package static let summary =
    "What two structures share, as a share of the smaller one or as a volume; 0 in a label map."
  package static let page = KindPage(
    why:
      "Where an export has one mask per structure, two can claim the same voxels. A little at the boundary is rounding; more is a leak of one into the other.",
    example: """
      - id: no-overlap
        overlap: {between: [liver, stomach], fraction: "<= 1 %"}
      """,
    judged:
      "`fraction` limits the shared voxels as a share of the smaller label, `volume` their volume. Fail outside the limits. Always 0 in a label map.",
    remedy:
      "Look which of the two the picture gives the shared part to.")
  package static let hasSlices = true
  package static let needsSubjects = false
  package var wantsSource: Bool { false }
  package var namedLabels: [String] { between }

  package init?(reading fields: inout FieldReader) {
    fields.require("between")
    let pair = fields.labelPair("between")
    fraction = fields.limits("fraction", .fraction)
    volume = fields.limits("volume", .volume)
    guard fields.needsOne(of: "fraction", "volume"), let pair else { return nil }
    between = [pair.0, pair.1]
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any Measure] {
    guard let a = facts.place(between[0]), let b = facts.place(between[1]) else { return [] }
    return [Overlap(a, b)]
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let a = facts.filled(between[0]), let b = facts.filled(between[1]) else { return [] }
    let shared = facts.scene[Overlap(a, b)]
    let smaller = min(facts.scene[VoxelCount(structure: a)], facts.scene[VoxelCount(structure: b)])
    let share = Double(shared) / Double(smaller)
    let words =
      "\(between[0]) and \(between[1]) share \(facts.sizeWords(voxels: shared)), \(percent(share)) of the smaller."
    func judgement(_ limits: Limits, _ value: Double) -> Judgement {
      let passes = limits.contains(value)
      return Judgement(
        passes ? .pass : .fail, aspect: "overlap", message: words,
        measured: Measured(value: limits.format(value).0, unit: limits.format(value).1), expected: limits.text,
        margin: limits.margin(value), location: passes ? nil : facts.location(of: between),
        counterfactual: passes ? nil : "With an overlap of \(limits.text) this would pass.")
    }
    var result = fraction.map { [judgement($0, share)] } ?? []
    if let volume {
      if let size = facts.grid.voxelVolume {
        result.append(judgement(volume, Double(shared) * size))
      } else {
        let cause = "the file gives no spacing, so millimetres are unknown"
        result.append(
          Judgement(
            .notEvaluable, aspect: "unknown",
            message: "The shared volume of \(listed(between)) cannot be judged: \(cause).", cause: cause))
      }
    }
    return result
  }
}
