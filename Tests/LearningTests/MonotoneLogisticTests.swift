import Foundation
import Numerics
import Testing

@testable import Learning

@Suite struct `Monotone logistic regression` {
  @Test func `one indicator gets the log odds ratio`() {
    // 30 of 100 rejected and 5 of 80 accepted cases pass.
    let isRejected = (0..<180).map { $0 < 100 }
    let rows = Array(0..<30) + Array(100..<105)
    var model = MonotoneLogistic(columns: [rows], isRejected: isRejected)
    model.fit([0], penalty: 0, tolerance: 1e-9)
    let (bad, good) = (30.0 / 100, 5.0 / 80)
    // Balanced classes: inside the odds are bad to good, outside (1 - bad) to (1 - good).
    #expect(abs(model.coefficients[0] - (log(bad / good) - log((1 - bad) / (1 - good)))) < 1e-6)
  }

  @Test func `an indicator of soundness gets nothing`() {
    var model = MonotoneLogistic(columns: [[0, 1, 2]], isRejected: [false, false, false, true, true])
    model.fit([0], penalty: 0)
    #expect(model.coefficients == [0] && abs(model.loss - log(2)) < 1e-9)
  }

  /// The penalised loss, written out.
  private func loss(
    _ weights: [Double], _ intercept: Double, _ columns: [[Int]], _ isRejected: [Bool], _ penalty: Double
  ) -> Double {
    let rejected = Double(isRejected.count { $0 })
    let accepted = Double(isRejected.count) - rejected
    var sum = penalty * weights.reduce(0, +)
    for (row, isBad) in isRejected.enumerated() {
      let x = intercept + zip(weights, columns).reduce(0) { $0 + ($1.1.contains(row) ? $1.0 : 0) }
      sum += 0.5 / (isBad ? rejected : accepted) * log(1 + exp(isBad ? -x : x))
    }
    return sum
  }

  @Test(arguments: [0.002, 0.02, 0.05]) func `no other weights have a lower penalised loss`(penalty: Double) {
    var generator = SplitMix64(seed: 31)
    let isRejected = (0..<60).map { $0 < 25 }
    let columns = [0.5, 0.4, 0.3].map { chance in
      (0..<60).filter { generator.unit() < (isRejected[$0] ? chance : 0.15) }
    }
    var model = MonotoneLogistic(columns: columns, isRejected: isRejected)
    model.fit([0, 1, 2], penalty: penalty, tolerance: 1e-7)
    let found = model.loss + penalty * model.coefficients.reduce(0, +)
    // Wherever one goes from there, with the best intercept for the new place or near it, it does not get better.
    var best = Double.infinity
    for _ in 0..<600 {
      let size = [1, 0.1, 0.01][generator.index(below: 3)]
      let weights = model.coefficients.map { max($0 + size * (generator.unit() - 0.5), 0) }
      best = min(best, loss(weights, 2 * (generator.unit() - 0.5) * 1.5, columns, isRejected, penalty))
    }
    #expect(found <= best + 1e-9)
    // And it is the loss of these weights, for some intercept.
    let own = (-100...100).map { loss(model.coefficients, Double($0) / 66, columns, isRejected, penalty) }.min() ?? 0
    #expect(abs(own - found) < 1e-5)
  }

  @Test func `classes that part keep finite weights`() {
    var model = MonotoneLogistic(columns: [Array(0..<50)], isRejected: (0..<100).map { $0 < 50 })
    model.fit([0], penalty: 0.005)
    #expect(model.coefficients[0].isFinite && (5...20).contains(model.coefficients[0]) && model.loss < 0.05)
  }
}
