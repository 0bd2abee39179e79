/// Mean deviations of some kinds, and how their examples scatter around them.
struct KindMeans {
  /// Per kind, per number: the mean, in standard deviations within kinds.
  private let means: [[Double]]
  /// Per number: the standard deviation within kinds.
  private let within: [Double]
  /// The correlation of what is left of each example without its kind's mean, the lower triangle row by row.
  private let correlation: [[Double]]

  /// Cost: cases × numbers².
  init(_ deviations: [[Double]], _ kinds: [Int], _ usable: [Int], _ cases: [Int]) {
    let width = deviations.first?.count ?? 0
    let members = usable.map { kind in cases.filter { kinds[$0] == kind } }
    // A few examples say little: means are drawn towards 0 by two more that lie there.
    let means = members.map { cases in
      (0..<width).map { number in
        cases.reduce(0) { $0 + deviations[$1][number] } / Double(cases.count + 2)
      }
    }
    let count = Double(max(members.reduce(0) { $0 + $1.count }, 1))
    var rest = zip(members, means).flatMap { cases, mean in
      cases.map { one in zip(deviations[one], mean).map { $0 - $1 } }
    }
    let within = (0..<width).map { number in
      max((rest.reduce(0) { $0 + $1[number] * $1[number] } / count).squareRoot(), 0.5)
    }
    for at in rest.indices { for number in 0..<width { rest[at][number] /= within[number] } }
    var correlation = (0..<width).map { [Double](repeating: 0, count: $0 + 1) }
    for one in rest {
      one.withUnsafeBufferPointer { one in
        for row in 0..<width where one[row] != 0 {
          let own = one[row]
          correlation[row].withUnsafeMutableBufferPointer { line in
            for column in 0...row { line[column] += own * one[column] }
          }
        }
      }
    }
    for row in 0..<width { for column in 0...row { correlation[row][column] /= count } }
    self.means = means.map { zip($0, within).map { $0 / $1 } }
    self.within = within
    self.correlation = correlation
  }

  /// Scores that are linear in the deviations.
  struct Discriminant {
    /// Per number, per kind.
    let weights: [[Double]]
    let offsets: [Double]

    func scores(_ deviations: [Double]) -> [Double] {
      var scores = offsets
      for (deviation, weights) in zip(deviations, weights) where deviation != 0 {
        for (kind, weight) in weights.enumerated() { scores[kind] += weight * deviation }
      }
      return scores
    }
  }

  /// The discriminant with correlations drawn towards none by a share; nil where they cannot be inverted.
  ///
  /// Cost: numbers³ / 6 (Cholesky).
  func discriminant(_ shrinkage: Double) -> Discriminant? {
    var lower = correlation
    for row in lower.indices {
      for column in 0...row { lower[row][column] *= 1 - shrinkage }
      lower[row][row] += shrinkage
    }
    for row in lower.indices {
      for column in 0...row {
        let known = Self.product(lower[row], lower[column], upTo: column)
        if row == column {
          let square = lower[row][row] - known
          guard square > 0 else { return nil }
          lower[row][row] = square.squareRoot()
        } else {
          lower[row][column] = (lower[row][column] - known) / lower[column][column]
        }
      }
    }
    let solved = means.map { Self.solved(lower, $0) }
    let weights = within.indices.map { number in solved.map { $0[number] / within[number] } }
    let offsets = zip(solved, means).map { -0.5 * Self.product($0, $1, upTo: $0.count) }
    return Discriminant(weights: weights, offsets: offsets)
  }

  private static func product(_ a: [Double], _ b: [Double], upTo count: Int) -> Double {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        var sum = 0.0
        for at in 0..<count { sum += a[at] * b[at] }
        return sum
      }
    }
  }

  /// x with L Lᵀ x = b.
  private static func solved(_ lower: [[Double]], _ b: [Double]) -> [Double] {
    var x = b
    for row in x.indices { x[row] = (x[row] - product(lower[row], x, upTo: row)) / lower[row][row] }
    for row in x.indices.reversed() {
      x[row] /= lower[row][row]
      for column in 0..<row { x[column] -= lower[row][column] * x[row] }
    }
    return x
  }
}
