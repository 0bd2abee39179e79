package import Geometry
internal import Measurements
package import PolicyLanguage

/// The intensities of the image under a structure.
package struct IntensityLimits: MeasuredKind {
  package let limits: [FieldLimits]
  private(set) var outside: OutsideWindow?

  package static let name = "intensity"
  package static let summary =
    "The intensities of the image under a structure, in HU or the image's own unit, relative to the image, and the share outside a window."
  package static let page = KindPage(
    why:
      "A liver of 0 HU, a lung of 40 HU or a vessel as dark as fat is another structure, or the mask lies elsewhere. A share of voxels outside a plausible window is a leak.",
    example: """
      - id: tissue
        label: liver
        intensity: {median: {typical: 40..140 HU, possible: 0..250 HU}, outside: {window: -150..300 HU, share: "<= 5 %"}}
      """,
    judged:
      "`mean`, `median`, `sd`, `smallest`, `largest`, `p5` and `p95` (percentiles) of the voxels, of colour images their luminance. Images other than CT have a unit of their own: give numbers without a unit. `normalised` is the standard score of the structure's mean in the whole image: (mean of the structure − mean of the image) over the image's standard deviation, for MR and ultrasound whose scale means nothing; it depends on how much background the image holds, so learn its limits from like images. `darkest_end` and `brightest_end` compare the structure's six ends, each the outermost slices with a tenth of its voxels, with the whole: median of the end − median of the structure. An organ is of one tissue from end to end in every contrast phase, and the foremost end of a mask that was flipped, has slipped or lies some slices off is another. `outside` limits the share of the voxels that lie outside a window. Limits alone fail outside, `typical` warns and `possible` fails. Not evaluable without an image on the mask's grid.",
    remedy:
      "Look at the image under the mask. Contrast phase, fat and artefacts change intensities too: say in `context` which phase it is, and give limits `by` phase."
  )
  package var wantsSource: Bool { true }

  package enum Field: String, MeasuredField {
    case mean, median, sd, smallest, largest, p5, p95, normalised, darkestEnd = "darkest_end"
    case brightestEnd = "brightest_end", outside

    package var number: String? {
      switch self {
      case .mean: "intensity_mean"
      case .median: "intensity_median"
      case .sd: "intensity_sd"
      case .smallest: "intensity_min"
      case .largest: "intensity_max"
      case .p5: "intensity_p5"
      case .p95: "intensity_p95"
      case .normalised: "intensity_score"
      case .outside: nil
      default: rawValue
      }
    }
  }

  package init(limits: [FieldLimits]) { self.limits = limits }

  package init?(reading fields: inout FieldReader) {
    limits = Self.limits(reading: &fields)
    outside = OutsideWindow(reading: &fields)
    guard fields.needsOne(of: Field.allCases.map(\.rawValue)), !limits.isEmpty || outside != nil else {
      return nil
    }
  }

  package var needsImage: Bool { true }

  package func statement(about subject: String) -> String {
    let numbers = limits.map { "\($0.function.phrase(of: [subject])) \($0.band.words)" }
    let share = outside.map { "the share of \(subject) \($0.words) \($0.share.words)" }
    return (numbers + [share].compactMap(\.self)).joined(separator: "; ")
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    guard let subject, let place = facts.filled(subject), facts.table.hasUsableImage else { return [] }
    let questions = limits.compactMap { $0.function.question([place]) as (any TabledMeasure)? }
    return questions + (outside.map { [$0.question(place)] } ?? [])
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let subject else { return [] }
    return limits.map { $0.judge(subject, facts: facts) } + (outside.map { [$0.judge(subject, facts: facts)] } ?? [])
  }
}

extension OutsideWindow {
  func question(_ place: Int) -> IntensityWindow { IntensityWindow(structure: place, low: low, high: high) }

  func judge(_ label: String, facts: CaseFacts) -> Judgement {
    share.judgement(
      of: known(label, facts: facts), phrase: "the share of \(label) \(words)", key: "outside",
      label: label, facts: facts)
  }

  private func known(_ label: String, facts: CaseFacts) -> Known<Double> {
    if let problem = facts.imageProblem { return .unknown(problem) }
    guard let place = facts.filled(label) else { return .unknown(facts.absence(of: label) ?? .absent(label)) }
    return facts.known { () throws(NotStored) in
      try facts.value(of: question(place)).map { .value($0.outside) }
        ?? .unknown(.undefined("no voxel of \(label) has a finite intensity"))
    }
  }
}
