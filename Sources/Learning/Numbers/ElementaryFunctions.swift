#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

// From the C library alone: Foundation would weigh more than all of the statistics.

/// The natural logarithm.
func logarithm(_ x: Double) -> Double { log(x) }

/// e to the power of x.
func exponential(_ x: Double) -> Double { exp(x) }

/// ln(1 + eˣ), without overflow.
func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }

/// The complementary error function.
func complementaryError(_ x: Double) -> Double { erfc(x) }

/// Ten to a whole power; exact from 0 to 22.
func powerOfTen(_ exponent: Int) -> Double { pow(10, Double(exponent)) }

/// The whole part, towards minus infinity, of the decimal logarithm of a positive number.
func decimalMagnitude(_ x: Double) -> Int { Int(log10(x).rounded(.down)) }
