internal import Volume

/// A slice to draw: a part of a plane and the pixels that show it. Pixels are square.
struct SliceView {
  let plane: Plane
  /// A point of the plane; the coordinate across the plane says where the slice lies.
  let through: SIMD3<Double>
  let width: Int
  let height: Int
  /// The side of a pixel, in mm or index steps.
  let pixel: Double
  /// The centre of the top left pixel.
  private let origin: SIMD3<Double>
  private let uv: (Double, Double)

  /// The pixels' hull and the frame share their middle.
  init(_ frame: Frame, width: Int, height: Int, pixel: Double) {
    plane = frame.plane
    through = frame.through
    self.width = width
    self.height = height
    self.pixel = pixel
    let left = (frame.u.lowerBound + frame.u.upperBound) / 2 - Double(width) * pixel / 2
    let top = (frame.v.lowerBound + frame.v.upperBound) / 2 - Double(height) * pixel / 2
    uv = (left, top)
    let across = through - plane.right * (through * plane.right).sum() - plane.down * (through * plane.down).sum()
    origin = across + plane.right * (left + pixel / 2) + plane.down * (top + pixel / 2) + Self.nudge * (pixel * 1e-3)
  }

  /// Where a sample falls between two voxels, the same patient side is taken however the file stores its axes.
  static let nudge = SIMD3(1, 0.7, 0.5)

  /// The steps in voxel space from pixel to pixel of a grid with the given affine, `depth` behind the plane.
  func steps(in affine: Affine, depth: Double = 0) -> VoxelSteps {
    func voxel(_ p: SIMD3<Double>) -> SIMD3<Double> {
      let v = affine.voxel(PatientPoint(p.x, p.y, p.z))
      return SIMD3(v.i, v.j, v.k)
    }
    let corner = origin + plane.normal * depth
    let start = voxel(corner)
    return VoxelSteps(
      start: start, right: voxel(corner + plane.right * pixel) - start, down: voxel(corner + plane.down * pixel) - start
    )
  }

  /// The pixel rectangle that some corners span, both ends included; may lie outside the slice.
  func rectangle(of corners: [SIMD3<Double>]) -> (x0: Int, y0: Int, x1: Int, y1: Int) {
    let u = corners.map { (($0 * plane.right).sum() - uv.0) / pixel }
    let v = corners.map { (($0 * plane.down).sum() - uv.1) / pixel }
    return (
      Int((u.min() ?? 0).rounded(.down)), Int((v.min() ?? 0).rounded(.down)),
      Int((u.max() ?? 0).rounded(.up)), Int((v.max() ?? 0).rounded(.up))
    )
  }

  /// The pixels that the hull of some corners may cover.
  func pixels(over corners: [SIMD3<Double>]) -> (columns: Range<Int>, rows: Range<Int>) {
    let r = rectangle(of: corners)
    func clipped(_ first: Int, _ last: Int, to count: Int) -> Range<Int> {
      let start = min(count, max(0, first - 1))
      return start..<max(start, min(count, last + 2))
    }
    return (clipped(r.x0, r.x1, to: width), clipped(r.y0, r.y1, to: height))
  }
}

/// Which voxel lies under a pixel: an affine map, so that a pixel costs two multiplications an axis.
struct VoxelSteps {
  let start: SIMD3<Double>
  let right: SIMD3<Double>
  let down: SIMD3<Double>

  /// The nearest voxel, nil outside of `first...last`.
  @inline(__always)
  func voxel(_ x: Int, _ y: Int, in box: VoxelBox) -> VoxelIndex? {
    let (u, v) = (Double(x), Double(y))
    func nearest(_ place: Double, _ first: Int, _ last: Int) -> Int? {
      // A conversion of what is not negative truncates, which costs far less than rounding does.
      let shifted = place + 0.5 - Double(first)
      guard shifted >= 0, shifted < Double(last - first + 1) else { return nil }
      return Int(shifted) + first
    }
    guard let i = nearest(start.x + right.x * u + down.x * v, box.first.i, box.last.i),
      let j = nearest(start.y + right.y * u + down.y * v, box.first.j, box.last.j),
      let k = nearest(start.z + right.z * u + down.z * v, box.first.k, box.last.k)
    else { return nil }
    return VoxelIndex(i, j, k)
  }
}
