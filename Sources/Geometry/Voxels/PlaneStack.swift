internal import Volume

/// The planes in which a structure's contours are looked at: those in which the volume was taken and the contour drawn,
/// or at least seen best (`Grid.acquisitionAxis`). A flat grid is one plane.
struct PlaneStack: Sendable {
  /// The axis perpendicular to the planes, and those along them.
  let across: Int
  let u: Int
  let v: Int
  /// Between neighbouring elements along u and v, in units of the finer one; at least 1.
  let steps: SIMD2<Double>
  /// The unit in mm, or 1 pixel where the grid has no spacing.
  let unit: Double

  init(_ grid: Grid) {
    let spacing = grid.lengths
    across = grid.acquisitionAxis
    u = across == 0 ? 1 : 0
    v = across == 2 ? 1 : 2
    let along = SIMD2(spacing[u], spacing[v])
    // Lengths come from files; one that is zero must not turn everything into infinities.
    unit = min(along.x, along.y) > 0 ? min(along.x, along.y) : 1
    steps = SIMD2(max(1, along.x / unit), max(1, along.y / unit))
  }
}

/// A rectangle of a plane, with a structure's voxels in it.
struct PlaneMask: Sendable {
  /// The slice's index, and the rectangle's first element in it.
  let slice: Int
  let first: (u: Int, v: Int)
  let width: Int
  let height: Int
  /// u fastest.
  let isInside: [Bool]

  /// The cross-section of a structure and `margin` elements around it, as far as the grid goes; nil when the slice
  /// holds none of it.
  /// - Parameter margin: for a cross-section with some number of voxels.
  init?(_ mask: DenseMask, slice: Int, stack: PlaneStack, grid: Grid, margin: (Int) -> (u: Int, v: Int)) {
    let step = [1, mask.size.i, mask.size.i * mask.size.j]
    let (stepU, stepV) = (step[stack.u], step[stack.v])
    let base = (slice - mask.origin[stack.across]) * step[stack.across]
    var (count, lowU, highU, lowV, highV) = (0, Int.max, -1, Int.max, -1)
    for v in 0..<mask.size[stack.v] {
      for u in 0..<mask.size[stack.u] where mask.isInside[base + u * stepU + v * stepV] {
        count += 1
        (lowU, highU) = (min(lowU, u), max(highU, u))
        (lowV, highV) = (min(lowV, v), max(highV, v))
      }
    }
    guard count > 0 else { return nil }
    let wide = margin(count)
    let origin = (u: mask.origin[stack.u], v: mask.origin[stack.v])
    let from = (u: max(0, lowU + origin.u - wide.u), v: max(0, lowV + origin.v - wide.v))
    let to = (
      u: min(grid.size[stack.u] - 1, highU + origin.u + wide.u),
      v: min(grid.size[stack.v] - 1, highV + origin.v + wide.v)
    )
    self.slice = slice
    first = from
    width = to.u - from.u + 1
    height = to.v - from.v + 1
    var isInside = [Bool](repeating: false, count: width * height)
    for v in lowV...highV {
      let row = (v + origin.v - from.v) * width + origin.u - from.u
      for u in lowU...highU { isInside[row + u] = mask.isInside[base + u * stepU + v * stepV] }
    }
    self.isInside = isInside
  }

  /// The values of an image's channel in the rectangle.
  func values(_ reader: ChannelReader, stack: PlaneStack, grid: Grid) -> [Float] {
    let strides = [1, grid.size.i, grid.size.i * grid.size.j]
    let (stepU, stepV) = (strides[stack.u], strides[stack.v])
    let base = slice * strides[stack.across] + first.u * stepU + first.v * stepV
    var values = [Float](repeating: 0, count: width * height)
    for y in 0..<height {
      for x in 0..<width {
        values[y * width + x] = reader.value(base + x * stepU + y * stepV)
      }
    }
    return values
  }
}
