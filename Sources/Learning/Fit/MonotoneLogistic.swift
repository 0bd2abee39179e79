internal import Numerics

/// Logistic regression on indicators with weights that cannot be negative and an L1 penalty on their sum.
///
/// Cumulative indicators with non-negative weights make the score monotone. Coordinate descent with a trust region
/// (Genkin, Lewis and Madigan 2007, Technometrics 49): the logistic density changes by at most e^|δ| over a step of δ,
/// which bounds the curvature, so that no step raises the loss. Both classes weigh the same in total. Cost of a sweep:
/// the sum of the columns' lengths.
struct MonotoneLogistic {
  /// Per column, the rows where the indicator is 1.
  private let columns: [[Int]]
  private let isRejected: [Bool]
  private let rows: [Int]
  private let weights: [Double]
  /// Per row, the weight where it is rejected, else 0.
  private let targets: [Double]
  /// Per column, the weight of its rows.
  private let columnWeights: [Double]
  private var linear: [Double]
  /// Per row, weight × (probability − target) and weight × probability × (1 − probability).
  private var residual: [Double]
  private var curvature: [Double]
  private var region: [Double]
  private var interceptRegion = 1.0
  private(set) var coefficients: [Double]

  init(columns: [[Int]], isRejected: [Bool]) {
    self.columns = columns
    self.isRejected = isRejected
    rows = Array(isRejected.indices)
    let rejected = isRejected.count { $0 }
    let weights = isRejected.map { 0.5 / Double(max($0 ? rejected : isRejected.count - rejected, 1)) }
    self.weights = weights
    targets = zip(weights, isRejected).map { $1 ? $0 : 0 }
    columnWeights = columns.map { $0.reduce(0) { $0 + weights[$1] } }
    linear = Array(repeating: 0, count: isRejected.count)
    residual = zip(weights, isRejected).map { $1 ? -$0 / 2 : $0 / 2 }
    curvature = weights.map { $0 / 4 }
    region = Array(repeating: 1, count: columns.count)
    coefficients = Array(repeating: 0, count: columns.count)
  }

  /// The mean loss, without the penalty; ln 2 without any column.
  var loss: Double {
    linear.indices.reduce(0) { $0 + weights[$1] * softplus(isRejected[$1] ? -linear[$1] : linear[$1]) }
  }

  /// How fast the loss falls with a column's weight.
  func pull(_ column: Int) -> Double {
    var sum = 0.0
    for row in columns[column] { sum -= residual[row] }
    return sum
  }

  /// Leaves a column out from here on, until it is fitted again.
  mutating func clear(_ column: Int) {
    move(columns[column], by: -coefficients[column])
    coefficients[column] = 0
  }

  /// Fits the intercept and some columns, from where they stand.
  mutating func fit(_ chosen: [Int], penalty: Double, tolerance: Double = 1e-4) {
    for _ in 0..<50 {
      settle(chosen.filter { coefficients[$0] > 0 }, penalty, tolerance)
      var changed = 0.0
      for column in chosen where coefficients[column] == 0 { changed = max(changed, step(column, penalty)) }
      if changed < tolerance { return }
    }
  }

  private mutating func settle(_ active: [Int], _ penalty: Double, _ tolerance: Double) {
    for _ in 0..<500 {
      var changed = stepIntercept()
      for column in active { changed = max(changed, step(column, penalty)) }
      if changed < tolerance { return }
    }
  }

  private mutating func step(_ column: Int, _ penalty: Double) -> Double {
    let rows = columns[column]
    var (slope, bend) = (penalty, 0.0)
    for row in rows {
      slope += residual[row]
      bend += curvature[row]
    }
    let before = coefficients[column]
    if before == 0, slope >= 0 { return 0 }
    let change = bounded(slope, bend, &region[column], weight: columnWeights[column])
    let after = max(before + change, 0)
    guard after != before else { return 0 }
    coefficients[column] = after
    move(rows, by: after - before)
    return abs(after - before)
  }

  private mutating func stepIntercept() -> Double {
    var (slope, bend) = (0.0, 0.0)
    for row in rows {
      slope += residual[row]
      bend += curvature[row]
    }
    let change = bounded(slope, bend, &interceptRegion, weight: 1)
    move(rows, by: change)
    return abs(change)
  }

  private func bounded(_ slope: Double, _ bend: Double, _ region: inout Double, weight: Double) -> Double {
    let bound = min(bend * exponential(region), weight / 4)
    guard bound > 0 else { return 0 }
    let change = min(max(-slope / bound, -region), region)
    // Not so small that a fit with another penalty would seem to stand still.
    region = min(max(2 * abs(change), region / 2, 0.1), 4)
    return change
  }

  private mutating func move(_ rows: [Int], by change: Double) {
    guard change != 0 else { return }
    for row in rows {
      let moved = linear[row] + change
      let weighted = weights[row] / (1 + exponential(-moved))
      linear[row] = moved
      residual[row] = weighted - targets[row]
      curvature[row] = weighted - weighted * weighted / weights[row]
    }
  }
}
