internal import Numerics
internal import Volume

/// Where a structure's contour runs in one slice: distances to it, its normals, and the voxels on it and around it.
/// What all boundary evidence of the slice shares, whatever the channel.
///
/// Lengths are in units of the finer in-plane spacing (`PlaneStack.unit`). Everything outside the structure counts as
/// outside, other structures too. The border of the image is no contour: what lies beyond it is unknown.
///
/// Cost: two distance transforms and one smoothing of the cross-section's box, widened by the band.
struct ContourGeometry {
  /// A voxel near the contour.
  struct Place {
    /// In the rectangle.
    let at: Int
    /// Signed distance from the contour: negative inside.
    let position: Float
    /// Outward, of length 1; zero where the distances have no direction.
    let normal: SIMD2<Float>
  }

  static let sectors = 12
  /// Where the distance grows by less per unit, as on a ridge between two parts of the contour, it has no direction but
  /// that of rounding.
  private static let leastSlope: Float = 1e-3
  /// By how much a voxel may miss a ring and still count: at whole distances rounding must not decide.
  static let slack: Float = 1e-3

  let mask: PlaneMask
  let stack: PlaneStack
  /// Of the disc with the cross-section's area.
  let equivalentRadius: Double
  /// A quarter of the equivalent radius, at least 3 and at most 25.
  let ringWidth: Double
  /// The length of the voxel edges between inside and outside.
  let length: Double
  /// Voxels within two ring widths of the contour.
  let band: [Place]
  /// The voxels of the band that are inside and have one of their eight neighbours outside (within 1.5 voxels of it),
  /// by their places in `band`.
  let boundary: [Int]
  /// For each of `boundary`, which of twelve equal sectors around the cross-section's centroid it lies in: two on the
  /// line between them, so that a mirrored picture gives the same numbers, and none in the centre.
  let sector: [[Int]]

  static func equivalentRadius(voxels: Int, _ stack: PlaneStack) -> Double {
    (Double(voxels) * stack.steps.x * stack.steps.y / .pi).squareRoot()
  }

  static func ringWidth(voxels: Int, _ stack: PlaneStack) -> Double {
    min(max(equivalentRadius(voxels: voxels, stack) / 4, 3), 25)
  }

  /// Nil when the cross-section has no contour: the structure fills the slice.
  init?(_ mask: PlaneMask, stack: PlaneStack) {
    let isInside = mask.isInside
    let (width, height) = (mask.width, mask.height)
    let voxels = isInside.count { $0 }
    let edges = Self.edges(of: mask)
    guard edges.u + edges.v > 0 else { return nil }
    self.mask = mask
    self.stack = stack
    length = Double(edges.u) * stack.steps.y + Double(edges.v) * stack.steps.x
    equivalentRadius = Self.equivalentRadius(voxels: voxels, stack)
    ringWidth = Self.ringWidth(voxels: voxels, stack)

    let size = VoxelIndex(width, height, 1)
    let spacing = SIMD3(stack.steps.x, stack.steps.y, 1)
    let toInside = SquaredDistances(to: isInside, size: size, spacing: spacing).values
    let toOutside = SquaredDistances(to: isInside.map { !$0 }, size: size, spacing: spacing).values
    let signed = isInside.indices.map { isInside[$0] ? -toOutside[$0].squareRoot() : toInside[$0].squareRoot() }
    // One voxel of smoothing, so that normals do not follow the voxels' corners.
    let smooth = PlaneSmoothing(1 / stack.steps.x, 1 / stack.steps.y).smoothed(signed, width: width, height: height)
    let slope = PlaneSlope(width: width, height: height, steps: stack.steps)

    let reach = Float(2 * ringWidth) + Self.slack
    let steps = SIMD2<Float>(stack.steps)
    var band: [Place] = []
    var boundary: [Int] = []
    for y in 0..<height {
      for x in 0..<width {
        let at = y * width + x
        let distance = abs(signed[at])
        guard distance <= reach + steps.max() else { continue }
        let gradient = slope.gradient(smooth, x, y)
        let size = (gradient * gradient).sum().squareRoot()
        let normal = size > Self.leastSlope ? gradient / size : SIMD2<Float>(0, 0)
        // The contour lies half a voxel before the centre of the nearest voxel on its other side.
        let half = size > Self.leastSlope ? 0.5 * (normal * normal * steps * steps).sum().squareRoot() : 0.5
        let position = max(0, distance - half)
        guard position <= reach else { continue }
        if isInside[at], distance <= 1.5 * steps.max(), Self.hasNeighbourOutside(mask, x, y) {
          boundary.append(band.count)
        }
        band.append(Place(at: at, position: isInside[at] ? -position : position, normal: normal))
      }
    }
    self.band = band
    self.boundary = boundary
    sector = Self.sectors(of: boundary.map { band[$0].at }, mask, stack)
  }

  /// Pairs of neighbours along u and along v of which one is inside.
  private static func edges(of mask: PlaneMask) -> (u: Int, v: Int) {
    let (isInside, width) = (mask.isInside, mask.width)
    var (u, v) = (0, 0)
    for at in isInside.indices {
      if at % width > 0, isInside[at] != isInside[at - 1] { u += 1 }
      if at >= width, isInside[at] != isInside[at - width] { v += 1 }
    }
    return (u, v)
  }

  private static func hasNeighbourOutside(_ mask: PlaneMask, _ x: Int, _ y: Int) -> Bool {
    for row in max(0, y - 1)...min(mask.height - 1, y + 1) {
      for column in max(0, x - 1)...min(mask.width - 1, x + 1) where !mask.isInside[row * mask.width + column] {
        return true
      }
    }
    return false
  }

  private static func sectors(of places: [Int], _ mask: PlaneMask, _ stack: PlaneStack) -> [[Int]] {
    var (sumX, sumY, count) = (0, 0, 0)
    for y in 0..<mask.height {
      for x in 0..<mask.width where mask.isInside[y * mask.width + x] {
        sumX += x
        sumY += y
        count += 1
      }
    }
    let centre = SIMD2(Double(sumX), Double(sumY)) / Double(max(1, count))
    return places.map { at in
      let offset = (SIMD2(Double(at % mask.width), Double(at / mask.width)) - centre) * stack.steps
      if (offset * offset).sum() < 1e-12 { return [] }
      let turn = (arcTangent(offset.y, offset.x) / (2 * .pi) + 1) * Double(sectors)
      let (lower, upper) = (Int(turn + 1e-6), Int(turn - 1e-6))
      return lower == upper ? [lower % sectors] : [lower % sectors, upper % sectors]
    }
  }
}

/// Gradients by central differences, one-sided at the plane's border.
struct PlaneSlope {
  let width: Int
  let height: Int
  let steps: SIMD2<Double>

  @inline(__always)
  func gradient(_ values: [Float], _ x: Int, _ y: Int) -> SIMD2<Float> {
    let (left, right) = (max(0, x - 1), min(width - 1, x + 1))
    let (low, high) = (max(0, y - 1), min(height - 1, y + 1))
    let alongU = right > left ? (values[y * width + right] - values[y * width + left]) / Float(right - left) : 0
    let alongV = high > low ? (values[high * width + x] - values[low * width + x]) / Float(high - low) : 0
    return SIMD2(alongU, alongV) / SIMD2<Float>(steps)
  }
}
