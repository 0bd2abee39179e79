internal import Diagnostics
package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Wording
internal import YAML

/// The holes that a structure may have, or that several may enclose together: cavities that no other structure fills.
package struct HoleLimits: JudgedKind {
  /// The structures that enclose together; empty: each subject for itself.
  let between: [String]
  let count: Limits?
  let fraction: Limits?
  let size: PartSize
  let ignoreBelow: SignificantSize?
  let neighbourhood: Neighbourhood

  package enum Field: String, JudgedField {
    case count, fraction, volume, area, voxels

    /// The field that limits a size in a dimension.
    static func size(_ dimension: Dimension) -> Field {
      dimension == .volume ? .volume : dimension == .area ? .area : .voxels
    }
  }

  package static let name = "holes"
  package static let hasSlices = true
  package static let needsSubjects = false
  package static let takesSubjects = true
  package var wantsSource: Bool { false }
  package var namedLabels: [String] { between }

  package init?(reading fields: inout FieldReader) {
    count = fields.counts("count")
    let together = fields.labels("between")
    fraction = fields.limits("fraction", .fraction)
    size = PartSize(reading: &fields)
    ignoreBelow = fields.significantSize("ignore_below")
    neighbourhood = fields.neighbourhood()
    let hasLimits = fields.needsOne(of: "count", "fraction", "volume", "area", "voxels")
    guard hasLimits, let between = Self.between(together, &fields) else { return nil }
    self.between = between
  }

  private static func between(_ labels: [String]?, _ fields: inout FieldReader) -> [String]? {
    guard fields.has("between") else {
      guard fields.isMapping, !fields.hasSubject else { return [] }
      fields.error(
        .missingEach, "'holes' needs to know which labels it is about", at: .value,
        suggestion: "add each: GROUP, label: NAME, or between: [NAME, NAME] inside holes")
      return nil
    }
    if fields.hasSubject {
      fields.error(
        .needlessEach, "'between' names the labels, and so does the expectation", at: "between",
        suggestion: "remove each or label")
      return nil
    }
    guard let labels else { return nil }
    if labels.count > 1 { return labels }
    fields.error(.missingValue, "'between' takes two labels or more", at: "between")
    return nil
  }

  /// The background is connected the other way round than the structure, so that both cannot pass each other.
  private var background: Neighbourhood { neighbourhood == .faces ? .corners : .faces }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    let places = between.compactMap { facts.place($0) }
    if !places.isEmpty {
      return places.map { VoxelCount(structure: $0) } + [CavitiesBetween(places, background: background)]
    }
    return subject.flatMap { facts.place($0) }.map {
      [VoxelCount(structure: $0), HoleSizes(structure: $0, background: background)]
    } ?? []
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    let labels = between.isEmpty ? [subject].compactMap(\.self) : between
    let places = labels.compactMap { facts.filled($0) }
    guard !places.isEmpty, places.count == labels.count else { return [] }
    return facts.judged([count, fraction] + size.limits) { () throws(MeasurementError) in
      var total = 0
      for place in places { total += try facts.value(of: VoxelCount(structure: place)) }
      let all =
        between.isEmpty
        ? try facts.value(of: HoleSizes(structure: places[0], background: background))
        : PieceSizes(try facts.value(of: CavitiesBetween(places, background: background)).holes)
      return judge(all, total: total, labels, facts)
    }
  }

  private func judge(_ all: PieceSizes, total: Int, _ labels: [String], _ facts: CaseFacts) -> [Judgement] {
    let name = listed(labels)
    guard let least = facts.voxels(ignoreBelow, total: total) else {
      let fields = [count.map { _ in Field.count }, fraction.map { _ in .fraction }].compactMap(\.self)
      return (fields + size.limits.map { Field.size($0.dimension) }).map { facts.unknownSize(name, ignoreBelow, $0) }
    }
    let holes = all.atLeast(least)
    let voxels = holes.voxels
    let location = holes.largest.first.map { facts.location($0.box) } ?? facts.location(of: labels)
    let filled = "With \(facts.sizeWords(voxels: voxels)) of holes filled this would pass."
    func repair(_ limits: Limits, _ value: Double) -> String? { limits.isAbove(value) ? "fill-holes" : nil }
    var result: [Judgement] = []
    if let limits = count {
      result.append(judgeCount(holes, limits, name, location, facts, repair: repair(limits, Double(holes.count))))
    }
    if let limits = fraction {
      let share = Double(voxels) / Double(total + voxels)
      result.append(
        limits.judgement(
          of: share, field: Field.fraction, message: "Holes make up \(percent(share)) of the filled \(name).",
          place: location,
          counterfactual: limits.contains(0) ? filled : "With a share of holes of \(limits.text) this would pass.",
          repair: repair(limits, share)))
    }
    return result
      + size.judge(
        voxels: voxels, what: "The holes of \(name)",
        message: "The holes of \(name) measure \(facts.sizeWords(voxels: voxels)) together.", facts: facts,
        place: location, field: Field.size,
        counterfactual: { $0.contains(0) ? filled : "With holes of \($0.text) this would pass." }, repair: repair)
  }

  private func judgeCount(
    _ holes: PieceSizes, _ limits: Limits, _ name: String, _ location: Location?, _ facts: CaseFacts, repair: String?
  ) -> Judgement {
    let words = holes.largest.prefix(3).map { "\(facts.sizeWords(voxels: $0.voxels)) at \(facts.placeWords($0.box))" }
    let detail = holes.count == 0 ? "" : ": \(listed(words))\(holes.count > 3 ? " and \(holes.count - 3) more" : "")"
    let value = Double(holes.count)
    let passes = limits.contains(value)
    return Judgement(
      passes ? .pass : .fail, aspect: Field.count.holding(value, to: limits),
      message:
        "\(name) enclose\(between.isEmpty ? "s" : "") \(holes.count == 0 ? "no hole" : counted(holes.count, "hole"))\(between.isEmpty ? "" : " between them")\(detail).",
      measured: Measured(value: value, unit: "holes"), expected: limits.text, margin: limits.margin(value),
      location: passes ? nil : location,
      counterfactual: passes
        ? nil
        : limits.contains(0)
          ? "With the \(holes.count == 1 ? "hole" : "\(holes.count) holes") filled this would pass."
          : "With \(limits.text) \(limits.text == "1" ? "hole" : "holes") this would pass.", repair: repair)
  }
}

extension HoleLimits {
  package func statement(about subject: String) -> String {
    let number = count.map {
      let words = $0.words == "0" ? "no hole" : $0.words == "1" ? "1 hole" : "\($0.words) holes"
      let who = between.isEmpty ? subject : "\(listed(between)) together"
      return "\(who) \(between.isEmpty ? "encloses" : "enclose") \(words)\(Connectivity.ignoring(ignoreBelow, "holes"))"
    }
    let share = fraction.map {
      "holes hold \($0.words) of \(number == nil ? (between.isEmpty ? subject : listed(between)) : "it")"
    }
    let sizes = size.limits.map { "holes have \($0.words)" }
    return ([number, share].compactMap { $0 } + sizes).joined(separator: ", and ")
  }

  package static var restsOn: [String] { ["cavities"] }

  package var doubts: [KindDoubt] { count.map { Connectivity.doubts($0, ignoreBelow, "cavities") } ?? [] }
}
