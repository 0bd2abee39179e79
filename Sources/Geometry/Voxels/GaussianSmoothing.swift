internal import Volume

/// Smooths an array with a Gaussian; what lies outside the array counts as 0.
///
/// One axis after the other. Narrow Gaussians are sampled up to four standard deviations; wide ones go by a recursion of the fourth order whose cost does not grow with
/// the width and whose error is below 0.1 % (Deriche 1993, Recursively implementing the Gaussian and its derivatives, INRIA report 1893). Sixteen lines
/// go at once. Cost: some thirty operations per voxel and axis.
struct GaussianSmoothing {
  private typealias Lanes = SIMD16<Float>

  /// In voxels; from here on by recursion.
  static let wide = 4.0

  /// The sampled Gaussian from its centre on; nil for the recursion.
  private let weights: [Float]?
  /// For the recursion, two damped oscillations: their first values, and what a step multiplies them by.
  private let oscillations: [(start: SIMD2<Float>, step: SIMD2<Float>)]
  /// How many elements beside a line are looked at.
  private let margin: Int

  /// - Parameter sigma: along i, j, k, in voxels; axes beyond `dimensions` stay as they are.
  static func smooth(_ values: inout [Float], size: VoxelIndex, sigma: SIMD3<Double>, dimensions: Int) {
    let plane = size.i * size.j
    for axis in 0..<dimensions {
      let filter = GaussianSmoothing(sigma: sigma[axis])
      switch axis {
      case 0: filter.apply(&values, lines: size.j * size.k, first: 0, apart: size.i, count: size.i, step: 1)
      case 1:
        for k in 0..<size.k {
          filter.apply(&values, lines: size.i, first: k * plane, apart: 1, count: size.j, step: size.i)
        }
      default: filter.apply(&values, lines: plane, first: 0, apart: 1, count: size.k, step: plane)
      }
    }
  }

  private init(sigma: Double) {
    guard sigma >= Self.wide else {
      margin = Int((4 * sigma).rounded(.up))
      let samples = (0...margin).map { $0 == 0 ? 1 : exponential(-Double($0 * $0) / (2 * sigma * sigma)) }
      let sum = 2 * samples.reduce(0, +) - 1
      weights = samples.map { Float($0 / sum) }
      oscillations = []
      return
    }
    margin = 0
    weights = nil
    // Deriche's fit of exp(-x²/2): Σ (a cos ωx + b sin ωx) exp(-dx), as complex numbers.
    let fit = [(a: 1.680, b: 3.735, d: 1.783, w: 0.6318), (a: -0.6803, b: -0.2598, d: 1.723, w: 1.997)]
    let terms = fit.map { term in
      let (start, turn) = (SIMD2(term.a, -term.b), direction(term.w / sigma))
      return (start: start, step: turn * exponential(-term.d / sigma))
    }
    // The sum over all places, so that a constant stays: a geometric series on either side of the centre.
    let sum = terms.reduce(0.0) { sum, term in
      let rest = SIMD2(1, 0) - term.step
      let series = (term.start * rest).sum() / (rest * rest).sum()
      return sum + 2 * series - term.start.x
    }
    oscillations = terms.map { (SIMD2<Float>($0.start / sum), SIMD2<Float>($0.step)) }
  }

  private func apply(_ values: inout [Float], lines: Int, first: Int, apart: Int, count: Int, step: Int) {
    var line = [Lanes](repeating: .zero, count: count + 2 * margin)
    var result = [Lanes](repeating: .zero, count: count)
    values.withUnsafeMutableBufferPointer { values in
      line.withUnsafeMutableBufferPointer { line in
        result.withUnsafeMutableBufferPointer { result in
          for start in stride(from: 0, to: lines, by: Lanes.scalarCount) {
            let lanes = min(Lanes.scalarCount, lines - start)
            let base = first + start * apart
            var any = Lanes.zero
            for at in 0..<count {
              let element = Self.load(values, base + at * step, apart, lanes)
              line[margin + at] = element
              any += element
            }
            // Lines without anything stay without.
            guard any != .zero else { continue }
            if let weights { sampled(line, result, weights) } else { recursive(line, result) }
            for at in 0..<count { Self.store(result[at], values, base + at * step, apart, lanes) }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func load(
    _ values: UnsafeMutableBufferPointer<Float>, _ base: Int, _ apart: Int, _ lanes: Int
  ) -> Lanes {
    if apart == 1, lanes == Lanes.scalarCount {
      return UnsafeRawBufferPointer(values).loadUnaligned(fromByteOffset: 4 * base, as: Lanes.self)
    }
    var element = Lanes.zero
    for lane in 0..<lanes { element[lane] = values[base + lane * apart] }
    return element
  }

  @inline(__always)
  private static func store(
    _ element: Lanes, _ values: UnsafeMutableBufferPointer<Float>, _ base: Int, _ apart: Int, _ lanes: Int
  ) {
    if apart == 1, lanes == Lanes.scalarCount {
      UnsafeMutableRawBufferPointer(values).storeBytes(of: element, toByteOffset: 4 * base, as: Lanes.self)
      return
    }
    for lane in 0..<lanes { values[base + lane * apart] = element[lane] }
  }

  private func sampled(
    _ line: UnsafeMutableBufferPointer<Lanes>, _ result: UnsafeMutableBufferPointer<Lanes>, _ weights: [Float]
  ) {
    for at in result.indices {
      let centre = at + margin
      var sum = line[centre] * weights[0]
      for t in weights.indices.dropFirst() { sum += (line[centre - t] + line[centre + t]) * weights[t] }
      result[at] = sum
    }
  }

  /// Forwards with what lies before and at a place, backwards with what lies behind it.
  private func recursive(_ line: UnsafeMutableBufferPointer<Lanes>, _ result: UnsafeMutableBufferPointer<Lanes>) {
    for (number, (start, step)) in oscillations.enumerated() {
      var (real, imaginary) = (Lanes.zero, Lanes.zero)
      for at in result.indices {
        let turned = real * step.x - imaginary * step.y + line[at]
        imaginary = real * step.y + imaginary * step.x
        real = turned
        let value = real * start.x - imaginary * start.y
        result[at] = number == 0 ? value : result[at] + value
      }
      (real, imaginary) = (.zero, .zero)
      for at in result.indices.reversed() {
        result[at] += real * start.x - imaginary * start.y
        real += line[at]
        let turned = real * step.x - imaginary * step.y
        imaginary = real * step.y + imaginary * step.x
        real = turned
      }
    }
  }
}
