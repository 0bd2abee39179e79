internal import Diagnostics
package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// Which faces of the field of view a structure may touch, and how near it may come to the scanner's reconstruction
/// circle.
package struct Border: JudgedKind {
  /// Names of the faces that may be touched; nil: any.
  let mayTouch: Set<String>?
  /// How near to a face still counts as touching it: slices or mm.
  let margin: Quantity?
  let circle: Limits?

  package enum Field: String, JudgedField {
    case mayTouch = "may_touch"
    case circle = "reconstruction_circle"

    package var deviations: [Deviation] { self == .circle ? [.below, .above] : [.unexpected] }
  }

  package static let name = "border"
  package static let hasSlices = true
  package static let needsSubjects = true
  package var wantsSource: Bool { false }
  package var needsImage: Bool { circle != nil }

  /// `none`, `any`, and the names of faces: patient directions, or a picture's sides.
  enum Face: String, CaseIterable {
    case none, any
    case right, left, anterior, posterior, superior, inferior
    case imageLeft = "image-left"
    case imageRight = "image-right"
    case imageTop = "image-top"
    case imageBottom = "image-bottom"
  }

  package init?(reading fields: inout FieldReader) {
    circle = fields.limits("reconstruction_circle", .length)
    if !fields.has("reconstruction_circle") || fields.has("margin") { fields.require("may_touch") }
    let faces = fields.choices("may_touch", of: Face.self)
    margin = fields.quantity("margin", .slices, .length)
    if let margin, margin.dimension == .slices, Int(exactly: margin.value) == nil {
      fields.error(.notWhole, "'margin' takes whole slices", at: "margin")
    }
    guard let faces else {
      // Without faces the circle alone is judged.
      guard circle != nil, !fields.has("may_touch"), margin == nil else { return nil }
      mayTouch = nil
      return
    }
    if faces.count > 1, faces.contains(.none) || faces.contains(.any) {
      fields.error(.unknownValue, "none and any stand alone", at: "may_touch")
      return nil
    }
    mayTouch = faces == [.any] ? nil : Set(faces.map(\.rawValue)).subtracting(["none"])
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    guard let place = subject.flatMap({ facts.place($0) }) else { return [] }
    return [FieldOfViewMargin(structure: place)]
      + (circle == nil || !facts.table.hasUsableImage ? [] : [CircleMargin(structure: place)])
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let label = subject, let place = facts.filled(label) else { return [] }
    // Any face may be touched: said, or only the circle was asked for.
    let judgesFaces = mayTouch != nil || circle == nil
    return (judgesFaces ? [judgeFaces(label, place, facts)] : [])
      + (circle.map { circle in
        [facts.judged(circle.text) { () throws(MeasurementError) in try judgeCircle(circle, label, place, facts) }]
      } ?? [])
  }

  private func judgeFaces(_ label: String, _ place: StructurePlace, _ facts: CaseFacts) -> Judgement {
    let expected = mayTouch.map { $0.isEmpty ? "no face" : $0.sorted().joined(separator: ", ") } ?? "any face"
    return facts.judged(expected) { () throws(MeasurementError) in
      try judge(facts.value(of: FieldOfViewMargin(structure: place)) ?? [], expected, label, facts)
    }
  }

  private func judge(
    _ margins: [FieldOfViewMargin.Margin], _ expected: String, _ label: String, _ facts: CaseFacts
  ) -> Judgement {
    let inMillimetres = margin?.dimension == .length
    let isUnknown = inMillimetres && facts.grid.spacing == nil
    let least = isUnknown ? 0 : margin?.value ?? 0
    let near = margins.filter { (inMillimetres && !isUnknown ? $0.distance : Double($0.slices)) <= least }.map(\.face)
    let names = near.map { facts.faceName($0) }
    let wrong = names.filter { name in mayTouch.map { !$0.contains(name) } ?? false }
    let reach = least == 0 ? nil : inMillimetres ? margin?.text : counted(Int(least), "slice")
    let verb = reach.map { "comes within \($0) of" } ?? "touches"
    let words =
      names.isEmpty
      ? "\(label) \(verb) no face of the field of view."
      : "\(label) \(verb) the \(listed(names)) face\(names.count == 1 ? "" : "s") of the field of view."
    guard !wrong.isEmpty else {
      guard isUnknown else {
        return Judgement(.pass, aspect: Field.mayTouch.is(.within), message: words, expected: expected)
      }
      return .unknown(
        "How near \(label) comes to the field of view's faces", .noSpacing, aspect: Field.mayTouch.is(.unknown),
        expected: expected)
    }
    if let mayTouch, facts.grid.affine == nil, mayTouch.contains(where: { PatientDirection(rawValue: $0) != nil }) {
      return Judgement(
        .notEvaluable, aspect: Field.mayTouch.is(.unknown),
        message: "\(words) Whether it may cannot be judged: \(UnknownCause.noOrientation.words).",
        causes: [.noOrientation], expected: expected)
    }
    return Judgement(
      .fail, aspect: Field.mayTouch.is(.unexpected), message: words,
      measured: Measured(value: Double(wrong.count), unit: "faces"),
      expected: expected, margin: -1, location: facts.location(of: [label]),
      counterfactual:
        "If \(label) ended \(reach.map { "more than \($0) " } ?? "")before the \(listed(wrong)) face\(wrong.count == 1 ? "" : "s") this would pass.",
      repair: "wider-field-of-view")
  }

  private func judgeCircle(
    _ limits: Limits, _ label: String, _ place: StructurePlace, _ facts: CaseFacts
  ) throws(MeasurementError) -> Judgement {
    let what = "How near \(label) comes to the reconstruction circle"
    func unknown(_ cause: UnknownCause) -> Judgement {
      .unknown(what, cause, aspect: Field.circle.is(.unknown), expected: limits.text)
    }
    if let problem = facts.imageProblem { return unknown(problem) }
    guard facts.grid.spacing != nil else { return unknown(.noSpacing) }
    guard let found = try facts.value(of: CircleMargin(structure: place)) else {
      return unknown(.undefined("the image shows no reconstruction circle"))
    }
    let distance = found.margin
    let words =
      distance < 0
      ? "reaches \(limits.describe(-distance)) beyond the reconstruction circle"
      : "lies \(limits.describe(distance)) inside the reconstruction circle"
    return limits.judgement(
      of: distance, field: Field.circle,
      message: "\(label) \(words), \(counted(found.voxelsOnEdge, "voxel")) on it.",
      place: facts.location(of: [label]),
      counterfactual: "If \(label) kept \(limits.text) from the circle this would pass.", repair: "wider-field-of-view")
  }
}

extension Border {
  package func statement(about subject: String) -> String {
    let near = margin.map { "comes within \($0.text) of" } ?? "touches"
    if let circle, mayTouch == nil { return "\(subject) lies \(circle.words) inside the reconstruction circle" }
    guard let mayTouch else { return "\(subject) may touch any face of the field of view" }
    guard !mayTouch.isEmpty else { return "\(subject) \(near) no face of the field of view" }
    return "\(subject) \(near) no face of the field of view but \(listed(mayTouch.sorted()))"
  }

  package static var restsOn: [String] { ["touches", "box"] }
}
