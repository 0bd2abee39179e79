/// Points for measures that are worse than usual: a sparse, monotone, additive score that a person can add up.
///
/// Written by hand or fitted. Making a measure worse never lowers the total. A missing value earns no points: absence
/// is judged where it is declared, never guessed here.
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
