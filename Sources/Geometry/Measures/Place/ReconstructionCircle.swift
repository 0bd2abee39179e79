internal import Volume

/// The circle that a CT scanner reconstructs: outside it the image is padding, and no organ can be seen. Nil when the
/// image has none.
///
/// Looked for in slices perpendicular to the patient's long axis (to k where the orientation is unknown). All four
/// corners must hold one and the same value; where that value ends, seen from the sides of the image over all slices
/// looked at, are the circle's points. It is a circle when at least three fifths of the points lie within a voxel of it
/// (air may have the padding's value too, so points may lie farther inside), hardly any lies outside, all four corners
/// show an arc, and it spans at least 0.9 of the image's shorter side (a round object on an empty ground is no field of
/// view).
///
/// Frame: mm along the two in-plane axes, from the centre of the first voxel; voxels without spacing. Cost: the padding
/// of at most 24 slices.
package struct ReconstructionCircle: Measure {
  package init() {}

  package struct Circle: Hashable, Sendable, Codable {
    /// The axis perpendicular to its plane.
    package let across: Int
    package let centre: SIMD2<Double>
    package let radius: Double
    /// In-plane spacing.
    let spacing: SIMD2<Double>

    var u: Int { across == 0 ? 1 : 0 }
    var v: Int { across == 2 ? 1 : 2 }

    /// From the centre.
    @inline(__always)
    func distance(_ voxel: VoxelIndex) -> Double {
      let offset = SIMD2(Double(voxel[u]), Double(voxel[v])) * spacing - centre
      return (offset * offset).sum().squareRoot()
    }
  }

  static let mostSlices = 24

  package func value(in scene: Scene) -> Circle? {
    guard let reader = ChannelReader(.luminance, in: scene) else { return nil }
    let grid = scene.grid
    let across = grid.dimensions == 2 ? 2 : grid.indexAxis(along: 2)?.axis ?? 2
    let spacing = grid.lengths
    let (u, v) = (across == 0 ? 1 : 0, across == 2 ? 1 : 2)
    let steps = SIMD2(spacing[u], spacing[v])
    guard min(grid.size[u], grid.size[v]) >= 16, steps.min() > 0,
      let rim = PaddingRim(reader, grid, across: across, u: u, v: v)
    else { return nil }
    let points = rim.points.map { $0 * steps }
    let extent = SIMD2(Double(grid.size[u]), Double(grid.size[v])) * steps
    guard let fit = CircleFit(points, tolerance: steps.max()), 2 * fit.radius >= 0.9 * extent.min() else { return nil }
    return Circle(across: across, centre: fit.centre, radius: fit.radius, spacing: steps)
  }
}

/// Where constant padding ends, seen from the four sides of an image.
private struct PaddingRim {
  /// Between the last voxel of padding and the first one of the image, in voxels along u and v.
  private(set) var points: [SIMD2<Double>] = []

  /// Nil when most slices do not have one value in all four corners.
  init?(_ reader: ChannelReader, _ grid: Grid, across: Int, u: Int, v: Int) {
    let strides = [1, grid.size.i, grid.size.i * grid.size.j]
    let (width, height, depth) = (grid.size[u], grid.size[v], grid.size[across])
    let count = min(depth, ReconstructionCircle.mostSlices)
    var slices: [Int] = []
    var padding: Float?
    for n in 0..<count {
      let base = (2 * n + 1) * depth / (2 * count) * strides[across]
      let corners = [(0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1)].map {
        reader.value(base + $0.0 * strides[u] + $0.1 * strides[v])
      }
      guard corners[0].isFinite, corners.allSatisfy({ $0 == padding ?? corners[0] }) else { continue }
      padding = corners[0]
      slices.append(base)
    }
    guard let padding, 2 * slices.count > count else { return nil }
    scan(lines: height, length: width) { line, at in
      slices.allSatisfy { reader.value($0 + at * strides[u] + line * strides[v]) == padding }
    } add: { line, at in
      SIMD2(at, Double(line))
    }
    scan(lines: width, length: height) { line, at in
      slices.allSatisfy { reader.value($0 + line * strides[u] + at * strides[v]) == padding }
    } add: { line, at in
      SIMD2(Double(line), at)
    }
  }

  /// Goes along each line from both ends to where the padding ends.
  private mutating func scan(
    lines: Int, length: Int, isPadding: (_ line: Int, _ at: Int) -> Bool,
    add: (_ line: Int, _ at: Double) -> SIMD2<Double>
  ) {
    for line in 0..<lines {
      guard let first = (0..<length).first(where: { !isPadding(line, $0) }) else { continue }
      let last = (first..<length).last { !isPadding(line, $0) } ?? first
      // Without padding before it, a line starts inside the circle.
      if first > 0 { points.append(add(line, Double(first) - 0.5)) }
      if last < length - 1 { points.append(add(line, Double(last) + 0.5)) }
    }
  }
}

/// A circle through most of some points, of which the others may lie inside it.
private struct CircleFit {
  private(set) var centre: SIMD2<Double>
  private(set) var radius: Double

  /// Tries circles through three points (Fischler and Bolles 1981, Comm. ACM 24:381; triples are taken evenly, not at
  /// random), then fits all points near the best one by least squares (Kåsa 1976, IEEE Trans. Instrumentation and
  /// Measurement 25:8).
  init?(_ points: [SIMD2<Double>], tolerance: Double) {
    guard points.count >= 24 else { return nil }
    var best: (circle: CircleFit, near: Int)?
    // Multiplying by an odd number walks over all points without the order of the scan.
    for n in 0..<240 {
      let triple = (0..<3).map { points[(n * 3 + $0) &* 7919 % points.count] }
      guard let circle = CircleFit(fitting: triple) else { continue }
      let near = points.count { abs(circle.distance($0)) <= tolerance }
      if near > best?.near ?? 0 { best = (circle, near) }
    }
    guard var circle = best?.circle else { return nil }
    for _ in 0..<3 {
      let near = points.filter { abs(circle.distance($0)) <= tolerance }
      guard let fitted = CircleFit(fitting: near) else { return nil }
      circle = fitted
    }
    let near = points.filter { abs(circle.distance($0)) <= tolerance }
    let outside = points.count { circle.distance($0) > tolerance }
    let corners = Set(near.map { SIMD2($0.x < circle.centre.x ? 0 : 1, $0.y < circle.centre.y ? 0 : 1) })
    guard 5 * near.count >= 3 * points.count, 50 * outside <= points.count, corners.count == 4 else { return nil }
    self = circle
  }

  /// Least squares of x² + y² + ax + by + c; nil when the points lie on a line.
  private init?(fitting points: [SIMD2<Double>]) {
    guard points.count >= 3 else { return nil }
    let mean = points.reduce(SIMD2(0, 0), +) / Double(points.count)
    var (xx, xy, yy, xz, yz, zs) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for point in points {
      let p = point - mean
      let z = (p * p).sum()
      xx += p.x * p.x
      xy += p.x * p.y
      yy += p.y * p.y
      xz += p.x * z
      yz += p.y * z
      zs += z
    }
    let determinant = xx * yy - xy * xy
    guard determinant > 1e-9 * (xx + yy) * (xx + yy) else { return nil }
    let offset = SIMD2(xz * yy - yz * xy, yz * xx - xz * xy) / (2 * determinant)
    centre = mean + offset
    radius = (zs / Double(points.count) + (offset * offset).sum()).squareRoot()
  }

  /// From the circle: positive outside.
  private func distance(_ point: SIMD2<Double>) -> Double {
    let offset = point - centre
    return (offset * offset).sum().squareRoot() - radius
  }
}
