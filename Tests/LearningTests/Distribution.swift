import Foundation
import Learning
import Numerics

/// Distributions whose percentiles are known; the numbers are SciPy's.
enum Distribution: String, CaseIterable, Sendable {
  case normal, logNormal, uniform, beta

  /// The 5th and the 95th percentile.
  var typical: [Double] {
    switch self {
    case .normal: [-1.6448536269514729, 1.6448536269514722]
    // σ = 0.6
    case .logNormal: [0.37272582763558515, 2.682937231217853]
    case .uniform: [0.05, 0.95]
    // Beta(8, 2)
    case .beta: [0.5708644529685656, 0.9589768324930035]
    }
  }

  var support: Support {
    switch self {
    case .normal: .real
    case .logNormal: .nonNegative
    case .uniform, .beta: .share
    }
  }

  func sample(_ generator: inout SplitMix64) -> Double {
    switch self {
    case .normal: return Self.gaussian(&generator)
    case .logNormal: return exp(0.6 * Self.gaussian(&generator))
    case .uniform: return generator.unit()
    case .beta:
      let (a, b) = (Self.gamma(8, &generator), Self.gamma(2, &generator))
      return a / (a + b)
    }
  }

  func sample(_ count: Int, _ generator: inout SplitMix64) -> [Double] {
    var values: [Double] = []
    for _ in 0..<count { values.append(sample(&generator)) }
    return values
  }

  /// Box and Muller.
  static func gaussian(_ generator: inout SplitMix64) -> Double {
    let radius = (-2 * log(1 - generator.unit())).squareRoot()
    return radius * cos(2 * Double.pi * generator.unit())
  }

  /// For whole shapes: a sum of exponential variables.
  private static func gamma(_ shape: Int, _ generator: inout SplitMix64) -> Double {
    var sum = 0.0
    for _ in 0..<shape { sum -= log(1 - generator.unit()) }
    return sum
  }
}
