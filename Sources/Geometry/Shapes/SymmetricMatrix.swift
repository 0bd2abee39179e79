/// A symmetric matrix of two or three rows, for its eigenvalues.
struct SymmetricMatrix {
  private var a: [[Double]]

  init(_ rows: [[Double]]) { a = rows }

  /// Eigenvalues, smallest first, with their unit vectors. Jacobi's rotations (Golub and Van Loan 2013, 8.5): accurate
  /// to the last bits of the largest.
  var eigen: [(value: Double, vector: [Double])] {
    var a = a
    let n = a.count
    var v = (0..<n).map { r in (0..<n).map { $0 == r ? 1.0 : 0 } }
    let scale = (0..<n).reduce(0) { max($0, abs(a[$1][$1])) }
    // Each sweep squares what is left off the diagonal; eight are more than enough, fifty end whatever comes.
    for _ in 0..<50 {
      var rest = 0.0
      for p in 0..<n { for q in (p + 1)..<max(n, p + 1) { rest = max(rest, abs(a[p][q])) } }
      guard rest > scale * 1e-18 else { break }
      for p in 0..<n {
        for q in (p + 1)..<max(n, p + 1) where a[p][q] != 0 {
          let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
          let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
          let c = 1 / (t * t + 1).squareRoot()
          let s = t * c
          for r in 0..<n { (a[r][p], a[r][q]) = (c * a[r][p] - s * a[r][q], s * a[r][p] + c * a[r][q]) }
          for r in 0..<n { (a[p][r], a[q][r]) = (c * a[p][r] - s * a[q][r], s * a[p][r] + c * a[q][r]) }
          for r in 0..<n { (v[r][p], v[r][q]) = (c * v[r][p] - s * v[r][q], s * v[r][p] + c * v[r][q]) }
        }
      }
    }
    return (0..<n).map { c in (a[c][c], (0..<n).map { v[$0][c] }) }.sorted { $0.value < $1.value }
  }
}
