import Foundation
import Geometry
import GeometryTesting
import Volume

/// Boundary evidence by its definition: every distance looked for among all voxels, every percentile by sorting, every
/// pair of a curve compared. In double precision and on whole slices.
struct SlowBoundary {
  let voxels: VoxelScene
  let structure: Int
  let values: [Double]

  /// One slice as a rectangle of voxels.
  private struct Slice {
    var width: Int
    var height: Int
    var isInside: [Bool]
    var values: [Double]
    var steps: (u: Double, v: Double)
  }

  private var size: VoxelIndex { voxels.grid.size }
  private var spacing: [Double] { (0..<3).map { voxels.grid.spacing?[$0] ?? 1 } }

  /// Across the coarsest axis; of those as coarse within 1 % the one along the body, else the last. No grid is oblique
  /// here.
  private var across: Int {
    guard size.k > 1 else { return 2 }
    let coarse = (0..<3).filter { axis in spacing.allSatisfy { spacing[axis] >= 0.99 * $0 } }
    return coarse.first { (voxels.grid.affine?.columns[$0].z ?? 0) != 0 } ?? coarse.last ?? 2
  }

  private func slice(_ n: Int) -> Slice {
    let (u, v) = (across == 0 ? 1 : 0, across == 2 ? 1 : 2)
    let unit = min(spacing[u], spacing[v])
    var slice = Slice(
      width: size[u], height: size[v], isInside: [], values: [], steps: (spacing[u] / unit, spacing[v] / unit))
    for y in 0..<size[v] {
      for x in 0..<size[u] {
        var index = VoxelIndex(0, 0, 0)
        index[across] = n
        index[u] = x
        index[v] = y
        let at = index.i + size.i * (index.j + size.j * index.k)
        slice.isInside.append(voxels.masks[structure][at])
        slice.values.append(values[at])
      }
    }
    return slice
  }

  /// The numbers of all slices, each with the contour's length.
  func numbers() -> [BoundaryNumber: Double] {
    let finite = values.filter(\.isFinite)
    let mean = finite.reduce(0, +) / Double(finite.count)
    let spread = (finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(finite.count)).squareRoot()
    var sums: [BoundaryNumber: (Double, Double)] = [:]
    for n in 0..<size[across] {
      let slice = slice(n)
      guard slice.isInside.contains(true), slice.isInside.contains(false) else { continue }
      let (length, numbers) = numbers(slice, spread)
      for (field, value) in numbers {
        let old = sums[field] ?? (0, 0)
        sums[field] = (old.0 + length * value, old.1 + length)
      }
    }
    return sums.mapValues { $0.0 / $0.1 }
  }

  private func numbers(_ slice: Slice, _ spread: Double) -> (Double, [BoundaryNumber: Double]) {
    let (width, height, steps) = (slice.width, slice.height, slice.steps)
    let all = Array(slice.isInside.indices)
    func place(_ at: Int) -> (x: Double, y: Double) {
      (Double(at % width) * steps.u, Double(at / width) * steps.v)
    }
    func distance(_ at: Int) -> Double {
      let own = place(at)
      return all.filter { slice.isInside[$0] != slice.isInside[at] }
        .map { hypot(place($0).x - own.x, place($0).y - own.y) }.min() ?? .infinity
    }
    let distances = all.map(distance)
    let signed = all.map { slice.isInside[$0] ? -distances[$0] : distances[$0] }
    let smoothDistance = smooth(signed, slice, 1)
    let isFlat = size.k == 1
    let shorter = min(Double(width) * steps.u, Double(height) * steps.v)
    let smoothImage = smooth(slice.values, slice, isFlat ? max(1, 0.006 * shorter) : 1)
    let area = Double(slice.isInside.count { $0 }) * steps.u * steps.v
    let ring = min(max((area / .pi).squareRoot() / 4, 3), 25)

    var length = 0.0
    for at in all {
      if at % width > 0, slice.isInside[at] != slice.isInside[at - 1] { length += steps.v }
      if at >= width, slice.isInside[at] != slice.isInside[at - width] { length += steps.u }
    }
    var (band, onContour, slopes, angles): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    var (inner, outer): ([Double], [Double]) = ([], [])
    let inside = all.filter { slice.isInside[$0] }
    let centre = (
      inside.reduce(0) { $0 + place($1).x } / Double(inside.count),
      inside.reduce(0) { $0 + place($1).y } / Double(inside.count)
    )
    for at in all {
      let outward = gradient(smoothDistance, slice, at)
      let size = hypot(outward.u, outward.v)
      let normal = size > 1e-3 ? (u: outward.u / size, v: outward.v / size) : (u: 0, v: 0)
      let half = size > 1e-3 ? hypot(normal.u * steps.u, normal.v * steps.v) / 2 : 0.5
      let position = max(0, distances[at] - half)
      guard position <= 2 * ring + 1e-3 else { continue }
      if position <= ring + 1e-3, slice.values[at].isFinite {
        if slice.isInside[at] { inner.append(slice.values[at]) } else { outer.append(slice.values[at]) }
      }
      let slope = gradient(smoothImage, slice, at)
      guard slope.u.isFinite, slope.v.isFinite, slice.values[at].isFinite else { continue }
      band.append(hypot(slope.u, slope.v))
      let isBoundary =
        slice.isInside[at]
        && all.contains {
          abs($0 % width - at % width) <= 1 && abs($0 / width - at / width) <= 1 && !slice.isInside[$0]
        }
      guard isBoundary else { continue }
      onContour.append(hypot(slope.u, slope.v))
      slopes.append(slope.u * normal.u + slope.v * normal.v)
      let (x, y) = (place(at).x - centre.0, place(at).y - centre.1)
      // The centre itself lies in no sector.
      angles.append(abs(x) + abs(y) < 1e-6 ? .nan : atan2(y, x))
    }

    var numbers: [BoundaryNumber: Double] = [:]
    let whole = inside.map { slice.values[$0] }.filter(\.isFinite)
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func deviation(_ values: [Double]) -> Double {
      mean(values.map { ($0 - mean(values)) * ($0 - mean(values)) }).squareRoot()
    }
    if !onContour.isEmpty {
      let limit = percentile(band, 0.7)
      let usual = percentile(band, 0.5)
      numbers[.edgeSupport] = Double(onContour.count { $0 > limit }) / Double(onContour.count)
      numbers[.edgeStrength] = mean(onContour) / usual
      numbers[.medianEdgeStrength] = percentile(onContour, 0.5) / usual
      let sign: Double = slopes.reduce(0, +) > 0 ? 1 : -1
      numbers[.directionConsistency] = Double(slopes.count { $0 * sign > 0 }) / Double(slopes.count)
      numbers[.weakestSector] = (0..<12).compactMap { n -> Double? in
        let own = zip(angles, slopes).filter { angle, _ in
          let degrees = angle < 0 ? angle * 180 / .pi + 360 : angle * 180 / .pi
          // A voxel on the line between two sectors counts in both; 360° is 0°.
          let (from, to) = (Double(30 * n) - 1e-3, Double(30 * n + 30) + 1e-3)
          return (degrees > from && degrees < to) || (degrees + 360 > from && degrees + 360 < to)
        }
        return own.isEmpty ? nil : mean(own.map { $0.1 * sign }) / usual
      }.min()
    }
    if !inner.isEmpty, !outer.isEmpty {
      numbers[.ringContrast] = (mean(inner) - mean(outer)) / spread
      let wins = inner.reduce(0.0) { sum, a in sum + outer.reduce(0.0) { $0 + (a > $1 ? 1 : a == $1 ? 0.5 : 0) } }
      numbers[.ringSeparability] = wins / Double(inner.count * outer.count)
    }
    if !whole.isEmpty, !outer.isEmpty {
      let (low, high) = (percentile(whole, 0.1), percentile(whole, 0.9))
      numbers[.ringOverlap] = Double(outer.count { $0 >= low && $0 <= high }) / Double(outer.count)
      if deviation(outer) > 0 { numbers[.surroundingsScore] = (mean(whole) - mean(outer)) / deviation(outer) }
    }
    if Set(whole).count > 1 {
      let within = Set(whole).compactMap { limit -> Double? in
        let (a, b) = (whole.filter { $0 <= limit }, whole.filter { $0 > limit })
        guard !b.isEmpty else { return nil }
        return (Double(a.count) * pow(deviation(a), 2) + Double(b.count) * pow(deviation(b), 2)) / Double(whole.count)
      }
      numbers[.insideHomogeneity] = (within.min() ?? 0) / pow(deviation(whole), 2)
    }
    return (length, numbers)
  }

  private func percentile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    let place = share * Double(sorted.count - 1)
    let lower = Int(place)
    return sorted[lower] + (place - Double(lower)) * (sorted[min(lower + 1, sorted.count - 1)] - sorted[lower])
  }

  private func gradient(_ values: [Double], _ slice: Slice, _ at: Int) -> (u: Double, v: Double) {
    let (x, y) = (at % slice.width, at / slice.width)
    func difference(_ low: Int, _ high: Int, _ apart: Int, _ step: Double) -> Double {
      apart == 0 ? 0 : (values[high] - values[low]) / (Double(apart) * step)
    }
    let (left, right) = (max(0, x - 1), min(slice.width - 1, x + 1))
    let (low, high) = (max(0, y - 1), min(slice.height - 1, y + 1))
    return (
      difference(y * slice.width + left, y * slice.width + right, right - left, slice.steps.u),
      difference(low * slice.width + x, high * slice.width + x, high - low, slice.steps.v)
    )
  }

  /// All weights of the plane at once; the border's values go on.
  private func smooth(_ values: [Double], _ slice: Slice, _ deviation: Double) -> [Double] {
    func weights(_ step: Double) -> [(Int, Double)] {
      let own = deviation / step
      let reach = Int(4 * own + 0.5)
      return (-reach...reach).map { ($0, reach == 0 ? 1 : exp(-0.5 * Double($0 * $0) / (own * own))) }
    }
    let (alongU, alongV) = (weights(slice.steps.u), weights(slice.steps.v))
    return values.indices.map { at in
      guard values[at].isFinite else { return .nan }
      var (sum, total) = (0.0, 0.0)
      for (dy, b) in alongV {
        for (dx, a) in alongU {
          let x = min(max(at % slice.width + dx, 0), slice.width - 1)
          let y = min(max(at / slice.width + dy, 0), slice.height - 1)
          let value = values[y * slice.width + x]
          guard value.isFinite else { continue }
          sum += a * b * value
          total += a * b
        }
      }
      return sum / total
    }
  }
}
