internal import Numerics

/// A sampled Gaussian along one axis, cut off at four standard deviations; its weights add up to one.
struct GaussianKernel: Sendable {
  /// The weights from the centre on: the centre's own, then each that both sides share.
  let weights: [Float]
  /// How many elements to either side have a weight.
  var reach: Int { weights.count - 1 }
  /// `sums[n]`: the weight of the centre and of n elements to either side.
  private let sums: [Double]

  /// The widest Gaussian: its samples are counted out.
  static let mostElements = 1 << 20

  /// A Gaussian; nil for a deviation that is no length, or too wide for any array.
  ///
  /// - Parameters:
  ///   - deviation: the standard deviation in elements.
  ///   - length: how many elements the axis has; weights that could only meet what lies outside are left away.
  init?(deviation: Double, length: Int) {
    guard deviation >= 0, 4 * deviation <= Double(Self.mostElements) else { return nil }
    let widest = Int((4 * deviation).rounded(.up))
    let samples = (0...widest).map { n in
      let x = Double(n) / deviation
      return n == 0 ? 1 : exponential(-x * x / 2)
    }
    let total = 2 * samples.reduce(0, +) - 1
    weights = samples.prefix(length).map { Float($0 / total) }
    var sum = -samples[0] / total
    sums = samples.prefix(length).map { sample in
      sum += 2 * sample / total
      return sum
    }
  }

  /// The weight of the centre and of some elements to either side.
  func weight(within elements: Int) -> Double { sums[min(elements, reach)] }

  /// The weight of everything up to an element, which may be negative, counted from the centre.
  func weight(upTo element: Int) -> Double {
    let whole = sums[reach]
    return element < -reach
      ? 0
      : element >= reach
        ? whole : element >= 0 ? (whole + sums[element]) / 2 : (whole - sums[-element - 1]) / 2
  }
}
