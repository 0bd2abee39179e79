internal import PolicyLanguage
package import Wording

/// A scorecard as a policy writes it, made from numbers.
///
/// ```yaml
/// scorecard:
///   points:
///     - {measure: edge_support, below: 40 %, points: 2}
///   review: 4
///   learned: {cohort: "…", n: 120, date: 2026-11-25}
/// ```
package struct ScorecardText: Sendable {
  /// A threshold of a measure, and the points beyond it in addition to those of its milder thresholds.
  package struct Point: Hashable, Sendable {
    package enum Side: String, CaseIterable, Sendable { case below, above }

    /// A measure as conditions name it: `edge_support`, `gap(label, liver)`.
    package var measure: String
    package var side: Side
    /// In mm, mm², mm³, 0…1, degrees or the image's unit.
    package var threshold: Double
    package var points: Int
    /// Nil: the usual one of the measure. Sizes in voxels need theirs.
    package var unit: Wording.Unit?

    package init(
      measure: String, _ side: Side, _ threshold: Double, points: Int, unit: Wording.Unit? = nil
    ) {
      (self.measure, self.side, self.threshold, self.points) = (measure, side, threshold, points)
      self.unit = unit
    }
  }

  /// The points; those of one measure and side from the mildest to the worst.
  package var points: [Point]
  package var review: Int?
  package var reject: Int?
  package var learned: DeclaredScorecard.Origin?

  package init(points: [Point], review: Int? = nil, reject: Int? = nil, learned: DeclaredScorecard.Origin? = nil) {
    (self.points, self.review, self.reject, self.learned) = (points, review, reject, learned)
  }

  /// The card's lines from `scorecard:` on, each after some spaces.
  package func lines(indent: Int = 0) -> [String] {
    var lines = ["scorecard:", "  points:"]
    lines += points.map { point in
      let measure =
        point.measure.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        ? point.measure : Self.quoted(point.measure)
      return
        "    - {measure: \(measure), \(point.side.rawValue): \(Self.threshold(of: point)), points: \(point.points)}"
    }
    if let review { lines.append("  review: \(review)") }
    if let reject { lines.append("  reject: \(reject)") }
    if let learned {
      let fields = [
        "cohort: \(Self.quoted(learned.cohort))", "n: \(learned.cases)", learned.rejected.map { "rejected: \($0)" },
        "date: \(learned.date.text)", learned.auroc.map { "auroc: \(Significant.text($0, digits: 3))" },
      ]
      lines.append("  learned: {\(fields.compactMap { $0 }.joined(separator: ", "))}")
    }
    return lines.map { String(repeating: " ", count: indent) + $0 }
  }

  /// In the unit that people use, with twelve digits, so that it reads back as the same number.
  private static func threshold(of point: Point) -> String {
    let name = String(point.measure.prefix { $0 != "(" })
    let dimension = PolicyVocabulary.standard.measure(name)?.dimension ?? .ratio
    let usual: [Dimension: String] = [.volume: "mL", .fraction: "%", .intensity: ""]
    let unit = point.unit ?? dimension.units.first { $0.symbol == usual[dimension] } ?? dimension.units.first
    guard let unit else { return Significant.text(point.threshold, digits: 12) }
    let number = Significant.text(unit.display(point.threshold), digits: 12)
    return unit.symbol.isEmpty ? number : "\(number) \(unit.symbol)"
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.flatMap { character -> [Character] in
      switch character {
      case "\"", "\\": ["\\", character]
      case "\n": ["\\", "n"]
      default: [character]
      }
    }
    return "\"\(String(escaped))\""
  }
}
