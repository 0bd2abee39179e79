internal import Numerics

/// A Gaussian in a plane, one axis after the other. Beyond the plane's border the outermost values go on, as scipy's
/// mode `nearest`.
///
/// Cost: two multiplications per value and tap.
struct PlaneSmoothing {
  private let alongU: [Float]
  private let alongV: [Float]

  /// How far values reach, in elements.
  var reach: Int { max(alongU.count, alongV.count) / 2 }

  /// - Parameters: standard deviations along both axes, in elements.
  init(_ u: Double, _ v: Double) {
    alongU = Self.kernel(u)
    alongV = Self.kernel(v)
  }

  /// Normalised weights, cut off at four standard deviations.
  private static func kernel(_ deviation: Double) -> [Float] {
    let reach = Int((4 * deviation + 0.5).rounded(.down))
    guard deviation > 0, reach > 0 else { return [1] }
    let weights = (-reach...reach).map { exponential(-0.5 * Double($0 * $0) / (deviation * deviation)) }
    let total = weights.reduce(0, +)
    return weights.map { Float($0 / total) }
  }

  /// Smooths values, u fastest. Values that are not finite stay as they are and take no part in the others (normalised
  /// convolution, Knutsson and Westin 1993).
  func smoothed(_ values: [Float], width: Int, height: Int) -> [Float] {
    guard values.contains(where: { !$0.isFinite }) else { return folded(values, width, height) }
    let isKnown = values.map { $0.isFinite ? Float(1) : 0 }
    let sums = folded(values.map { $0.isFinite ? $0 : 0 }, width, height)
    let weights = folded(isKnown, width, height)
    return values.indices.map { isKnown[$0] == 1 ? sums[$0] / weights[$0] : .nan }
  }

  private func folded(_ values: [Float], _ width: Int, _ height: Int) -> [Float] {
    alongColumns(alongRows(values, width, height), width, height)
  }

  private func alongRows(_ values: [Float], _ width: Int, _ height: Int) -> [Float] {
    guard alongU.count > 1, width > 0 else { return values }
    let reach = alongU.count / 2
    var result = [Float](repeating: 0, count: values.count)
    var padded = [Float](repeating: 0, count: width + 2 * reach)
    for row in stride(from: 0, to: height * width, by: width) {
      for at in 0..<padded.count { padded[at] = values[row + min(max(at - reach, 0), width - 1)] }
      padded.withUnsafeBufferPointer { padded in
        result.withUnsafeMutableBufferPointer { result in
          for (tap, weight) in alongU.enumerated() {
            for at in 0..<width { result[row + at] += weight * padded[tap + at] }
          }
        }
      }
    }
    return result
  }

  private func alongColumns(_ values: [Float], _ width: Int, _ height: Int) -> [Float] {
    guard alongV.count > 1, height > 0 else { return values }
    let reach = alongV.count / 2
    var result = [Float](repeating: 0, count: values.count)
    values.withUnsafeBufferPointer { values in
      result.withUnsafeMutableBufferPointer { result in
        for y in 0..<height {
          for (tap, weight) in alongV.enumerated() {
            let (from, to) = (min(max(y + tap - reach, 0), height - 1) * width, y * width)
            for at in 0..<width { result[to + at] += weight * values[from + at] }
          }
        }
      }
    }
    return result
  }
}
