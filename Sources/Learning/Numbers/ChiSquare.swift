internal import Numerics

/// The chance that a chi-square variable with some degrees of freedom exceeds a value.
///
/// By the recurrence of the incomplete gamma function from its closed forms at ½ and 1 (DLMF 8.8.6), which is exact for
/// whole degrees of freedom.
func chiSquareUpperTail(_ value: Double, degrees: Int) -> Double {
  guard value > 0, degrees > 0 else { return 1 }
  let x = value / 2
  var order = degrees.isMultiple(of: 2) ? 1.0 : 0.5
  var tail = degrees.isMultiple(of: 2) ? exponential(-x) : complementaryError(x.squareRoot())
  // x^a e^-x / Γ(a + 1)
  var term = degrees.isMultiple(of: 2) ? x * exponential(-x) : 2 * (x / Double.pi).squareRoot() * exponential(-x)
  while order < Double(degrees) / 2 {
    tail += term
    order += 1
    term *= x / order
  }
  return min(tail, 1)
}
