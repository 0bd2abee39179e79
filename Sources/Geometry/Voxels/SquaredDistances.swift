package import Volume

/// For each element of an array, the squared distance from its centre to the nearest element of a set. Exact up to
/// single precision; infinite where the set is empty. Axes are taken as perpendicular.
///
/// One axis after the other, each as a lower envelope of parabolas (Felzenszwalb and Huttenlocher 2012, Theory of
/// Computing 8:415). Cost: three passes; memory: four bytes per element.
package struct SquaredDistances {
  package let size: VoxelIndex
  package private(set) var values: [Float]

  /// - Parameters:
  ///   - isInSet: one flag per element, i fastest.
  ///   - spacing: between neighbouring elements along i, j, k.
  package init(to isInSet: [Bool], size: VoxelIndex, spacing: SIMD3<Double>) {
    self.size = size
    values = isInSet.map { $0 ? 0 : .infinity }
    alongRows(spacing.x)
    if size.j > 1 {
      for k in 0..<size.k {
        lower(count: size.j, step: size.i, lines: size.i, first: k * size.i * size.j, spacing: spacing.y)
      }
    }
    if size.k > 1 {
      for j in 0..<size.j {
        lower(count: size.k, step: size.i * size.j, lines: size.i, first: j * size.i, spacing: spacing.z)
      }
    }
  }

  /// Distances along i: one scan forth and one back.
  private mutating func alongRows(_ spacing: Double) {
    let (width, s) = (size.i, Float(spacing))
    values.withUnsafeMutableBufferPointer { values in
      for row in stride(from: 0, to: values.count, by: width) {
        var steps = Float.infinity
        for at in row..<row + width {
          steps = values[at] == 0 ? 0 : steps + 1
          values[at] = steps
        }
        steps = .infinity
        for at in stride(from: row + width - 1, through: row, by: -1) {
          steps = values[at] == 0 ? 0 : steps + 1
          let least = min(steps, values[at]) * s
          values[at] = least * least
        }
      }
    }
  }

  /// Replaces `lines` neighbouring lines by their lower envelopes.
  private mutating func lower(count: Int, step: Int, lines: Int, first: Int, spacing: Double) {
    let square = spacing * spacing
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 3 * count + 1) { scratch in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { vertices in
        let heights = scratch.baseAddress.map { UnsafeMutableBufferPointer(start: $0, count: count) }
        let bounds = scratch.baseAddress.map { UnsafeMutableBufferPointer(start: $0 + count, count: count + 1) }
        let halves = scratch.baseAddress.map { UnsafeMutableBufferPointer(start: $0 + 2 * count + 1, count: count) }
        guard let heights, let bounds, let halves else { return }
        // Divisions take longer than all else, so those that recur are done once.
        for steps in 0..<count { halves[steps] = 0.5 / Double(steps) }
        values.withUnsafeMutableBufferPointer { values in
          for line in first..<first + lines {
            Self.envelope(
              values, line: line, count: count, step: step, square: square, heights: heights, bounds: bounds,
              halves: halves, vertices: vertices)
          }
        }
      }
    }
  }

  private static func envelope(
    _ values: UnsafeMutableBufferPointer<Float>, line: Int, count: Int, step: Int, square: Double,
    heights: UnsafeMutableBufferPointer<Double>, bounds: UnsafeMutableBufferPointer<Double>,
    halves: UnsafeMutableBufferPointer<Double>, vertices: UnsafeMutableBufferPointer<Int>
  ) {
    // What is in the set stays 0 and hides all that lies behind it: between two members the line stands alone.
    var q = 0
    while q < count {
      if values[line + q * step] == 0 {
        q += 1
        continue
      }
      var end = q + 1
      while end < count, values[line + end * step] != 0 { end += 1 }
      stretch(
        values, line: line, from: q, to: end, count: count, step: step, square: square, heights: heights,
        bounds: bounds, halves: halves, vertices: vertices)
      q = end + 1
    }
  }

  /// The lower envelope between two members of the set, or the ends of the line.
  @inline(__always)
  private static func stretch(
    _ values: UnsafeMutableBufferPointer<Float>, line: Int, from: Int, to: Int, count: Int, step: Int, square: Double,
    heights: UnsafeMutableBufferPointer<Double>, bounds: UnsafeMutableBufferPointer<Double>,
    halves: UnsafeMutableBufferPointer<Double>, vertices: UnsafeMutableBufferPointer<Int>
  ) {
    let inverse = 1 / square
    // Heights in units of squared steps, so that parabolas have the coefficient 1.
    var last = -1
    for q in max(from - 1, 0)..<min(to + 1, count) {
      let height = Double(values[line + q * step]) * inverse
      guard height.isFinite else { continue }
      let lifted = height + Double(q) * Double(q)
      while last >= 0 {
        let v = vertices[last]
        let meets = (lifted - heights[v]) * halves[q - v]
        if meets > bounds[last] {
          bounds[last + 1] = meets
          break
        }
        last -= 1
      }
      if last < 0 { bounds[0] = -.infinity }
      last += 1
      vertices[last] = q
      heights[q] = lifted
    }
    guard last >= 0 else { return }
    bounds[last + 1] = .infinity
    var at = 0
    for q in from..<to {
      while bounds[at + 1] < Double(q) { at += 1 }
      let v = vertices[at]
      let steps = Double(q - v)
      values[line + q * step] = Float((heights[v] - Double(v) * Double(v) + steps * steps) * square)
    }
  }
}
