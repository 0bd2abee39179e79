internal import Numerics

/// Rounding so that people can read the ends and nothing that was inside falls out.
///
/// Steps are 1, 2 or 5 times a power of ten (Heckbert, Graphics Gems, 1990), at most a fiftieth of the range: two to
/// three significant digits of what matters, and no end moves by more than 2 % of the range. On the logarithmic scale,
/// where 0.02 and 40 both matter, each end is rounded by its own size instead when that is finer. Counts get whole
/// steps.
struct OutwardRounding {
  let width: Double
  let support: Support
  let scale: WorkingScale

  init(of range: ClosedRange<Double>, support: Support, scale: WorkingScale) {
    width = range.upperBound - range.lowerBound
    self.support = support
    self.scale = scale
  }

  func low(_ value: Double) -> Double { support.clamped(rounded(value, .down)) }

  func high(_ value: Double) -> Double { support.clamped(rounded(value, .up)) }

  private func rounded(_ value: Double, _ rule: FloatingPointRoundingRule) -> Double {
    var fineness = width > 0 ? width : abs(value)
    if scale == .logarithmic { fineness = min(fineness, abs(value)) }
    guard fineness > 0, fineness.isFinite else { return value }
    let step = Step(atMost: fineness / 50, isWhole: support == .count)
    // What is on a step already stays there, whatever the division makes of it.
    let nearest = step.value((step.position(of: value)).rounded())
    return nearest == value ? value : step.value(step.position(of: value).rounded(rule))
  }

  /// Held as a whole number or as the reciprocal of one, so that the multiples are the doubles nearest to their
  /// decimals.
  private struct Step {
    private var whole = 1.0
    private var parts = 1.0

    init(atMost limit: Double, isWhole: Bool) {
      let magnitude = decimalMagnitude(limit)
      let lead = limit / powerOfTen(magnitude)
      let digit = lead >= 5 ? 5.0 : lead >= 2 ? 2.0 : 1.0
      if magnitude >= 0 {
        whole = digit * powerOfTen(magnitude)
      } else if !isWhole {
        // 10 to the power of n is a multiple of 2 and of 5.
        parts = powerOfTen(-magnitude) / digit
      }
    }

    func position(of value: Double) -> Double { value / whole * parts }

    func value(_ position: Double) -> Double { position * whole / parts }
  }
}
