internal import Diagnostics
internal import PolicyLanguage
internal import Wording
internal import YAML

/// One number of a scorecard and the points for each stretch of it: a table that starts at 0 for the stretch that
/// speaks most for the mask.
struct ScorecardTable: Hashable, Sendable {
  let measure: NumberExpression
  /// Ascending; a number that equals a limit belongs to the stretch above it.
  let limits: [Quantity]
  /// One more than limits: the points below the first, …, from the last on.
  let points: [Int]
  /// The points where the number has no value for this shape, or the policy calls its label optional and it is not
  /// there; nil: that leaves the points open, as every other unknown does.
  let undefined: Int?

  var most: Int { max(points.max() ?? 0, undefined ?? 0) }

  var dimension: Dimension { limits.first?.dimension ?? measure.dimension }

  /// The stretch that a number lies in.
  func stretch(of value: Double) -> Int { limits.prefix { value >= $0.value }.count }

  /// A stretch in words: `below 40 %`, `40 % to 60 %`, `from 60 %`.
  func words(of stretch: Int) -> String {
    switch (stretch > 0 ? limits[stretch - 1] : nil, stretch < limits.count ? limits[stretch] : nil) {
    case (nil, let upper?): "below \(upper.text)"
    case (let lower?, nil): "from \(lower.text)"
    case (let lower?, let upper?): "\(lower.text) to \(upper.text)"
    case (nil, nil): "any"
    }
  }

  /// How far a number lies from a stretch, as a share of the limit (`Limits.margin`); 0 inside.
  func distance(from value: Double, to stretch: Int) -> Double {
    let bound: Quantity
    if stretch > 0, value < limits[stretch - 1].value {
      bound = limits[stretch - 1]
    } else if stretch < limits.count, value >= limits[stretch].value {
      bound = limits[stretch]
    } else {
      return 0
    }
    return abs(value - bound.value) / max(abs(bound.value), 1e-12)
  }

  /// Reads an entry of `points` that holds a table; nil, reported, when it is wrong.
  static func read(_ measure: NumberExpression?, _ fields: inout FieldReader) -> ScorecardTable? {
    let dimensions = measure?.limitDimensions ?? Dimension.allCases
    let limits = fields.has("limits") ? fields.quantities("limits", in: dimensions, signed: true) : []
    let points = fields.has("limits") || fields.has("points") ? fields.wholeNumbers("points", in: 0...1000) : [0]
    let undefined = fields.integer("undefined", in: 0...1000)
    guard let measure, let limits, let points else { return nil }
    guard points.count == limits.count + 1 else {
      fields.error(
        .outOfRange,
        "\(limits.count) limits part a number into \(limits.count + 1) stretches, and there are points for \(points.count)",
        at: "points")
      return nil
    }
    guard zip(limits, limits.dropFirst()).allSatisfy({ $0.value < $1.value }) else {
      fields.error(.outOfRange, "limits go from the smallest to the largest", at: "limits")
      return nil
    }
    guard limits.allSatisfy({ $0.dimension == limits[0].dimension }) else {
      fields.error(.unitMismatch, "the limits of one measure are written in one dimension", at: "limits")
      return nil
    }
    return ScorecardTable(measure: measure, limits: limits, points: points, undefined: undefined)
  }
}
