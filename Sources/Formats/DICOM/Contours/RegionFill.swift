internal import Numerics
internal import Volume

/// The voxels of a region on a grid, and which of its contours could not be filled there.
struct RegionFill {
  private(set) var runs: [Run] = []
  /// Contours that enclose nothing: points, open lines, fewer than three points.
  private(set) var open = 0
  /// Contours that lie wholly beside the slices of the grid.
  private(set) var outside = 0
  /// Contours that lie on no slice, and how far off (mm) the farthest is.
  private(set) var offPlanes = 0
  private(set) var deviation = 0.0
  /// Planes on which contours overlap in a part.
  private(set) var overlaps = 0
  /// Contours that repeat one of the same plane.
  private(set) var repeated = 0
  /// The slices that have contours.
  private(set) var slices: Set<Int> = []

  /// How far from a slice a contour still lies on it, in steps between slices.
  private static let tolerance = 0.05

  private struct Flat {
    let height: Double
    let isExclusive: Bool
    let vertices: [ContourFill.Vertex]
  }

  /// Fills a region's contours. Throws `.unsupported` for contours that nobody draws.
  ///
  /// - Parameter tolerance: the distance, in mm, within which a contour lies on a slice in any case.
  init(
    _ contours: [Contour], on grid: Grid, _ affine: Affine, tolerance: Double, _ allowance: inout RunAllowance
  ) throws {
    let step = abs(affine.determinant) / length(cross(affine.columns[0], affine.columns[1]))
    let near = max(Self.tolerance, tolerance / step)
    var flat: [Flat] = []
    for contour in contours {
      guard contour.kind != .open, contour.points.count >= 3 else {
        open += 1
        continue
      }
      guard let one = place(contour, affine, near, step) else { continue }
      flat.append(one)
    }
    flat.sort { $0.height < $1.height }
    // Contours of one plane, and for each slice the plane that lies nearest.
    var planes: [[Flat]] = []
    for one in flat {
      if let first = planes.last?.first, one.height - first.height <= near {
        planes[planes.count - 1].append(one)
      } else {
        planes.append([one])
      }
    }
    var nearest: [Int: [Flat]] = [:]
    for plane in planes {
      let height = plane[0].height
      let slice = Int(height.rounded())
      guard (0..<grid.size.k).contains(slice) else {
        note(plane.count, (height < 0 ? -height : height - Double(grid.size.k - 1)) * step)
        continue
      }
      // What lies beside the image encloses none of its voxels.
      let inside = plane.filter { Self.touches($0, grid) }
      outside += plane.count - inside.count
      guard !inside.isEmpty else { continue }
      let off = abs(height - Double(slice))
      if off > near { note(inside.count, off * step) }
      if let other = nearest[slice] {
        let isNearer = off < abs(other[0].height - Double(slice))
        let lost = isNearer ? other : inside
        if abs(lost[0].height - Double(slice)) <= near { note(lost.count, abs(lost[0].height - Double(slice)) * step) }
        if !isNearer { continue }
      }
      nearest[slice] = inside
    }
    for slice in nearest.keys.sorted() {
      guard let plane = nearest[slice] else { continue }
      try fill(plane, slice: slice, grid, &allowance)
    }
  }

  private mutating func note(_ contours: Int, _ distance: Double) {
    offPlanes += contours
    deviation = max(deviation, distance)
  }

  /// A contour in voxels; nil, and told, when it lies across slices or too far away.
  private mutating func place(_ contour: Contour, _ affine: Affine, _ near: Double, _ step: Double) -> Flat? {
    var (low, high) = (Double.infinity, -Double.infinity)
    var vertices: [ContourFill.Vertex] = []
    vertices.reserveCapacity(contour.points.count)
    for point in contour.points {
      let patient = patientAxes(point)
      let voxel = affine.voxel(PatientPoint(patient.x, patient.y, patient.z))
      guard abs(voxel.k) <= ContourFill.farthest, let vertex = ContourFill.vertex(voxel.i, voxel.j) else {
        outside += 1
        return nil
      }
      (low, high) = (min(low, voxel.k), max(high, voxel.k))
      vertices.append(vertex)
    }
    guard high - low <= 2 * near else {
      note(1, (high - low) / 2 * step)
      return nil
    }
    return Flat(height: (low + high) / 2, isExclusive: contour.kind == .exclusive, vertices: vertices)
  }

  /// Whether the box of a contour holds a voxel centre of the slice.
  private static func touches(_ contour: Flat, _ grid: Grid) -> Bool {
    let (x, y) = (contour.vertices.map(\.x), contour.vertices.map(\.y))
    guard let left = x.min(), let right = x.max(), let top = y.min(), let bottom = y.max() else { return false }
    return right >= 0 && bottom >= 0 && left <= Int64(grid.size.i - 1) * ContourFill.unit
      && top <= Int64(grid.size.j - 1) * ContourFill.unit
  }

  private mutating func fill(_ plane: [Flat], slice: Int, _ grid: Grid, _ allowance: inout RunAllowance) throws {
    slices.insert(slice)
    // A contour that is there twice would cancel itself.
    var seen: Set<[ContourFill.Vertex]> = []
    var single: [Flat] = []
    for contour in plane {
      if contour.isExclusive || seen.insert(contour.vertices).inserted {
        single.append(contour)
      } else {
        repeated += 1
      }
    }
    var all = ContourFill(width: grid.size.i, height: grid.size.j)
    for contour in single { try all.add(contour.vertices) }
    let filled = all.runs(slice: slice)
    for _ in filled { try allowance.add() }
    runs += filled
    let drawn = single.filter { !$0.isExclusive }
    if drawn.count > 1, try ContourOverlap.isPartial(drawn.map(\.vertices)) { overlaps += 1 }
  }
}
