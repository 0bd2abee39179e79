internal import Geometry
internal import Measurements
internal import PolicyLanguage
internal import Volume
internal import Wording

/// Whether a structure's centre lies between two others, nearer to one than to another, or within a distance. Needs no
/// orientation, apart from the midline and the middle of the image.
struct PositionNearness {
  private typealias Field = Position.Field

  let label: String
  let claim: PlaceClaim
  let facts: CaseFacts

  func judge() throws(MeasurementError) -> [Judgement] {
    guard let place = facts.filled(label) else { return [] }
    switch claim {
    case .between(let first, let second, let by, let most):
      guard let a = facts.filled(first), let b = facts.filled(second) else { return [] }
      return try judgeBetween(place, (first, a), (second, b), by: by, most: most)
    case .nearer(let near, let far, let by):
      guard let a = facts.filled(near), let b = facts.filled(far) else { return [] }
      return [try judgeNearer(place, (near, a), (far, b), by: by)]
    case .within(let most, let landmark): return try judgeWithin(place, most, landmark)
    case .towards, .onItsSide: return []
    }
  }

  private typealias Named = (name: String, place: StructurePlace)

  /// The cause when distances are unknown: in mm without spacing, and without it at all in a volume, whose voxels have
  /// sides of unknown ratio.
  private func unknownLength(_ inMillimetres: Bool) -> UnknownCause? {
    if inMillimetres, facts.grid.spacing == nil { return .noSpacing }
    return facts.distancesCompare ? nil : .noSpacing
  }

  private func judgeBetween(
    _ place: StructurePlace, _ a: Named, _ b: Named, by: Limits?, most: Quantity?
  ) throws(MeasurementError) -> [Judgement] {
    let what = "Whether \(label) lies between \(a.name) and \(b.name)"
    let expected = "between \(a.name) and \(b.name)\(by.map { " by \($0.text)" } ?? "")"
    func unknown(_ cause: UnknownCause) -> [Judgement] {
      [.unknown(what, cause, aspect: Field.between.is(.unknown), expected: expected)]
        + (most.map { [.unknown(what, cause, aspect: Field.aside.is(.unknown), expected: $0.text)] } ?? [])
    }
    if let cause = unknownLength(by != nil || most != nil) { return unknown(cause) }
    guard let found = try facts.value(of: Between(place, first: a.place, second: b.place)),
      let length = try facts.value(of: CentroidDistance(a.place, b.place))
    else { return unknown(.undefined("the centres of \(a.name) and \(b.name) are one place")) }
    // How far inside the nearer of the two planes; below 0 beyond one of them.
    let depth = min(found.along, 1 - found.along) * length
    let beyond = found.along < 0.5 ? a.name : b.name
    let where_ =
      depth < 0
      ? "does not lie between those of \(a.name) and \(b.name), but \(facts.lengthWords(-depth)) beyond that of \(beyond)"
      : "lies between those of \(a.name) and \(b.name), \(percent(found.along)) of the way"
    let aside = "\(facts.lengthWords(found.aside)) aside from the line that joins them"
    let passes = by?.contains(depth) ?? (depth >= 0)
    let location = facts.location(of: [label, a.name, b.name])
    var result = [
      Judgement(
        passes ? .pass : .fail,
        aspect: Field.between.is(passes ? .within : by?.isAbove(depth) == true ? .above : .below),
        message: "The centre of \(label) \(where_), \(aside).",
        measured: Measured(value: (depth * 10).rounded() / 10, unit: facts.lengthUnit), expected: expected,
        margin: by.map { $0.margin(depth) } ?? (depth / 10), location: passes ? nil : location,
        counterfactual: passes
          ? nil
          : by?.isAbove(depth) == true
            ? "With \(label) nearer to \(a.name) or \(b.name) this would pass."
            : "With \(label) \(facts.lengthWords(max(0, (by?.lower?.value ?? 0) - depth))) further from \(beyond) towards \(beyond == a.name ? b.name : a.name) this would pass."
      )
    ]
    if let limit = most?.asMost {
      result.append(
        limit.judgement(
          of: found.aside, field: Field.aside,
          message: "The centre of \(label) lies \(aside) (\(a.name) and \(b.name)).",
          expected: "within \(most?.text ?? "") of the line from \(a.name) to \(b.name)", place: location,
          counterfactual:
            "With \(label) \(words(found.aside - (limit.upper?.value ?? 0))) mm nearer to the line from \(a.name) to \(b.name) this would pass."
        ))
    }
    return result
  }

  private func judgeNearer(
    _ place: StructurePlace, _ near: Named, _ far: Named, by: Limits?
  ) throws(MeasurementError) -> Judgement {
    let expected = "nearer-to \(near.name) than \(far.name)\(by.map { " by \($0.text)" } ?? "")"
    if let cause = unknownLength(by != nil) {
      return .unknown(
        "Whether \(label) lies nearer to \(near.name) than to \(far.name)", cause, aspect: Field.nearer.is(.unknown),
        expected: expected)
    }
    let toNear = try facts.value(of: CentroidDistance(place, near.place)) ?? 0
    let toFar = try facts.value(of: CentroidDistance(place, far.place)) ?? 0
    let lead = toFar - toNear
    let passes = by?.contains(lead) ?? (lead > 0)
    return Judgement(
      passes ? .pass : .fail, aspect: Field.nearer.is(passes ? .within : by?.isAbove(lead) == true ? .above : .below),
      message:
        "The centre of \(label) lies \(facts.lengthWords(toNear)) from that of \(near.name) and \(facts.lengthWords(toFar)) from that of \(far.name).",
      measured: Measured(value: (lead * 10).rounded() / 10, unit: facts.lengthUnit), expected: expected,
      margin: by.map { $0.margin(lead) } ?? (lead / 10),
      location: passes ? nil : facts.location(of: [label, near.name, far.name]),
      counterfactual: passes
        ? nil
        : by?.isAbove(lead) == true
          ? "With \(label) less near to \(near.name) this would pass."
          : "If \(label) lay \(by.map { "\($0.text) " } ?? "")nearer to \(near.name) than to \(far.name) this would pass."
    )
  }

  private func judgeWithin(
    _ place: StructurePlace, _ most: Quantity, _ landmark: Landmark
  ) throws(MeasurementError) -> [Judgement] {
    let what = "How far \(label) lies from \(landmark.name)"
    let expected = "within \(most.text) of \(landmark.name)"
    guard let centre = try facts.value(of: Centroid(structure: place)) else { return [] }
    func judgement(_ distance: Double, _ reference: String) -> [Judgement] {
      [
        most.asMost.judgement(
          of: distance, field: Field.distance,
          message: "The centre of \(label) lies \(words(distance)) mm from \(reference).", expected: expected,
          place: facts.location(of: [label] + [landmark.label].compactMap(\.self)),
          counterfactual: "With \(label) \(words(distance - most.value)) mm nearer to \(landmark.name) this would pass."
        )
      ]
    }
    if case .label(let other) = landmark {
      guard facts.grid.spacing != nil else {
        return [.unknown(what, .noSpacing, aspect: Field.distance.is(.unknown), expected: expected)]
      }
      guard let other = facts.filled(other), let distance = try facts.value(of: CentroidDistance(place, other)) else {
        return []
      }
      return judgement(distance, "that of \(landmark.name)")
    }
    guard let centre = centre.patient, let middle = facts.grid.middle else {
      return [.unknown(what, .noOrientation, aspect: Field.distance.is(.unknown), expected: expected)]
    }
    if landmark == .image { return judgement(centre.distance(to: middle), "the middle of the field of view") }
    guard let plane = try facts.value(of: MidSagittalPlane()),
      let side = try facts.value(of: MidSagittalOffset(structure: place))
    else { return [.unknown(what, .noMidline, aspect: Field.distance.is(.unknown), expected: expected)] }
    // A plane through the structure itself says nothing about it.
    if plane.method == .structures, plane.pairs == 0, plane.midline == 1, abs(side.offset) < 1e-6 {
      return [
        .unknown(
          what, .undefined("the mid-sagittal plane was found from \(label) alone"), aspect: Field.distance.is(.unknown),
          expected: expected)
      ]
    }
    return judgement(abs(side.offset), plane.words)
  }
}
