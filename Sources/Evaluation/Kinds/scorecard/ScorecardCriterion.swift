internal import Diagnostics
internal import PolicyLanguage
internal import Wording
internal import YAML

/// One number of a scorecard and the thresholds to one side of it.
struct ScorecardCriterion: Hashable, Sendable {
  /// Which numbers are bad.
  enum Side: String, CaseIterable, Sendable { case below, above }

  /// A threshold, and the points for what lies beyond it, in addition to those of the steps before.
  struct Step: Hashable, Sendable {
    let threshold: Quantity
    let points: Int
  }

  let measure: NumberExpression
  let side: Side
  /// From the mildest to the worst.
  private(set) var steps: [Step]

  var most: Int { steps.reduce(0) { $0 + $1.points } }

  /// The dimension of its thresholds, all in the same.
  var dimension: Dimension { steps.first?.threshold.dimension ?? measure.dimension }

  /// The numbers that earn nothing from a step on.
  func limits(_ step: Step) -> Limits {
    let bound = Limits.Bound(step.threshold.value)
    return side == .below
      ? Limits(lower: bound, upper: nil, unit: step.threshold.unit, text: ">= \(step.threshold.text)")
      : Limits(lower: nil, upper: bound, unit: step.threshold.unit, text: "<= \(step.threshold.text)")
  }

  /// How many of the steps a value has passed. Steps are ordered, so these are the first ones.
  func passed(by value: Double) -> Int { steps.prefix { !limits($0).contains(value) }.count }

  /// The points for the first steps.
  func points(passed count: Int) -> Int { steps.prefix(count).reduce(0) { $0 + $1.points } }
}

extension ScorecardCriterion {
  /// Reads an entry of `points` and adds it to the criterion that it belongs to, or as a new one; nil, reported, when
  /// it is wrong.
  static func read(
    _ measure: NumberExpression?, _ fields: inout FieldReader, into criteria: inout [ScorecardCriterion]
  ) -> Step? {
    // Of an unknown measure any threshold may be right.
    let dimensions = measure?.limitDimensions ?? Dimension.allCases
    let isSigned = measure?.measure?.function.isSigned ?? true
    let thresholds = Side.allCases.compactMap { side in
      fields.quantity(.init(side.rawValue), in: dimensions, signed: isSigned).map { (side: side, quantity: $0) }
    }
    let points = fields.integer("points", in: 1...1000)
    if fields.has("below"), fields.has("above") {
      fields.error(
        .unexpected, "a point is for what lies below or above, not both", at: "above", suggestion: "make it two entries"
      )
      return nil
    }
    guard fields.needsOne(of: Side.allCases.map(\.rawValue)), let measure, let points,
      let (side, threshold) = thresholds.first
    else { return nil }
    let step = Step(threshold: threshold, points: points)
    guard fits(step, side, of: measure, &fields, criteria) else { return nil }
    if let at = criteria.firstIndex(where: { $0.side == side && $0.measure.isSame(as: measure) }) {
      criteria[at].steps.append(step)
    } else {
      criteria.append(ScorecardCriterion(measure: measure, side: side, steps: [step]))
    }
    return step
  }

  /// Whether the score stays monotone: worse numbers never earn fewer points, and none lies on both sides.
  private static func fits(
    _ step: Step, _ side: Side, of measure: NumberExpression, _ fields: inout FieldReader,
    _ criteria: [ScorecardCriterion]
  ) -> Bool {
    let key = FieldReader.Key(side.rawValue)
    for criterion in criteria where criterion.measure.isSame(as: measure) {
      guard let first = criterion.steps.first?.threshold, let last = criterion.steps.last?.threshold else { continue }
      guard first.dimension == step.threshold.dimension else {
        fields.error(.unitMismatch, "the thresholds of one measure are written in one dimension", at: key)
        return false
      }
      let value = step.threshold.value
      let (isSame, isInOrder) =
        switch (criterion.side, side) {
        case (.below, .below): (true, value < last.value)
        case (.above, .above): (true, value > last.value)
        case (.above, .below): (false, value <= first.value)
        case (.below, .above): (false, value >= first.value)
        }
      if isInOrder { continue }
      fields.error(
        .outOfRange,
        isSame
          ? "steps go from the mildest to the worst: '\(side.rawValue)' must lie \(side.rawValue) \(last.text), the step before"
          : "'\(side.rawValue)' \(step.threshold.text) crosses '\(criterion.side.rawValue)' \(first.text): a number between them would earn both",
        at: key)
      return false
    }
    return true
  }
}
