internal import PolicyLanguage
internal import Volume
internal import Wording

extension Limits {
  /// What a limit on one number comes to: pass within it, fail outside.
  ///
  /// - Parameters:
  ///   - value: canonical.
  ///   - labels: the faulty one first; nil: the subject and the kind's own.
  ///   - place: where to look, when it fails.
  func judgement(
    of value: Double, field: some JudgedField, labels: [String]? = nil, message: String, expected: String? = nil,
    place: @autoclosure () -> Location?, counterfactual: @autoclosure () -> String, repair: String? = nil
  ) -> Judgement {
    let passes = contains(value)
    let (shown, unit) = format(value)
    return Judgement(
      passes ? .pass : .fail, aspect: field.holding(value, to: self), labels: labels, message: message,
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
    _ what: String, _ causes: [UnknownCause], aspect: Aspect = .unknown, labels: [String]? = nil,
    expected: String? = nil
  ) -> Judgement {
    let words = causes.words
    // A cause that names what is unknown needs no second subject.
    let opening =
      words.hasPrefix(what.prefix(1).lowercased() + what.dropFirst()) ? "Cannot be judged" : "\(what) cannot be judged"
    return Judgement(
      .notEvaluable, aspect: aspect, labels: labels, message: "\(opening): \(words).", causes: causes,
      expected: expected)
  }

  /// A limit that cannot be judged for one cause.
  static func unknown(
    _ what: String, _ cause: UnknownCause, aspect: Aspect = .unknown, labels: [String]? = nil,
    expected: String? = nil
  ) -> Judgement {
    .unknown(what, [cause], aspect: aspect, labels: labels, expected: expected)
  }
}

extension UnknownCause {
  /// Nothing shows where the mid-sagittal plane lies.
  static let noMidline = undefined(
    "nothing tells where the mid-sagittal plane lies: there are no left/right pairs, no midline structures and no symmetric image"
  )
}

extension CaseFacts {
  /// A number of voxels in the canonical unit of limits: mm³ in three dimensions, mm² in two, or voxels.
  func size(of voxels: Int, in dimension: Dimension) -> Known<Double> {
    switch dimension {
    case .area where grid.dimensions == 3:
      .unknown(.undefined("an area belongs to a picture, and the export has three dimensions"))
    case .volume where grid.dimensions == 2:
      .unknown(.undefined("a volume needs three dimensions, and the export has two"))
    case .area, .volume: grid.spacing == nil ? .unknown(.noSpacing) : .value(Double(voxels) * grid.voxelMeasure)
    default: .value(Double(voxels))
    }
  }

  /// A length that the file's spacing may leave unknown: `12 mm`, or `12 px`.
  func lengthWords(_ length: Double) -> String { "\(words(length)) \(lengthUnit)" }
  var lengthUnit: String { grid.spacing == nil ? "px" : "mm" }

  /// Whether distances compare: with spacing, and without it in a picture, whose pixels are taken as square.
  var distancesCompare: Bool { grid.spacing != nil || grid.dimensions == 2 }
}
