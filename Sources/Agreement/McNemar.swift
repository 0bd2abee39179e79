internal import Numerics

/// The test of McNemar (Psychometrika 12, 1947): whether two who judged the same cases are right equally often. Takes
/// the cases for independent.
package struct McNemar: Hashable, Sendable {
  /// Cases that the first alone is right about.
  package let onlyFirst: Int
  package let onlySecond: Int
  /// Two-sided, from the binomial distribution.
  package let exactP: Double
  /// With Edwards's correction for continuity: (max(|b − c| − 1, 0))² / (b + c), one degree of freedom.
  package let statistic: Double
  /// From the chi-square distribution; good from 25 cases on that they differ about.
  package let chiSquareP: Double

  /// Nil where the two differ about no case.
  package init?(onlyFirst: Int, onlySecond: Int) {
    let differing = onlyFirst + onlySecond
    guard differing > 0 else { return nil }
    (self.onlyFirst, self.onlySecond) = (onlyFirst, onlySecond)
    let fewer = min(onlyFirst, onlySecond)
    exactP = min(2 * Binomial(trials: differing).chance(of: 0...fewer, share: 0.5), 1)
    let excess = Double(max(abs(onlyFirst - onlySecond) - 1, 0))
    statistic = excess * excess / Double(differing)
    chiSquareP = complementaryError((statistic / 2).squareRoot())
  }
}
