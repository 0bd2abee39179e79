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

/// The unit vector at an angle.
func direction(_ angle: Double) -> SIMD2<Double> { SIMD2(cos(angle), sin(angle)) }

/// The angle with a cosine, in radians.
func arcCosine(_ x: Double) -> Double { acos(x) }

/// The angle of a vector with the x axis, in radians, from -π to π.
func arcTangent(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
