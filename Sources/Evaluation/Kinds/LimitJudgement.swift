internal import PolicyLanguage
internal import Volume

extension Limits {
  /// What a limit on one number comes to: pass within it, fail outside.
  ///
  /// - Parameters:
  ///   - value: canonical.
  ///   - labels: the faulty one first; nil: the subject and the kind's own.
  ///   - place: where to look, when it fails.
  func judgement(
    of value: Double, aspect: String, labels: [String]? = nil, message: String, expected: String? = nil,
    place: @autoclosure () -> Location?, counterfactual: @autoclosure () -> String, repair: String? = nil
  ) -> Judgement {
    let passes = contains(value)
    let (shown, unit) = format(value)
    return Judgement(
      passes ? .pass : .fail, aspect: aspect, labels: labels, message: message,
      measured: Measured(value: shown, unit: unit), expected: expected ?? text, margin: margin(value),
      location: passes ? nil : place(), counterfactual: passes ? nil : counterfactual(),
      repair: passes ? nil : repair)
  }
}

extension Quantity {
  /// The quantity as the most that is allowed.
  var asMost: Limits { Limits(lower: nil, upper: .init(value), unit: unit, text: "<= \(text)") }
}

extension Judgement {
  /// A limit that cannot be judged: `what` begins the sentence, the cause ends it.
  static func unknown(
    _ what: String, _ cause: String, aspect: String = "unknown", labels: [String]? = nil, expected: String? = nil,
    effect: NotEvaluableEffect? = nil
  ) -> Judgement {
    Judgement(
      .notEvaluable, aspect: aspect, labels: labels, message: "\(what) cannot be judged: \(cause).", cause: cause,
      expected: expected, notEvaluable: effect)
  }
}

/// Why lengths, sizes and directions may be unknown.
enum Unknown {
  static let spacing = "the file gives no spacing, so millimetres are unknown"
  static let sides = "the file does not say how it lies in the patient, so left and right are unknown"
  static let directions = "the file does not say how it lies in the patient, so its directions are unknown"
  static let plane =
    "nothing tells where the mid-sagittal plane lies: there are no left/right pairs, no midline structures and no symmetric image"
}

extension CaseFacts {
  /// A number of voxels in the canonical unit of limits: mm³ in three dimensions, mm² in two, or voxels.
  func size(of voxels: Int, in dimension: Dimension) -> Known<Double> {
    switch dimension {
    case .area where grid.dimensions == 3:
      .unknown("an area belongs to a picture, and the export has three dimensions")
    case .volume where grid.dimensions == 2: .unknown("a volume needs three dimensions, and the export has two")
    case .area, .volume: grid.spacing == nil ? .unknown(Unknown.spacing) : .value(Double(voxels) * grid.voxelMeasure)
    default: .value(Double(voxels))
    }
  }

  /// A length that the file's spacing may leave unknown: `12 mm`, or `12 px`.
  func lengthWords(_ length: Double) -> String { "\(words(length)) \(lengthUnit)" }
  var lengthUnit: String { grid.spacing == nil ? "px" : "mm" }

  /// Whether distances compare: with spacing, and without it in a picture, whose pixels are taken as square.
  var distancesCompare: Bool { grid.spacing != nil || grid.dimensions == 2 }

  /// What an absent label does to the decision: nothing, when its presence is judged elsewhere.
  func effect(ofAbsent label: String) -> NotEvaluableEffect? { absenceIsJudged(label) ? .ignore : nil }
}
