internal import Volume

/// A slice to draw: a plane, the point it goes through, the pixels it has. Pixels are square.
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

  static let longerSide = 384

  /// Shows the hull of some corners; its longer side gets 384 pixels, the shorter one at least 32.
  init(_ plane: Plane, through: SIMD3<Double>, showing corners: [SIMD3<Double>]) {
    self.plane = plane
    self.through = through
    let u = corners.map { ($0 * plane.right).sum() }
    let v = corners.map { ($0 * plane.down).sum() }
    let (u0, u1, v0, v1) = (u.min() ?? 0, u.max() ?? 1, v.min() ?? 0, v.max() ?? 1)
    let longest = max(u1 - u0, v1 - v0)
    let pixel = longest > 0 ? longest / Double(Self.longerSide) : 1
    func count(_ extent: Double) -> Int {
      min(Self.longerSide, max(32, Int((extent / pixel - 1e-6).rounded(.up))))
    }
    width = count(u1 - u0)
    height = count(v1 - v0)
    self.pixel = pixel
    // The pixels' hull and the corners' hull share their middle.
    let left = (u0 + u1) / 2 - Double(width) * pixel / 2
    let top = (v0 + v1) / 2 - Double(height) * pixel / 2
    uv = (left, top)
    let across = through - plane.right * (through * plane.right).sum() - plane.down * (through * plane.down).sum()
    // Where a sample falls between two voxels, the same patient side is taken however the file stores its axes.
    let nudge = SIMD3(1, 0.7, 0.5) * (pixel * 1e-3)
    origin = across + plane.right * (left + pixel / 2) + plane.down * (top + pixel / 2) + nudge
  }

  /// The steps in voxel space from pixel to pixel of a grid with the given affine.
  func steps(in affine: Affine) -> VoxelSteps {
    func voxel(_ p: SIMD3<Double>) -> SIMD3<Double> {
      let v = affine.voxel(PatientPoint(p.x, p.y, p.z))
      return SIMD3(v.i, v.j, v.k)
    }
    let start = voxel(origin)
    return VoxelSteps(
      start: start, right: voxel(origin + plane.right * pixel) - start, down: voxel(origin + plane.down * pixel) - start
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
    let i = (start.x + right.x * u + down.x * v + 0.5).rounded(.down)
    guard i >= Double(box.first.i), i <= Double(box.last.i) else { return nil }
    let j = (start.y + right.y * u + down.y * v + 0.5).rounded(.down)
    guard j >= Double(box.first.j), j <= Double(box.last.j) else { return nil }
    let k = (start.z + right.z * u + down.z * v + 0.5).rounded(.down)
    guard k >= Double(box.first.k), k <= Double(box.last.k) else { return nil }
    return VoxelIndex(Int(i), Int(j), Int(k))
  }
}
