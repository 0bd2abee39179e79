import Foundation
import Learning
import Numerics

/// Made-up cohorts for fits.
enum FitParts {
  /// Normal features; those named shift by their amount in a rejected case, each with a chance.
  static func cases(
    _ count: Int, features: Int, shifts: [Int: Double] = [:], chance: Double = 1, missing: Double = 0,
    _ generator: inout SplitMix64
  ) -> [FitCase] {
    var cases: [FitCase] = []
    for _ in 0..<count {
      var values: [String: Double] = [:]
      for feature in 0..<features {
        let value = Distribution.gaussian(&generator)
        let isShifted = generator.unit() < chance
        if generator.unit() < missing { continue }
        values["f\(feature)"] = value + (isShifted ? shifts[feature] ?? 0 : 0)
      }
      cases.append(FitCase(values))
    }
    return cases
  }

  /// The area under the ROC curve of the best score there is for such cases, their likelihood ratio, over all pairs.
  static func bestArea(_ accepted: [FitCase], _ rejected: [FitCase], shifts: [Int: Double], chance: Double) -> Double {
    func logRatio(_ one: FitCase) -> Double {
      shifts.reduce(0) { sum, shift in
        guard let value = one.values["f\(shift.key)"] else { return sum }
        return sum + log(1 - chance + chance * exp(shift.value * value - shift.value * shift.value / 2))
      }
    }
    let (good, bad) = (accepted.map(logRatio), rejected.map(logRatio))
    let won = bad.reduce(0) { sum, one in sum + good.count { $0 < one } }
    return Double(won) / Double(good.count * bad.count)
  }

  static func features(_ count: Int, _ direction: Scorecard.Direction = .bothEndsBad) -> [FitFeature] {
    (0..<count).map { FitFeature("f\($0)", direction: direction) }
  }

  /// Few resamples, for what does not look at intervals.
  static let quick = FitRule(ranges: RangeRule(resamples: 50))
}
