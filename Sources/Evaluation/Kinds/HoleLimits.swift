package import Geometry
package import PolicyLanguage

/// The holes that a structure may have: cavities that no other structure fills.
package struct HoleLimits: JudgedKind {
  let count: Limits?
  let fraction: Limits?
  let ignoreBelow: SignificantSize?
  let neighbourhood: Neighbourhood

  package static let name = "holes"
  package static let summary =
    "Number of cavities and their share of the structure; cavities filled by another label do not count, those below a size are ignored."
  package static let page = KindPage(
    why:
      "A cavity inside a solid organ is a part that was not found: a cyst, a vessel, a tumour, or nothing at all.",
    example: """
      - id: solid
        each: kidneys
        holes: {count: 0, ignore_below: 2 %, fraction: "<= 2 %"}
      """,
    judged:
      "`count` limits the cavities (background that the label encloses) that are at least `ignore_below` in size; `fraction` their share of the filled structure. Cavities that another label fills do not count. Fail outside the limits.",
    remedy:
      "Look what is in the hole. `fill-holes` mends pinholes; a large one is a structure that another label should hold."
  )
  package static let hasSlices = true
  package static let needsSubjects = true
  package var wantsSource: Bool { false }

  package init?(reading fields: inout FieldReader) {
    count = fields.counts("count")
    fraction = fields.limits("fraction", .fraction)
    ignoreBelow = fields.significantSize("ignore_below")
    neighbourhood = fields.neighbourhood()
    guard fields.needsOne(of: "count", "fraction") else { return nil }
  }

  /// The background is connected the other way round than the structure, so that both cannot pass each other.
  private var background: Neighbourhood { neighbourhood == .faces ? .corners : .faces }

  package func measures(subject: String?, facts: CaseFacts) -> [any Measure] {
    subject.flatMap { facts.place($0) }.map { [HoleSizes(structure: $0, background: background)] } ?? []
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let label = subject, let place = facts.filled(label) else { return [] }
    let total = facts.scene[VoxelCount(structure: place)]
    let all = facts.scene[HoleSizes(structure: place, background: background)]
    guard let least = facts.voxels(ignoreBelow, total: total) else { return [facts.unknownSize(label, ignoreBelow)] }
    let holes = all.atLeast(least)
    let first = holes.largest.first
    var result: [Judgement] = []
    let words = holes.largest.prefix(3).map { "\(facts.sizeWords(voxels: $0.voxels)) at \(facts.placeWords($0.box))" }
    if let limits = count {
      let value = Double(holes.count)
      let passes = limits.contains(value)
      let detail =
        holes.count == 0 ? "" : ": \(listed(Array(words)))\(holes.count > 3 ? " and \(holes.count - 3) more" : "")"
      result.append(
        Judgement(
          passes ? .pass : .fail, aspect: "count",
          message: "\(label) encloses \(holes.count == 0 ? "no hole" : counted(holes.count, "hole"))\(detail).",
          measured: Measured(value: value, unit: "holes"), expected: limits.text, margin: limits.margin(value),
          location: passes ? nil : first.map { facts.location($0.box) } ?? facts.location(of: [label]),
          counterfactual: passes
            ? nil
            : limits.contains(0)
              ? "With the \(holes.count == 1 ? "hole" : "\(holes.count) holes") filled this would pass."
              : "With \(limits.text) \(limits.text == "1" ? "hole" : "holes") this would pass.",
          repair: limits.isAbove(value) ? "fill-holes" : nil))
    }
    if let limits = fraction {
      let voxels = holes.voxels
      let share = Double(voxels) / Double(total + voxels)
      let passes = limits.contains(share)
      result.append(
        Judgement(
          passes ? .pass : .fail, aspect: "fraction",
          message: "Holes make up \(percent(share)) of the filled \(label).",
          measured: Measured(value: limits.format(share).0, unit: limits.format(share).1), expected: limits.text,
          margin: limits.margin(share),
          location: passes ? nil : first.map { facts.location($0.box) } ?? facts.location(of: [label]),
          counterfactual: passes
            ? nil
            : limits.contains(0)
              ? "With \(facts.sizeWords(voxels: voxels)) of holes filled this would pass."
              : "With a share of holes of \(limits.text) this would pass.",
          repair: limits.isAbove(share) ? "fill-holes" : nil))
    }
    return result
  }
}
