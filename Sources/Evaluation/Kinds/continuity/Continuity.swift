package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// Whether a structure goes through its slices without a gap, a jump or a cut.
package struct Continuity: JudgedKind {
  let missingSlices: Limits?
  let endArea: Limits?
  let areaJump: Limits?
  let spikes: Limits?
  let staircase: Limits?
  let neighbourOverlap: Limits?

  package enum Field: String, JudgedField {
    case missingSlices = "missing_slices"
    case endArea = "end_area"
    case areaJump = "area_jump"
    case spikes, staircase
    case neighbourOverlap = "neighbour_overlap"
  }

  package static let name = "continuity"
  package static let needsSubjects = true
  package var wantsSource: Bool { false }

  /// With fewer slices along an axis an end or a jump says little.
  static let fewestSlices = 4

  package init?(reading fields: inout FieldReader) {
    missingSlices = fields.counts("missing_slices")
    endArea = fields.limits("end_area", .fraction)
    areaJump = fields.limits("area_jump", .fraction)
    spikes = fields.counts("spikes")
    staircase = fields.limits("staircase", .fraction)
    neighbourOverlap = fields.limits("neighbour_overlap", .fraction)
    guard
      fields.needsOne(
        of: "missing_slices", "end_area", "area_jump", "spikes", "staircase", "neighbour_overlap")
    else { return nil }
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    guard let place = subject.flatMap({ facts.place($0) }) else { return [] }
    var plan: [any TabledMeasure] = []
    plan.append(BoundingBox(structure: place))
    if missingSlices != nil { plan.append(MissingSlices(structure: place)) }
    if endArea != nil { plan.append(EndAreas(structure: place)) }
    if areaJump != nil || spikes != nil { plan.append(SliceAreas(structure: place)) }
    if spikes != nil { plan.append(AreaSpikes(structure: place)) }
    if staircase != nil { plan.append(Staircase(structure: place)) }
    if neighbourOverlap != nil { plan.append(NeighbourSliceOverlap(structure: place)) }
    return plan
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let label = subject, let place = facts.filled(label) else { return [] }
    let limits = [missingSlices, endArea, areaJump, spikes, staircase, neighbourOverlap]
    return facts.judged(limits) { () throws(MeasurementError) in
      guard let box = try facts.value(of: BoundingBox(structure: place)) else { return [] }
      return judge(label, place, box, facts)
    }
  }

  private func judge(_ label: String, _ place: StructurePlace, _ box: VoxelBox, _ facts: CaseFacts) -> [Judgement] {
    let steps = SliceSteps(label: label, place: place, box: box, axis: facts.sliceAxis, facts: facts)
    func judged(_ limits: Limits?, _ judge: (Limits) throws(MeasurementError) -> Judgement) -> [Judgement] {
      limits.map { limits in [facts.judged(limits.text) { () throws(MeasurementError) in try judge(limits) }] } ?? []
    }
    return judged(missingSlices) { (limits) throws(MeasurementError) in
      try judgeMissing(limits, place, label, box, facts)
    }
      + judged(endArea) { (limits) throws(MeasurementError) in try judgeEnds(limits, place, label, box, facts) }
      + judged(areaJump) { (limits) throws(MeasurementError) in try judgeJumps(limits, place, label, box, facts) }
      + judged(spikes, steps.judgeSpikes) + judged(staircase, steps.judgeStaircase)
      + judged(neighbourOverlap, steps.judgeOverlap)
  }

  private func judgeMissing(
    _ limits: Limits, _ place: StructurePlace, _ label: String, _ box: VoxelBox, _ facts: CaseFacts
  ) throws(MeasurementError) -> Judgement {
    let axis = facts.sliceAxis
    let missing = try facts.value(of: MissingSlices(structure: place))[axis]
    let value = Double(missing.count)
    let passes = limits.contains(value)
    var gap = box
    if let first = missing.first, let last = missing.last { (gap.first[axis], gap.last[axis]) = (first, last) }
    let detail = missing.isEmpty ? "" : " (\(["i", "j", "k"][axis]) \(ranges(missing)))"
    return Judgement(
      passes ? .pass : .fail, aspect: Field.missingSlices.holding(value, to: limits),
      message:
        "\(label) misses \(missing.isEmpty ? "no slice" : counted(missing.count, "slice")) between its first and its last\(detail).",
      measured: Measured(value: value, unit: "slices"), expected: limits.text, margin: limits.margin(value),
      location: passes ? nil : facts.location(gap),
      counterfactual: passes ? nil : "With these slices filled this would pass.", repair: passes ? nil : "fill-slices")
  }

  private func judgeEnds(
    _ limits: Limits, _ place: StructurePlace, _ label: String, _ box: VoxelBox, _ facts: CaseFacts
  ) throws(MeasurementError) -> Judgement {
    let ends = try facts.value(of: EndAreas(structure: place)).filter { $0.slices >= Self.fewestSlices }
    guard let worst = ends.max(by: { $0.fraction < $1.fraction }) else {
      let isCut = !facts.cuts(label).isEmpty
      let cause: UnknownCause =
        isCut
        ? .cutOff(label, "every end of \(label) lies on the border of the field of view, or it has too few slices")
        : .undefined("\(label) has fewer than \(Self.fewestSlices) slices")
      return .unknown("The ends of \(label)", cause, aspect: Field.endArea.is(.unknown), expected: limits.text)
    }
    let passes = limits.contains(worst.fraction)
    let side = facts.faceName(worst.face)
    var slice = box
    (slice.first[worst.face.axis], slice.last[worst.face.axis]) = (worst.slice, worst.slice)
    let (shown, unit) = limits.format(worst.fraction)
    let at = "\(["i", "j", "k"][worst.face.axis]) = \(worst.slice)"
    return Judgement(
      passes ? .pass : .fail, aspect: Field.endArea.holding(worst.fraction, to: limits),
      message: passes
        ? "\(label) tapers at its ends: the broadest, on the \(side) side, has \(percent(worst.fraction)) of its largest slice's area."
        : "\(label) ends in a flat cut on its \(side) side, inside the field of view: the outermost slice (\(at)) has \(percent(worst.fraction)) of its largest slice's area.",
      measured: Measured(value: shown, unit: unit), expected: limits.text, margin: limits.margin(worst.fraction),
      location: passes ? nil : facts.location(slice),
      counterfactual: passes ? nil : "If \(label) went on and tapered beyond \(at) this would pass.",
      repair: passes ? nil : "segment-again")
  }

  private func judgeJumps(
    _ limits: Limits, _ place: StructurePlace, _ label: String, _ box: VoxelBox, _ facts: CaseFacts
  ) throws(MeasurementError) -> Judgement {
    let axis = facts.sliceAxis
    let profile = try facts.value(of: SliceAreas(structure: place))[axis]
    guard profile.voxels.count >= Self.fewestSlices else {
      return .unknown(
        "How the area of \(label) changes", .undefined("\(label) has fewer than \(Self.fewestSlices) slices"),
        aspect: Field.areaJump.is(.unknown), expected: limits.text)
    }
    var worst = (jump: 0.0, at: 1)
    for at in 1..<profile.voxels.count {
      let jump = Double(abs(profile.voxels[at] - profile.voxels[at - 1])) / Double(profile.largest)
      if jump > worst.jump { worst = (jump, at) }
    }
    let passes = limits.contains(worst.jump)
    var slices = box
    (slices.first[axis], slices.last[axis]) = (profile.first + worst.at - 1, profile.first + worst.at)
    let (shown, unit) = limits.format(worst.jump)
    return Judgement(
      passes ? .pass : .fail, aspect: Field.areaJump.holding(worst.jump, to: limits),
      message: worst.jump == 0
        ? "The area of \(label) is the same in all its slices."
        : "Between slices \(["i", "j", "k"][axis]) = \(profile.first + worst.at - 1) and \(profile.first + worst.at) the area of \(label) changes by \(percent(worst.jump)) of its largest slice.",
      measured: Measured(value: shown, unit: unit), expected: limits.text, margin: limits.margin(worst.jump),
      location: passes ? nil : facts.location(slices),
      counterfactual: passes ? nil : "With a change of \(limits.text) between these slices this would pass.")
  }
}

extension CaseFacts {
  /// The axis across the slices in which the volume was taken; in a picture across its rows.
  var sliceAxis: Int { grid.dimensions == 2 ? 1 : grid.acquisitionAxis }
}

extension Continuity {
  package func statement(about subject: String) -> String {
    let missing = missingSlices.map {
      "\(subject) misses \($0.words == "0" ? "no slice" : "\($0.words) slices") between its first and its last"
    }
    func its(_ what: String, _ isFirst: Bool) -> String { isFirst ? "the \(what) of \(subject)" : "its \(what)" }
    let ends = endArea.map {
      "\(its("ends", missing == nil)) inside the field of view have \($0.words) of the largest slice's area"
    }
    let jumps = areaJump.map {
      "\(its("area", missing == nil && ends == nil)) changes by \($0.words) from slice to slice"
    }
    let others = [
      spikes.map { "\($0.words) of its slices stand out from both neighbours" },
      staircase.map { "\($0.words) of its neighbouring slices are identical" },
      neighbourOverlap.map { "neighbouring slices overlap by \($0.words)" },
    ]
    return ([missing, ends, jumps] + others).compactMap { $0 }.joined(separator: "; ")
  }

  package static var restsOn: [String] {
    ["missing_slices", "end_areas", "slice_area_change", "area_spikes", "staircase", "neighbour_slice_overlap"]
  }
}
