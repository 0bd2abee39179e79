internal import Volume

/// Perpendicular axes in millimetres to work in: the first along i, the second in the plane of i and j. Lengths and
/// angles in it are those in the patient, under oblique and sheared affines too; without an affine it is the index axes
/// times the spacing, without spacing the index axes.
///
/// The Gram–Schmidt orthogonalisation of the affine's columns (Golub and Van Loan 2013, Matrix Computations, 5.2.7).
/// Never mirrored.
struct MillimetreFrame: Sendable {
  /// The step when i, j or k grows by one.
  let steps: (i: SIMD3<Double>, j: SIMD3<Double>, k: SIMD3<Double>)
  /// The frame's axes as unit vectors in patient space (RAS); nil when the orientation is unknown.
  let axes: [SIMD3<Double>]?

  init(_ grid: Grid) {
    guard let columns = grid.affine?.columns else {
      let s = grid.lengths
      steps = (SIMD3(s.x, 0, 0), SIMD3(0, s.y, 0), SIMD3(0, 0, s.z))
      axes = nil
      return
    }
    var axes: [SIMD3<Double>] = []
    var steps: [SIMD3<Double>] = []
    for column in columns {
      var rest = column
      var step = SIMD3<Double>.zero
      for (at, axis) in axes.enumerated() {
        step[at] = (axis * column).sum()
        rest -= axis * step[at]
      }
      let length = (rest * rest).sum().squareRoot()
      step[axes.count] = length
      axes.append(length > 0 ? rest / length : .zero)
      steps.append(step)
    }
    self.steps = (steps[0], steps[1], steps[2])
    self.axes = axes
  }

  /// From indices (fractions allowed) to millimetres.
  func point(_ index: SIMD3<Double>) -> SIMD3<Double> { steps.i * index.x + steps.j * index.y + steps.k * index.z }

  func point(_ index: SIMD3<Int>) -> SIMD3<Double> { point(SIMD3<Double>(index)) }

  /// A vector of the frame as one in patient space; nil when the orientation is unknown.
  func patient(_ vector: SIMD3<Double>) -> SIMD3<Double>? {
    axes.map { $0[0] * vector.x + $0[1] * vector.y + $0[2] * vector.z }
  }

  /// A covariance of indices as one of millimetres.
  func covariance(ofIndices c: [[Double]]) -> [[Double]] {
    let columns = [steps.i, steps.j, steps.k]
    return (0..<3).map { r in
      (0..<3).map { s in
        var sum = 0.0
        for a in 0..<3 { for b in 0..<3 { sum += columns[a][r] * c[a][b] * columns[b][s] } }
        return sum
      }
    }
  }
}
