package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Volume

/// The intensities of the image under a structure.
package struct IntensityLimits: MeasuredKind {
  package let limits: [FieldLimits]
  private(set) var outside: OutsideWindow?

  package static let name = "intensity"
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
  func question(_ place: StructurePlace) -> IntensityWindow { IntensityWindow(structure: place, low: low, high: high) }

  func judge(_ label: String, facts: CaseFacts) -> Judgement {
    share.judgement(
      of: known(label, facts: facts), phrase: "the share of \(label) \(words)", key: "outside",
      label: label, facts: facts)
  }

  private func known(_ label: String, facts: CaseFacts) -> Known<Double> {
    if let problem = facts.imageProblem { return .unknown(problem) }
    guard let place = facts.filled(label) else { return .unknown(facts.absence(of: label) ?? .absent(label)) }
    return facts.known { () throws(MeasurementError) in
      try facts.value(of: question(place)).map { .value($0.outside) }
        ?? .unknown(.undefined("no voxel of \(label) has a finite intensity"))
    }
  }
}
