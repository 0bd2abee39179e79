#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

// From the C library alone: Foundation would weigh more than all that computes.

/// The cube root.
package func cubeRoot(_ x: Double) -> Double { cbrt(x) }

/// e to the power of x.
package func exponential(_ x: Double) -> Double { exp(x) }

/// The natural logarithm.
package func logarithm(_ x: Double) -> Double { log(x) }

/// The logarithm to base 2.
package func binaryLogarithm(_ x: Double) -> Double { log2(x) }

/// `base` to the power of `exponent`, for bases of at least 0.
package func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// Ten to a whole power; exact from 0 to 22.
package func powerOfTen(_ exponent: Int) -> Double { pow(10, Double(exponent)) }

/// The whole part, towards minus infinity, of the decimal logarithm of a positive number.
package func decimalMagnitude(_ x: Double) -> Int { Int(log10(x).rounded(.down)) }

/// ln(1 + eˣ), without overflow.
package func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }

/// The complementary error function.
package func complementaryError(_ x: Double) -> Double { erfc(x) }

/// The unit vector at an angle in radians.
package func direction(_ angle: Double) -> SIMD2<Double> { SIMD2(cos(angle), sin(angle)) }

/// The angle with a cosine, in radians.
package func arcCosine(_ x: Double) -> Double { acos(x) }

/// The angle of a vector with the x axis, in radians, from -π to π.
package func arcTangent(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
