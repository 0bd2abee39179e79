#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

// From the C library alone: Foundation would weigh more than all of the geometry.

func cubeRoot(_ x: Double) -> Double { cbrt(x) }

/// e to the power of x.
func exponential(_ x: Double) -> Double { exp(x) }

/// `base` to the power of `exponent`, for bases of at least 0.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
