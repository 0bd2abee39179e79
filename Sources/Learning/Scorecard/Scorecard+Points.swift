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
      return Points.Share(feature: feature.name, value: value, step: value.flatMap { feature.step(for: $0) })
    }
    return Points(total: shares.reduce(0) { $0 + $1.points }, perFeature: shares)
  }
}
