internal import Volume

/// What one channel of the image shows along a structure's contour in one slice: the raw material of every measure of
/// boundary evidence.
///
/// Edges are taken from the image after a light Gaussian, intensities from the image as it is. Voxels that are not
/// finite, and gradients that would need one, are left out and counted.
struct ContourSample {
  /// |∇I| and ∇I·n (outward) on the contour's inner side, with the voxels' sectors.
  private(set) var strengths: [Float] = []
  private(set) var slopes: [Float] = []
  private(set) var sectors: [[Int]] = []
  /// |∇I| in the band.
  let band: SortedValues
  /// Intensities of the rings inside and outside the contour, and of the whole cross-section.
  let inner: SortedValues
  let outer: SortedValues
  let inside: SortedValues
  /// Mean |∇I·n| by distance from the contour.
  let profile: EdgeProfile
  /// The whole image's.
  let spread: ImageSpread.Spread?
  /// Voxels of the cross-section and the band, and those of them that are not finite.
  let voxels: Int
  let notFinite: Int

  /// - Parameter deviation: of the Gaussian, in units of the finer in-plane spacing.
  init(_ contour: ContourGeometry, _ values: [Float], deviation: Double, spread: ImageSpread.Spread?) {
    let mask = contour.mask
    let (width, height, steps) = (mask.width, mask.height, contour.stack.steps)
    self.spread = spread
    // Differences from one value keep the digits of a small step on a large level.
    let level = values.first { $0.isFinite } ?? 0
    var range = Float(0)
    for value in values where value.isFinite { range = max(range, abs(value - level)) }
    let smooth = PlaneSmoothing(deviation / steps.x, deviation / steps.y)
      .smoothed(values.map { $0 - level }, width: width, height: height)
    let slope = PlaneSlope(width: width, height: height, steps: steps)
    // Below this a gradient is nothing but the rounding of single precision.
    let least = range * 1e-6

    let ring = Float(contour.ringWidth) + ContourGeometry.slack
    var (bandStrengths, inner, outer): ([Float], [Float], [Float]) = ([], [], [])
    var profile = EdgeProfile(reach: contour.ringWidth)
    var (voxels, notFinite) = (0, 0)
    var next = 0
    bandStrengths.reserveCapacity(contour.band.count)
    for (number, place) in contour.band.enumerated() {
      let value = values[place.at]
      if abs(place.position) <= ring, value.isFinite {
        if mask.isInside[place.at] { inner.append(value) } else { outer.append(value) }
      }
      if !mask.isInside[place.at] {
        voxels += 1
        if !value.isFinite { notFinite += 1 }
      }
      let isBoundary = next < contour.boundary.count && contour.boundary[next] == number
      if isBoundary { next += 1 }
      let gradient = slope.gradient(smooth, place.at % width, place.at / width)
      var strength = (gradient * gradient).sum().squareRoot()
      guard strength.isFinite, value.isFinite else { continue }
      var along = (gradient * place.normal).sum()
      if strength < least { (strength, along) = (0, 0) }
      bandStrengths.append(strength)
      if abs(place.position) <= ring { profile.add(abs(along), at: place.position) }
      if isBoundary {
        strengths.append(strength)
        slopes.append(along)
        sectors.append(contour.sector[next - 1])
      }
    }
    var whole: [Float] = []
    for at in values.indices where mask.isInside[at] {
      voxels += 1
      if values[at].isFinite { whole.append(values[at]) } else { notFinite += 1 }
    }
    self.profile = profile
    self.voxels = voxels
    self.notFinite = notFinite
    band = SortedValues(sorting: bandStrengths)
    self.inner = SortedValues(sorting: inner)
    self.outer = SortedValues(sorting: outer)
    inside = SortedValues(sorting: whole)
  }

  /// Whether the image brightens (1) or darkens (-1) outward along most of the contour, by the sum of the slopes; nil
  /// where neither prevails.
  var prevailingSign: Double? {
    let sum = slopes.reduce(0.0) { $0 + Double($1) }
    return sum == 0 ? nil : sum > 0 ? 1 : -1
  }

  /// The band's median |∇I|, which edges are measured in; nil where the band is flat, since nothing can be told in
  /// units of nothing.
  var usualStrength: Double? {
    guard let median = band.median, median > 0 else { return nil }
    return median
  }
}

/// Mean |∇I·n| by signed distance from the contour, in steps of one voxel: …, -1.5, -0.5, 0.5, 1.5, … A value between
/// two steps counts for both.
struct EdgeProfile: Sendable {
  private let half: Int
  private var sums: [Double]
  private var weights: [Double]

  init(reach: Double) {
    half = Int(reach.rounded(.up)) + 1
    sums = [Double](repeating: 0, count: 2 * half)
    weights = sums
  }

  mutating func add(_ value: Float, at position: Float) {
    let place = min(max(Double(position) + Double(half) - 0.5, 0), Double(2 * half - 1))
    let lower = min(Int(place), 2 * half - 2)
    let share = place - Double(lower)
    for (at, weight) in [(lower, 1 - share), (lower + 1, share)] {
      sums[at] += weight * Double(value)
      weights[at] += weight
    }
  }

  /// Adds another slice's profile.
  mutating func add(_ other: EdgeProfile) {
    guard half >= other.half else {
      var wider = other
      wider.add(self)
      self = wider
      return
    }
    for at in other.sums.indices {
      sums[at + half - other.half] += other.sums[at]
      weights[at + half - other.half] += other.weights[at]
    }
  }

  /// The distance at which the mean is largest, refined by the parabola through its neighbours; nil when it is zero
  /// everywhere. Distances at which there is less than a quarter of the contour do not count: few voxels have extreme
  /// means.
  var peak: Double? {
    let least = (weights[half - 1] + weights[half]) / 8
    let means = sums.indices.map { weights[$0] > 0 && weights[$0] >= least ? sums[$0] / weights[$0] : nil }
    var best: (at: Int, mean: Double)?
    // From the contour outwards, so that of equal peaks the nearest is taken.
    for at in (0..<half).flatMap({ [half - 1 - $0, half + $0] }) {
      if let mean = means[at], mean > best?.mean ?? 0 { best = (at, mean) }
    }
    guard let best else { return nil }
    let position = Double(best.at - half) + 0.5
    guard best.at > 0, best.at < means.count - 1, let before = means[best.at - 1], let after = means[best.at + 1] else {
      return position
    }
    let bend = before - 2 * best.mean + after
    return bend < 0 ? position + 0.5 * (before - after) / bend : position
  }
}
