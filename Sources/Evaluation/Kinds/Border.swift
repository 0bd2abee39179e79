package import Geometry
package import PolicyLanguage
internal import Volume

/// Which faces of the field of view a structure may touch.
package struct Border: JudgedKind {
  /// Names of the faces that may be touched; nil: any.
  let mayTouch: Set<String>?
  /// How many slices inside a face still count as touching it.
  let margin: Int

  package static let name = "border"
  package static let summary = "Which faces of the field of view a structure may touch, or come near to."
  package static let page = KindPage(
    why:
      "A structure that touches the edge of the field of view is cut off: its size means nothing, and some structures must never be cut.",
    example: """
      - id: inside-the-picture
        each: kidneys
        border: {may_touch: [superior, inferior]}
      """,
    judged:
      "Fail when the label reaches a face of the field of view that `may_touch` does not name (`none`, `any`, patient directions, or the sides of a picture), or comes within `margin` slices of it. Not evaluable where directions are named and the file does not say how it lies in the patient.",
    remedy:
      "The scan is too small for the structure, or the mask has leaked to the edge. If scans are always like that, allow the face."
  )
  package static let hasSlices = true
  package static let needsSubjects = true
  package var wantsSource: Bool { false }

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
    fields.require("may_touch")
    let faces = fields.choices("may_touch", of: Face.self)
    let slices = fields.quantity("margin", .slices)
    let whole = slices.flatMap { Int(exactly: $0.value) }
    if slices != nil, whole == nil { fields.error(.notWhole, "'margin' takes whole slices", at: "margin") }
    margin = whole ?? 0
    guard let faces else { return nil }
    if faces.count > 1, faces.contains(.none) || faces.contains(.any) {
      fields.error(.unknownValue, "none and any stand alone", at: "may_touch")
      return nil
    }
    mayTouch = faces == [.any] ? nil : Set(faces.map(\.rawValue)).subtracting(["none"])
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any Measure] { [] }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let label = subject, let box = facts.box(label) else { return [] }
    let size = facts.grid.size
    let near = GridFace.all(dimensions: facts.grid.dimensions).filter { face in
      face.isLast ? box.last[face.axis] >= size[face.axis] - 1 - margin : box.first[face.axis] <= margin
    }
    let expected = mayTouch.map { $0.isEmpty ? "no face" : $0.sorted().joined(separator: ", ") } ?? "any face"
    let names = near.map { facts.faceName($0) }
    let wrong = names.filter { name in mayTouch.map { !$0.contains(name) } ?? false }
    let verb = margin == 0 ? "touches" : "comes within \(counted(margin, "slice")) of"
    let words =
      names.isEmpty
      ? "\(label) \(verb) no face of the field of view."
      : "\(label) \(verb) the \(listed(names)) face\(names.count == 1 ? "" : "s") of the field of view."
    guard !wrong.isEmpty else {
      return [Judgement(.pass, aspect: "touches", message: words, expected: expected)]
    }
    if let mayTouch, facts.grid.affine == nil, mayTouch.contains(where: { PatientDirection(rawValue: $0) != nil }) {
      let cause = "the file does not say how it lies in the patient, so the faces have no names"
      return [
        Judgement(
          .notEvaluable, aspect: "unknown", message: "\(words) Whether it may cannot be judged: \(cause).",
          cause: cause,
          expected: expected)
      ]
    }
    return [
      Judgement(
        .fail, aspect: "touches", message: words, measured: Measured(value: Double(wrong.count), unit: "faces"),
        expected: expected, margin: -1, location: facts.location(of: [label]),
        counterfactual:
          "If \(label) ended \(margin == 0 ? "" : "more than \(counted(margin, "slice")) ")before the \(listed(wrong)) face\(wrong.count == 1 ? "" : "s") this would pass.",
        repair: "wider-field-of-view")
    ]
  }
}
