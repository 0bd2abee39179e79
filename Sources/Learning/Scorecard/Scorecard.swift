/// Points for measures that are worse than usual: a sparse, monotone, additive score that a person can add up.
///
/// Written by hand or fitted. Making a measure worse never lowers the total. A missing value earns no points: absence is judged where it is declared, never
/// guessed here.
package struct Scorecard: Sendable, Hashable {
  /// Which values of a feature are bad.
  package enum Direction: Sendable, Hashable, CaseIterable {
    case lowIsBad, highIsBad
    /// Both: what counts is how far a value lies outside.
    case bothEndsBad
  }

  /// Values below `low` or above `high` earn the points; the limits themselves do not.
  package struct Step: Sendable, Hashable {
    package let low: Double?
    package let high: Double?
    /// All points from this step, not those added to the step before.
    package let points: Int

    package init(low: Double? = nil, high: Double? = nil, points: Int) {
      self.low = low
      self.high = high
      self.points = points
    }

    func isPassed(by value: Double) -> Bool {
      if let low, value < low { return true }
      if let high, value > high { return true }
      return false
    }
  }

  package struct Feature: Sendable, Hashable {
    package let name: String
    package let direction: Direction
    /// From the mildest to the worst; each lies outside the one before and earns more.
    package let steps: [Step]

    package init(name: String, direction: Direction, steps: [Step]) {
      self.name = name
      self.direction = direction
      self.steps = steps
    }

    /// The worst step that a value passes.
    func step(for value: Double) -> Step? { steps.last { $0.isPassed(by: value) } }
  }

  package static let mostSteps = 3

  package let features: [Feature]
  /// Totals from here on are reviewed; nil: none.
  package let reviewAt: Int?
  /// Totals from here on are rejected; nil: none.
  package let rejectAt: Int?

  /// What all features can earn together.
  package var mostPoints: Int { features.reduce(0) { $0 + ($1.steps.last?.points ?? 0) } }

  /// A card whose monotonicity is known.
  init(monotone features: [Feature], reviewAt: Int?, rejectAt: Int?) {
    self.features = features
    self.reviewAt = reviewAt
    self.rejectAt = rejectAt
  }
}

extension Scorecard {
  /// The points of one case, each with the measure and the limit it came from.
  package struct Points: Sendable, Hashable {
    package struct Share: Sendable, Hashable {
      package let feature: String
      /// Nil: not measured, and so no points.
      package let value: Double?
      /// The step that was passed; nil: none.
      package let step: Step?
      package var points: Int { step?.points ?? 0 }
    }

    package let total: Int
    /// In the order of the card's features.
    package let perFeature: [Share]
  }

  /// Values that are not finite count as missing.
  package func points(for values: [String: Double]) -> Points {
    let shares = features.map { feature in
      let value = values[feature.name].flatMap { $0.isFinite ? $0 : nil }
      return Points.Share(
        feature: feature.name, value: value, step: value.flatMap { feature.step(for: $0) })
    }
    return Points(total: shares.reduce(0) { $0 + $1.points }, perFeature: shares)
  }
}
