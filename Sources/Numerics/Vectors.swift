// Inlinable: they stand in the innermost loops of other targets.

/// The scalar product.
@inlinable @inline(__always)
package func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

/// The vector product.
@inlinable @inline(__always)
package func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
  SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

/// The Euclidean length.
@inlinable @inline(__always)
package func length(_ v: SIMD3<Double>) -> Double { dot(v, v).squareRoot() }

/// The scalar product, without a check for overflow.
@inlinable @inline(__always)
package func dot(_ a: SIMD3<Int>, _ b: SIMD3<Int>) -> Int { a.x &* b.x &+ a.y &* b.y &+ a.z &* b.z }

/// The vector product, without a check for overflow.
@inlinable @inline(__always)
package func cross(_ a: SIMD3<Int>, _ b: SIMD3<Int>) -> SIMD3<Int> {
  SIMD3(a.y &* b.z &- a.z &* b.y, a.z &* b.x &- a.x &* b.z, a.x &* b.y &- a.y &* b.x)
}
