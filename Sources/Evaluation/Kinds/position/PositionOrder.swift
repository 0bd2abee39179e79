internal import Geometry
internal import Measurements
internal import PolicyLanguage
internal import Volume
internal import Wording

/// Whether a structure's centre lies towards a patient direction of a landmark.
struct PositionOrder {
  let label: String
  let direction: PatientDirection
  let landmark: Landmark
  /// How far, in mm; nil: by anything above 0.
  let distance: Limits?
  let facts: CaseFacts

  func judge() throws(MeasurementError) -> [Judgement] {
    guard let place = facts.filled(label), let centre = try facts.value(of: Centroid(structure: place)) else {
      return []
    }
    guard let centre = centre.patient else {
      return [
        .unknown(
          "How \(label) lies to \(landmark.name)", .noOrientation, aspect: field.is(.unknown), expected: expected)
      ]
    }
    switch landmark {
    case .label(let other):
      guard let other = facts.filled(other), let to = try facts.value(of: Centroid(structure: other))?.patient else {
        return []
      }
      return [judge(measured(centre, to), of: centre, to: "that of \(landmark.name) (\(to.words))")]
    case .image:
      guard let middle = facts.grid.middle else { return [] }
      return [judge(measured(centre, middle), of: centre, to: "the middle of the field of view (\(middle.words))")]
    case .pair:
      return [
        .unknown(
          "How \(label) lies to its pair", .undefined("\(label) declares none"), aspect: field.is(.unknown),
          expected: expected)
      ]
    case .midline:
      guard let plane = try facts.value(of: MidSagittalPlane()),
        let side = try facts.value(of: MidSagittalOffset(structure: place))
      else {
        return [
          .unknown("How \(label) lies to the midline", .noMidline, aspect: field.is(.unknown), expected: expected)
        ]
      }
      return [judge(side.offset * direction.sign, of: centre, to: plane.words)]
    }
  }

  private var field: Position.Field { direction.axis == 0 ? .side : .order }

  /// On the wrong side, so that an exchange of names would do or not; else too near or too far.
  private func deviation(_ measured: Double) -> Deviation {
    if swapPasses(measured) { return .swapped }
    return measured < 0 ? .reversed : distance?.isAbove(measured) == true ? .above : .below
  }

  private var expected: String {
    // Of another label the finding names both, and the limit does not repeat them.
    let of = landmark.label == nil ? " \(landmark.name)" : ""
    return "\(PositionSentence.Relation.word(direction))\(of)\(distance.map { " by \($0.text)" } ?? "")"
  }

  private func measured(_ centre: PatientPoint, _ to: PatientPoint) -> Double {
    (centre[direction.axis] - to[direction.axis]) * direction.sign
  }

  private func judge(_ measured: Double, of centre: PatientPoint, to reference: String) -> Judgement {
    let passes = distance?.contains(measured) ?? (measured > 0)
    let place = "\(words(abs(measured))) mm \((measured >= 0 ? direction : direction.opposite).relation)"
    return Judgement(
      passes ? .pass : .fail, aspect: field.is(passes ? .within : deviation(measured)),
      message: "The centre of \(label) (\(centre.words)) lies \(place) \(reference).",
      measured: Measured(value: (measured * 10).rounded() / 10, unit: "mm"), expected: expected,
      // Without a limit there is no scale; a centimetre then counts as a full margin.
      margin: distance.map { $0.margin(measured) } ?? (measured / 10),
      location: passes ? nil : facts.location(of: [label] + [landmark.label].compactMap(\.self)),
      counterfactual: passes ? nil : counterfactual(measured),
      repair: !passes && swapPasses(measured) ? "swap-labels" : nil)
  }

  /// Whether two labels would stand right with their names exchanged.
  private func swapPasses(_ measured: Double) -> Bool {
    landmark.label != nil && measured < 0 && distance?.contains(-measured) ?? true
  }

  private func counterfactual(_ measured: Double) -> String {
    if swapPasses(measured) {
      return
        "With the names of \(label) and \(landmark.name) exchanged, \(label) would lie \(words(-measured)) mm \(direction.relation) \(landmark.name)."
    }
    if let upper = distance?.upper, distance?.isAbove(measured) == true {
      return
        "With \(label) \(words(measured - upper.value)) mm further to the \(direction.opposite.side) this would pass."
    }
    let missing = (distance?.lower?.value ?? 0) - measured
    return
      "With \(label) \(missing > 0 ? "\(words(missing)) mm " : "")further to the \(direction.side) this would pass."
  }
}

extension Grid {
  /// The middle of the field of view in the patient; nil when the orientation is unknown.
  var middle: PatientPoint? {
    affine?.patient(VoxelPoint(Double(size.i - 1) / 2, Double(size.j - 1) / 2, Double(size.k - 1) / 2))
  }
}

extension MidSagittalPlane.Plane {
  /// The plane and how it was found, in a sentence.
  var words: String {
    let share = symmetry.map { " (\(percent($0)))" } ?? ""
    let source =
      switch method {
      case .image: "in the image by its symmetry\(share)"
      case .labels: "by the symmetry of all labels\(share)"
      case .structures:
        "from "
          + listed(
            [
              pairs > 0 ? counted(pairs, "left/right pair") : nil,
              midline > 0 ? counted(midline, "midline structure") : nil,
            ].compactMap(\.self))
      }
    return "the mid-sagittal plane, found \(source)"
  }
}

extension PatientDirection {
  /// How one thing lies to another, in a sentence.
  var relation: String {
    switch self {
    case .right, .left: "to the \(rawValue) of"
    case .anterior, .posterior, .superior, .inferior: "\(rawValue) to"
    }
  }

  /// The direction as a place to move to: `right`, `front`, `head`.
  var side: String {
    switch self {
    case .right, .left: rawValue
    case .anterior: "front"
    case .posterior: "back"
    case .superior: "head"
    case .inferior: "feet"
    }
  }
}
