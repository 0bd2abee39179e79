internal import Geometry
internal import Measurements
internal import PolicyLanguage
internal import Volume
internal import Wording

/// How a structure changes from slice to slice: spikes, equal slices, and the overlap of neighbours.
struct SliceSteps {
  let label: String
  let place: StructurePlace
  let box: VoxelBox
  /// The index axis across the slices.
  let axis: Int
  let facts: CaseFacts

  private var axisName: String { ["i", "j", "k"][axis] }

  private func slices(_ from: Int, _ to: Int) -> Location {
    var slices = box
    (slices.first[axis], slices.last[axis]) = (from, to)
    return facts.location(slices)
  }

  private func tooFew(_ fewest: Int, _ field: Continuity.Field, _ limits: Limits) -> Judgement {
    .unknown(
      "How \(label) changes from slice to slice", .undefined("\(label) has fewer than \(fewest) slices"),
      aspect: field.is(.unknown), expected: limits.text)
  }

  func judgeSpikes(_ limits: Limits) throws(MeasurementError) -> Judgement {
    let profile = try facts.value(of: SliceAreas(structure: place))[axis]
    guard let all = try facts.value(of: AreaSpikes(structure: place))[axis] else { return tooFew(3, .spikes, limits) }
    // Slices without a voxel are missing, which is another limit.
    let found = all.filter { profile.voxels[$0 - profile.first] > 0 }
    let passes = limits.contains(Double(found.count))
    let detail = found.isEmpty ? "" : " (\(axisName) \(ranges(found)))"
    return Judgement(
      passes ? .pass : .fail, aspect: Continuity.Field.spikes.holding(Double(found.count), to: limits),
      message:
        "\(label) has \(found.isEmpty ? "no slice" : counted(found.count, "slice")) much larger or smaller than both neighbours\(detail).",
      measured: Measured(value: Double(found.count), unit: "slices"), expected: limits.text,
      margin: limits.margin(Double(found.count)),
      location: passes ? nil : slices(found.first ?? box.first[axis], found.last ?? box.last[axis]),
      counterfactual: passes ? nil : "With \(limits.text) such slices this would pass.")
  }

  func judgeStaircase(_ limits: Limits) throws(MeasurementError) -> Judgement {
    guard let steps = try facts.value(of: Staircase(structure: place))[axis] else {
      return tooFew(2, .staircase, limits)
    }
    return limits.judgement(
      of: steps.identical, field: Continuity.Field.staircase,
      message:
        "\(percent(steps.identical)) of the neighbouring slices of \(label) are equal voxel for voxel, \(counted(steps.longest, "slice")) at most in a row.",
      place: facts.location(of: [label]),
      counterfactual: "With \(limits.text) of equal neighbouring slices this would pass.")
  }

  func judgeOverlap(_ limits: Limits) throws(MeasurementError) -> Judgement {
    guard let lowest = try facts.value(of: NeighbourSliceOverlap(structure: place))[axis] else {
      return tooFew(Continuity.fewestSlices, .neighbourOverlap, limits)
    }
    let at = "\(axisName) = \(lowest.slice) and \(lowest.slice + 1)"
    return limits.judgement(
      of: lowest.dice, field: Continuity.Field.neighbourOverlap,
      message: "Neighbouring slices of \(label) overlap least between \(at), by \(percent(lowest.dice)) (Dice).",
      place: slices(lowest.slice, lowest.slice + 1),
      counterfactual: "With an overlap of \(limits.text) between \(at) this would pass.")
  }
}
