internal import Diagnostics
package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// How near two structures must, or may, be, and how much of them lies against one another.
package struct Adjacency: JudgedKind {
  package enum Frontier: String, CaseIterable, Sendable { case forbidden }

  let between: [String]
  let gap: Limits?
  let area: Limits?
  let length: Limits?
  let share: Limits?
  /// Whose surface the share is of.
  let whole: String?
  let frontier: Frontier?

  package enum Field: String, JudgedField {
    case gap, area, length, share, frontier

    package var deviations: [Deviation] { self == .frontier ? [.unexpected] : [.below, .above] }
  }

  package static let name = "adjacency"
  package static let hasSlices = true
  package static let needsSubjects = false
  package var wantsSource: Bool { false }
  package var namedLabels: [String] { between }

  package init?(reading fields: inout FieldReader) {
    fields.require("between")
    let pair = fields.labelPair("between")
    gap = fields.limits("gap", .length)
    area = fields.limits("area", .area)
    length = fields.limits("length", .length)
    share = fields.limits("share", .fraction)
    whole = fields.label("of")
    frontier = fields.choice("frontier", of: Frontier.self)
    let dimensions = fields.scope.dimensions
    if area != nil, dimensions == 2 {
      fields.error(.wrongDimensions, "in a picture contact has a length", at: "area", suggestion: "write length")
    }
    if length != nil, dimensions == 3 {
      fields.error(.wrongDimensions, "in a volume contact has an area", at: "length", suggestion: "write area")
    }
    guard fields.needsOne(of: "gap", "area", "length", "share", "frontier"), let pair else { return nil }
    between = [pair.0, pair.1]
    guard fields.checkOf(whole, needed: fields.has("share"), at: "share", among: between) else { return nil }
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    guard let a = facts.place(between[0]), let b = facts.place(between[1]) else { return [] }
    var plan: [any TabledMeasure] = []
    if gap != nil || frontier != nil { plan.append(SmallestDistance(a, b, between: .surfaces)) }
    if area != nil || length != nil || frontier != nil { plan.append(PairContact(a, b)) }
    if frontier != nil { plan.append(Overlap(a, b)) }
    // Ranges are learned of the one that `of` names, first.
    if share != nil { plan += [ContactShares(a, b)] + (whole == between[1] ? [ContactShares(b, a)] : []) }
    return plan
  }

  package func limitedNumbers(subject: String?, policy: Policy) -> [LimitedNumber] {
    // The share is that of the surface of the one that `of` names.
    let ordered = whole == between[1] ? [between[1], between[0]] : between
    return [
      ("gap", "gap", gap, between), ("area", "contact_area", area, between),
      ("length", "contact_length", length, between),
      ("share", "contact_fraction", share, ordered),
    ].compactMap { key, name, limits, labels in
      guard let limits, let function = PolicyVocabulary.standard.measure(name) else { return nil }
      return LimitedNumber(function, of: labels, path: [Self.name, key], possible: limits, hasTypical: false)
    }
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let a = facts.filled(between[0]), let b = facts.filled(between[1]) else { return [] }
    return [
      gap.map { gap in facts.judged(gap.text) { () throws(MeasurementError) in try judgeGap(gap, a, b, facts) } },
      area.map { area in facts.judged(area.text) { () throws(MeasurementError) in try judgeContact(area, a, b, facts) }
      },
      length.map { length in
        facts.judged(length.text) { () throws(MeasurementError) in try judgeContact(length, a, b, facts) }
      },
      share.map { share in
        facts.judged(share.text) { () throws(MeasurementError) in try judgeShare(share, a, b, facts) }
      },
      frontier.map { _ in facts.judged("no contact") { () throws(MeasurementError) in try judgeFrontier(a, b, facts) }
      },
    ].compactMap(\.self)
  }

  private func unknown(_ what: String, _ cause: UnknownCause, _ field: Field, _ expected: String) -> Judgement {
    .unknown("\(what) \(between[0]) and \(between[1])", cause, aspect: field.is(.unknown), expected: expected)
  }

  private func judgeGap(_ gap: Limits, _ a: StructurePlace, _ b: StructurePlace, _ facts: CaseFacts)
    throws(MeasurementError) -> Judgement
  {
    guard facts.grid.spacing != nil,
      let nearest = try facts.value(of: SmallestDistance(a, b, between: .surfaces))
    else {
      return unknown("The distance between", .noSpacing, .gap, gap.text)
    }
    let value = nearest.distance
    let box = nearest.box
    let words = value == 0 ? "touch" : "are \(gap.describe(value)) apart at their nearest, \(facts.placeWords(box))"
    return gap.judgement(
      of: value, field: Field.gap,
      message: "\(between[0]) and \(between[1]) \(words); a gap of \(gap.text) is expected.",
      place: facts.location(box), counterfactual: "With a gap of \(gap.text) this would pass.")
  }

  private func judgeContact(_ limits: Limits, _ a: StructurePlace, _ b: StructurePlace, _ facts: CaseFacts)
    throws(MeasurementError)
    -> Judgement
  {
    let isLength = limits.dimension == .length
    let field: Field = isLength ? .length : .area
    guard isLength == (facts.grid.dimensions == 2) else {
      let why =
        isLength
        ? "a length of contact belongs to a picture, and the export has three dimensions"
        : "an area of contact needs three dimensions, and the export has two"
      return unknown("The contact of", .undefined(why), field, limits.text)
    }
    guard facts.grid.spacing != nil else { return unknown("The contact of", .noSpacing, field, limits.text) }
    let value = facts.grid.area(ofFaces: try facts.value(of: PairContact(a, b)).faces)
    return limits.judgement(
      of: value, field: field,
      message: value == 0
        ? "\(between[0]) and \(between[1]) do not touch."
        : "\(between[0]) and \(between[1]) touch over \(limits.describe(value)).",
      place: facts.location(of: between), counterfactual: "With a contact of \(limits.text) this would pass.")
  }

  private func judgeShare(_ limits: Limits, _ a: StructurePlace, _ b: StructurePlace, _ facts: CaseFacts)
    throws(MeasurementError)
    -> Judgement
  {
    let whole = whole ?? between[0]
    guard facts.distancesCompare else {
      return unknown("The contact of", .noSpacing, .share, limits.text)
    }
    let shares = try facts.value(of: ContactShares(a, b))
    guard let value = whole == between[0] ? shares.first : shares.second else {
      return unknown("The contact of", .undefined("\(whole) has no surface"), .share, limits.text)
    }
    let other = whole == between[0] ? between[1] : between[0]
    return limits.judgement(
      of: value, field: Field.share,
      labels: [whole, other], message: "\(percent(value)) of the surface of \(whole) lies against \(other).",
      place: facts.location(of: [whole, other]),
      counterfactual: "With \(limits.text) of its surface against \(other) this would pass.")
  }

  private func judgeFrontier(_ a: StructurePlace, _ b: StructurePlace, _ facts: CaseFacts) throws(MeasurementError)
    -> Judgement
  {
    let contact = try facts.value(of: PairContact(a, b))
    let shared = try facts.value(of: Overlap(a, b))
    let expected = "no contact"
    guard contact.total > 0 || shared > 0 else {
      return Judgement(
        .pass, aspect: Field.frontier.is(.within), message: "\(between[0]) and \(between[1]) do not touch.",
        measured: Measured(value: 0, unit: "faces"), expected: expected)
    }
    var parts: [String] = []
    if contact.total > 0 {
      let size = facts.grid.area(ofFaces: contact.faces)
      let unit = facts.grid.dimensions == 2 ? "mm" : "mm²"
      parts.append(
        "touch in \(counted(contact.total, "voxel face"))\(facts.grid.spacing == nil ? "" : " (\(words(size)) \(unit))")"
      )
    }
    if shared > 0 { parts.append("share \(facts.sizeWords(voxels: shared))") }
    let nearest = try facts.value(of: SmallestDistance(a, b, between: .surfaces))
    return Judgement(
      .fail, aspect: Field.frontier.is(.unexpected),
      message: "\(between[0]) and \(between[1]) \(listed(parts)), and must not touch.",
      measured: Measured(value: Double(contact.total), unit: "faces"), expected: expected, margin: -1,
      location: nearest.map { facts.location($0.box) } ?? facts.location(of: between),
      counterfactual: "With anything between \(between[0]) and \(between[1]) this would pass.")
  }
}

extension SmallestDistance.Gap {
  /// From one of the two nearest voxels to the other.
  var box: VoxelBox { VoxelBox(first: from, last: from).union(VoxelBox(first: to, last: to)) }
}

extension FieldReader {
  /// A share says what it is `of`, one of some labels; anything else does not. Reports what is wrong.
  mutating func checkOf(_ whole: String?, needed: Bool, at share: Key, among labels: [String]) -> Bool {
    let suggestion = labels.map { "of: \($0)" }.joined(separator: ", or ")
    guard has("of") else {
      if needed { error(.missingOf, "a share needs 'of'", at: share, suggestion: suggestion) }
      return !needed
    }
    guard needed else {
      error(.needlessOf, "'of' is for shares; these limits are none", at: "of", suggestion: "remove 'of'")
      return false
    }
    // A wrong label has been reported as such.
    guard let whole else { return false }
    if labels.contains(whole) { return true }
    error(.unknownValue, "'\(whole)' is neither of the two", at: "of", suggestion: suggestion)
    return false
  }
}

extension Adjacency {
  package func statement(about subject: String) -> String {
    let names = listed(between)
    let apart = gap.map { "the gap between \(names) is \($0.words)" }
    let touching = area.map { "\(names) touch over \($0.words)" }
    let along = length.map { "\(names) touch along \($0.words)" }
    let part = share.map { "\($0.words) of the surface of \(whole ?? between[0]) lies against the other" }
    let never = frontier.map { _ in "\(names) do not touch" }
    return [apart, touching, along, part, never].compactMap { $0 }.joined(separator: ", and ")
  }

  package static var restsOn: [String] { ["nearest", "contacts"] }
}
