internal import Anatomy
internal import Geometry
internal import Measurements
internal import PolicyLanguage
internal import Volume
internal import Wording

/// Structures held against the levels of the column.
struct LevelJudgement {
  let kind: Level
  let levels: BodyLevels
  let facts: CaseFacts

  /// How a structure lies to its usual level.
  private struct Deviation {
    let label: String
    /// In levels; above 0 towards the feet.
    let levels: Double
    /// Where it lies, in words: `beside L2`, `at vertebrae_T6`.
    let place: String
  }

  private var what: String {
    "The level of \(listed(kind.labels.count > 4 ? [kind.labels[0], "\(kind.labels.count - 1) others"] : kind.labels))"
  }

  func judge() -> [Judgement] {
    if levels.problem == .reversed { return [reversed] }
    // The nearest vertebra tells even where all of them are cut.
    let deviations: [Deviation]
    do throws(MeasurementError) {
      deviations = kind.landmark == .centre ? byCentre : try byNearest
    } catch {
      // Fewer structures than are there must not look like too few.
      return [.unknown(what, error.cause, aspect: field.is(.unknown), expected: expected)]
    }
    if let problem = levels.problem, kind.landmark == .centre || problem != .allCut {
      return [.unknown(what, levels.causes, aspect: field.is(.unknown), expected: expected)]
    }
    guard deviations.count >= kind.atLeast else {
      return [.unknown(what, tooFew(deviations), aspect: field.is(.unknown), expected: expected)]
    }
    return [kind.shift.map { judge($0, deviations) }, kind.share.map { judgeShare($0, deviations) }].compactMap(\.self)
  }

  /// Why fewer structures tell than must.
  private func tooFew(_ deviations: [Deviation]) -> [UnknownCause] {
    let silent = present.filter { label in !deviations.contains { $0.label == label } }
    if present.isEmpty { return kind.labels.compactMap { facts.absence(of: $0) } }
    let words =
      deviations.isEmpty
      ? "none of these structures lies whole beside the vertebrae"
      : "only \(listed(deviations.map(\.label))) tell\(deviations.count == 1 ? "s" : ""), and at least \(kind.atLeast) must"
    return [silent.first { facts.isCutAlongBody($0) }.map { .cutOff($0, words) } ?? .undefined(words)]
  }

  private var field: Level.Field { kind.shift == nil ? .share : .shift }

  private var expected: String {
    kind.shift.map { "\($0.text) levels" } ?? kind.share.map { "\($0.text) at their levels" } ?? ""
  }

  private var reversed: Judgement {
    let labels = levels.whole.map(\.label)
    return Judgement(
      .fail, aspect: Level.Field.column.is(.reversed), labels: labels + present,
      message: "\(labels[0]) lies below \(labels[labels.count - 1]): the vertebrae run from the feet to the head.",
      expected: expected, margin: -1, location: facts.location(of: labels),
      counterfactual: "With the order of their names turned round, or the volume the right way up, this would pass.",
      repair: "relabel")
  }

  private var present: [String] { kind.labels.filter { facts.filled($0) != nil } }

  private var byCentre: [Deviation] {
    present.compactMap { label in
      guard let place = levels.place(of: label), let usual = facts.policy.label(label)?.level?.middle else {
        return nil
      }
      return Deviation(label: label, levels: place - usual, place: "beside \(levelWords(place))")
    }
  }

  private var byNearest: [Deviation] {
    get throws(MeasurementError) {
      var deviations: [Deviation] = []
      for label in present {
        guard let structure = facts.filled(label), let own = facts.policy.label(label)?.level?.single,
          let found = try facts.value(of: NearestLink(structure, among: facts.vertebrae)),
          let deviation = deviation(of: label, own: own, found)
        else { continue }
        deviations.append(deviation)
      }
      return deviations
    }
  }

  /// Nil where no vertebra is near enough to tell.
  private func deviation(of label: String, own: SpinalLevel, _ found: NearestLink.Found) -> Deviation? {
    guard let nearest = levels.vertebrae.first(where: { $0.structure == found.link }) else { return nil }
    let isOwnWhole = levels.vertebrae.contains { $0.level == own && !$0.isCut }
    let place = Double(nearest.level.number)
    let height = levels.scale?.height(at: place) ?? LevelScale.publishedHeight(at: place)
    guard found.gap <= height * (isOwnWhole ? 1.5 : 0.5) else { return nil }
    return Deviation(label: label, levels: Double(nearest.level.number - own.number), place: "at \(nearest.label)")
  }

  private func judge(_ shift: Limits, _ deviations: [Deviation]) -> Judgement {
    let sorted = deviations.map(\.levels).sorted()
    let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    let size = abs(median)
    let passes = shift.contains(size)
    let (subject, verb, middle) =
      deviations.count == 1
      ? (deviations[0].label, "lies", "") : ("\(deviations.count) structures", "lie", " in the median")
    let message =
      passes
      ? "\(subject) \(verb) within \(words(size)) levels of the usual vertebrae\(middle)."
      : "\(subject) \(verb) \(words(size)) levels \(median > 0 ? "lower" : "higher") than the names of the vertebrae say\(middle)\(example(deviations))."
    let steps = counted(max(1, Int(size.rounded())), "level")
    return Judgement(
      passes ? .pass : .fail, aspect: Level.Field.shift.holding(size, to: shift),
      labels: levels.vertebrae.map(\.label) + deviations.map(\.label), message: message,
      measured: Measured(value: (size * 100).rounded() / 100, unit: "levels"), expected: "\(shift.text) levels",
      margin: shift.margin(size), location: passes ? nil : location(deviations),
      counterfactual: passes
        ? nil
        : "With the names of the vertebrae moved \(steps) \(median > 0 ? "upwards" : "downwards") this would pass.",
      repair: passes ? nil : "relabel")
  }

  private func judgeShare(_ share: Limits, _ deviations: [Deviation]) -> Judgement {
    let off = deviations.filter { abs($0.levels) > (kind.landmark == .centre ? 1 : 0.5) }
    let value = Double(deviations.count - off.count) / Double(deviations.count)
    let passes = share.contains(value)
    return share.judgement(
      of: value, field: Level.Field.share,
      labels: levels.vertebrae.map(\.label) + (passes ? deviations : off).map(\.label),
      message:
        "\(deviations.count - off.count) of \(counted(deviations.count, "structure")) lie at the vertebrae of their levels\(example(off)).",
      place: location(off),
      counterfactual: "With \(share.text) of these structures at the vertebrae of their levels this would pass.",
      repair: passes ? nil : "relabel")
  }

  /// The structure that lies farthest off, for the end of a sentence.
  private func example(_ deviations: [Deviation]) -> String {
    guard let worst = deviations.max(by: { abs($0.levels) < abs($1.levels) }) else { return "" }
    let usual = facts.policy.label(worst.label)?.level?.words ?? ""
    return "; \(worst.label) lies \(worst.place), and usually \(usual)"
  }

  private func location(_ deviations: [Deviation]) -> Location? {
    facts.location(of: levels.vertebrae.map(\.label) + deviations.map(\.label))
  }
}
