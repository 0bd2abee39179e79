package import PolicyLanguage
package import Wording

/// What a scorecard keeps of one number among accepted masks.
package struct UsualNumber: Sendable {
  package let measure: NumberExpression
  /// In which `usual` and `spread` are.
  package let dimension: Dimension
  package let unit: Wording.Unit
  /// The median, in canonical units.
  package let usual: Double
  /// 1.4826 times the median absolute deviation.
  package let spread: Double
}

extension DeclaredScorecard {
  /// The numbers of which it keeps what is usual; empty where it keeps none.
  package var usualNumbers: [UsualNumber] {
    (unusual?.numbers ?? []).map {
      UsualNumber(
        measure: $0.measure, dimension: $0.usual.dimension, unit: $0.usual.unit, usual: $0.usual.value,
        spread: $0.spread.value)
    }
  }
}
