internal import Numerics
internal import Volume

/// The grid of contours that are given without their image: their own planes, with pixels that are fine enough for what
/// they enclose.
struct ContourPlanes {
  let grid: Grid
  /// The side of a pixel in mm.
  let pixel: Double
  let isStepUnknown: Bool

  /// Pixels along the longer side of what all contours enclose.
  private static let finest = 1024.0
  private static let least = 0.125

  /// Nil when no contour encloses anything. Throws what `SliceStack` throws.
  init?(_ contours: [Contour]) throws {
    let closed = contours.filter { $0.kind != .open && $0.points.count >= 3 }
    guard let normal = closed.lazy.compactMap(Self.normal).first else { return nil }
    let (row, column) = Self.axes(normal)
    var (low, high) = (SIMD2(repeating: Double.infinity), SIMD2(repeating: -Double.infinity))
    var heights: [Double] = []
    for contour in closed {
      var sum = 0.0
      for point in contour.points {
        let place = SIMD2(dot(point, row), dot(point, column))
        (low, high) = (
          SIMD2(min(low.x, place.x), min(low.y, place.y)), SIMD2(max(high.x, place.x), max(high.y, place.y))
        )
        sum += dot(point, normal)
      }
      heights.append(sum / Double(contour.points.count))
    }
    // Coordinates are rounded to some decimals; planes are one where they differ by no more.
    let extent = max(high.x - low.x, high.y - low.y)
    guard extent.isFinite, extent < 1e5 else {
      throw ReadError(
        code: .damaged, message: "\(DICOMTag.contourData) reaches over \(extent) mm, which no patient does.")
    }
    var pixel = Self.least
    while extent / pixel > Self.finest { pixel *= 2 }
    self.pixel = pixel
    // Pixel edges lie on whole numbers of millimetres' halves and so on, never through round coordinates' centres.
    let first = SIMD2((low.x / pixel).rounded(.down) - 1, (low.y / pixel).rounded(.down) - 1) * pixel + pixel / 2
    let plane = try SlicePlane(
      orientation: [row.x, row.y, row.z, column.x, column.y, column.z], spacing: [pixel, pixel])
    let positions = Self.distinct(heights).map { row * first.x + column * first.y + normal * $0 }
    let stack = try SliceStack(positions: positions, plane: plane, stated: [])
    isStepUnknown = stack.isStepUnknown
    grid = try stack.grid(
      columns: Int(((high.x - first.x) / pixel).rounded(.up)) + 2,
      rows: Int(((high.y - first.y) / pixel).rounded(.up)) + 2)
  }

  /// Heights that lie farther apart than their rounding.
  private static func distinct(_ heights: [Double]) -> [Double] {
    var distinct: [Double] = []
    for height in heights.sorted() {
      if let last = distinct.last, height - last <= 0.01 { continue }
      distinct.append(height)
    }
    return distinct
  }

  /// The normal of a contour by Newell's sum, of length 1 and towards larger z (else y, x); nil for one without an
  /// area.
  private static func normal(_ contour: Contour) -> SIMD3<Double>? {
    var sum = SIMD3<Double>.zero
    let origin = contour.points[0]
    for (a, b) in zip(contour.points, contour.points.dropFirst()) { sum += cross(a - origin, b - origin) }
    let size = length(sum)
    guard size > 1e-6 else { return nil }
    var normal = sum / size
    // Coordinates are rounded: a plane within a thousandth of an axis is that axis'.
    for axis in 0..<3 where abs(abs(normal[axis]) - 1) < 1e-6 {
      normal = .zero
      normal[axis] = 1
    }
    let leading = normal.z != 0 ? normal.z : normal.y != 0 ? normal.y : normal.x
    return leading < 0 ? -normal : normal
  }

  /// Two directions in the plane whose cross product is the normal: along x and y for an axial one.
  private static func axes(_ normal: SIMD3<Double>) -> (SIMD3<Double>, SIMD3<Double>) {
    let start = abs(normal.x) < 0.9 ? SIMD3<Double>(1, 0, 0) : SIMD3<Double>(0, 1, 0)
    let across = start - normal * dot(start, normal)
    let row = across / length(across)
    return (row, cross(normal, row))
  }
}
