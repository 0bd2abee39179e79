internal import Numerics

/// The scale on which distances from the median are taken.
package enum WorkingScale: Sendable, Hashable {
  case linear
  case logarithmic

  /// The logarithm is taken where values cannot be negative, none is 0, they are skewed to the right, and less skewed
  /// in their logarithm.
  ///
  /// Skewness is the quantile measure of Hinkley (Biometrika 62, 1975) between the typical ends: ((high − median) −
  /// (median − low)) / (high − low), in −1…1. It is deterministic and no outlier moves it; 0.1 is little (a log-normal
  /// with σ = 0.15 has 0.12). A test of normality would only tell how large the cohort is.
  init(low: Double, median: Double, high: Double, least: Double, support: Support) {
    self = .linear
    guard support == .nonNegative, least > 0, low < high else { return }
    let plain = Self.skewness(low, median, high)
    let logarithms = Self.skewness(logarithm(low), logarithm(median), logarithm(high))
    if plain > Self.skewed, abs(logarithms) < plain { self = .logarithmic }
  }

  private static let skewed = 0.1

  private static func skewness(_ low: Double, _ median: Double, _ high: Double) -> Double {
    ((high - median) - (median - low)) / (high - low)
  }

  func forward(_ value: Double) -> Double { self == .linear ? value : logarithm(value) }

  func back(_ value: Double) -> Double { self == .linear ? value : exponential(value) }
}
